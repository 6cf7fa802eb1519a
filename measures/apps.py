"""Name of the room."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """See the docstring of the package."""

    name = "measures"
