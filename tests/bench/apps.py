"""Name of the app."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """See the docstring of the package."""

    name = "tests.bench"
    label = "tests_bench"
