"""Start-up of the house: rooms declare what they have."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class ShellConfig(AppConfig):
    """The frame of every page and the registry of the rooms."""

    name = "shell"

    def ready(self) -> None:
        """Let every room register, once all models are loaded; check later that what they named exists."""
        from shell.checks import check_addresses, check_rooms  # noqa: PLC0415 - app ready
        from shell.registry import discover  # noqa: PLC0415 - app ready

        discover()
        register(check_rooms, Tags.models)
        register(check_addresses, Tags.urls)
