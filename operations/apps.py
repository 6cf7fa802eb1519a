"""Name of the room."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """See the docstring of the package."""

    name = "operations"
