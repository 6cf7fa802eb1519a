"""Name of the room."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """See the docstring of the package."""

    name = "parties"
