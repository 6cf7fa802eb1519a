"""Asking for the text of attached files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.domain.queue import enqueue
from records.models import Attachment, FileText
from records.search.file_types import READERS

if TYPE_CHECKING:
    from people.models import User
    from records.models import Blob


def ask_for_text(blob: Blob, name: str, *, actor: User | None) -> None:
    """Ask for the text of a content to be read, unless it was already or there is none to read."""
    if blob.media_type in READERS and not FileText.objects.filter(pk=blob.pk).exists():
        enqueue("records.read_file", actor=actor, key=blob.pk, sha256=blob.pk, name=name)


def ask_for_missing_texts() -> None:
    """Ask for the texts of files that were attached before anybody read them; asking again asks nothing new."""
    unread = Attachment.objects.filter(withdrawn=None, blob__media_type__in=list(READERS))
    for file in unread.exclude(blob__in=FileText.objects.values("pk")).select_related("blob"):
        ask_for_text(file.blob, file.name, actor=None)
