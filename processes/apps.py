"""Name of the room."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """See the docstring of the package."""

    name = "processes"
