"""Start-up of the catalogue."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StandardConfig(AppConfig):
    """See the docstring of the package."""

    name = "standard"

    def ready(self) -> None:
        """Load the catalogue whenever the tables were made or the data changed."""
        post_migrate.connect(load, sender=self, dispatch_uid="standard.load")


def load(**_kwargs: Any) -> None:
    """Load the catalogue unless it is loaded."""
    from standard.domain import is_loaded, load_catalogue  # noqa: PLC0415 - app ready

    if not is_loaded():
        load_catalogue()
