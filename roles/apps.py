"""Start-up of the roles' room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RolesConfig(AppConfig):
    """See the docstring of the package."""

    name = "roles"

    def ready(self) -> None:
        """See that the twelve roles are there whenever tables were made or changed."""
        post_migrate.connect(load, sender=self, dispatch_uid="roles.load")


def load(**_kwargs: Any) -> None:
    """Record the roles of the catalogue that are missing, in an installation that is set up."""
    from roles.domain.catalogue import record_missing_roles  # noqa: PLC0415 - app ready

    record_missing_roles()
