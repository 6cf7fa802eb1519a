"""Name of the app."""

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """See the docstring of the package."""

    name = "tests.faults"
    label = "tests_faults"
