"""Name of the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the docstring of the package."""

    name = "people"
