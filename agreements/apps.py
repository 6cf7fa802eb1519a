"""Name of the room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """See the docstring of the package."""

    name = "agreements"
