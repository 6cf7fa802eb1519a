"""Start-up of the house: rooms declare what they have."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The frame of every page and the registry of the rooms."""

    name = "shell"

    def ready(self) -> None:
        """Let every room register, once all models are loaded."""
        from shell.registry import discover  # noqa: PLC0415 - app ready

        discover()
