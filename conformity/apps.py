"""Name of the room."""

from django.apps import AppConfig


class ConformityConfig(AppConfig):
    """See the docstring of the package."""

    name = "conformity"
