"""Start-up of the service management team's room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    """See the docstring of the package."""

    name = "operations"

    def ready(self) -> None:
        """See that there is a table of priorities whenever tables were made or changed."""
        post_migrate.connect(load, sender=self, dispatch_uid="operations.load")


def load(**_kwargs: Any) -> None:
    """Give an installation without a table of priorities the usual one."""
    from operations.domain.priorities import found_table  # noqa: PLC0415 - app ready

    found_table()
