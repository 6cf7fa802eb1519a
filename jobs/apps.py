"""Name of the room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the docstring of the package."""

    name = "jobs"
