"""Name of the room."""

from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    """See the docstring of the package."""

    name = "leadership"
