"""Name of the room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the docstring of the package."""

    name = "documents"
