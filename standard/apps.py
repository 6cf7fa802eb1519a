"""Name of the room."""

from django.apps import AppConfig


class StandardConfig(AppConfig):
    """See the docstring of the package."""

    name = "standard"
