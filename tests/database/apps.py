"""Name of the app."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """See the docstring of the package."""

    name = "tests.database"
    label = "tests_database"
