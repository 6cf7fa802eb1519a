"""Name of the room."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """See the docstring of the package."""

    name = "customers"
