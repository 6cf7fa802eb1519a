"""Name of the room."""

from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    """See the docstring of the package."""

    name = "communication"
