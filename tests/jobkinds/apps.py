"""Name of the app."""

from django.apps import AppConfig


class JobKindsConfig(AppConfig):
    """See the docstring of the package."""

    name = "tests.jobkinds"
    label = "tests_jobkinds"
