"""Name of the room."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """See the docstring of the package."""

    name = "improvement"
