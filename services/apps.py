"""Name of the room."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """See the docstring of the package."""

    name = "services"
