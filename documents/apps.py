"""Start-up of the documentation managers' room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    """See the docstring of the package."""

    name = "documents"

    def ready(self) -> None:
        """See that the approval matrix is there whenever tables were made or changed."""
        post_migrate.connect(load, sender=self, dispatch_uid="documents.load")


def load(**_kwargs: Any) -> None:
    """Record the types of document that are missing, in an installation that is set up."""
    from documents.domain.matrix import record_missing_types  # noqa: PLC0415 - app ready

    record_missing_types()
