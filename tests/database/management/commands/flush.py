"""Empty the test database: triggers are taken away first; post_migrate puts them back."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from records.triggers import drop_all


class Command(flush.Command):
    """``flush`` that knows our triggers."""

    def handle(self, **options: Any) -> None:
        """Take the triggers away, empty, and let post_migrate rebuild what belongs there."""
        drop_all(connections[options["database"]])
        super().handle(**options)
