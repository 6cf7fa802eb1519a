"""All documents by their state, and drafts that have been waiting longest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from documents.enums import OPEN
from documents.models import Document, Version

if TYPE_CHECKING:
    from people.models import User

#: Drafts that are shown.
SHOWN = 6


@dataclass(frozen=True)
class Draft:
    """A version that is being made, and for how many days."""

    document: Document
    version: Version
    days: int


def documents_by_state(user: User) -> dict[str, int]:
    """How many documents the reader sees in each state."""
    rows = Document.objects.visible_to(user).current().order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))


def oldest_drafts(user: User) -> list[Draft]:
    """The versions that have been in the making longest, of documents that the reader sees."""
    seen = Document.objects.visible_to(user).current()
    versions = Version.objects.filter(state__in=OPEN, document__in=seen).select_related("document").order_by("begun")
    today = timezone.localdate()
    return [
        Draft(version.document, version, (today - timezone.localdate(version.begun)).days)
        for version in versions[:SHOWN]
    ]
