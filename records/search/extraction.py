"""Asking for the text of attached files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.domain.queue import enqueue
from records.models import Attachment, FileText
from records.search.file_types import READERS

if TYPE_CHECKING:
    from people.models import User


def ask_for_text(attachment: Attachment, *, actor: User) -> None:
    """Ask for the text of a file to be read, unless it was already or there is none to read."""
    blob = attachment.blob
    if blob.media_type in READERS and not FileText.objects.filter(pk=blob.pk).exists():
        enqueue("records.read_file", actor=actor, key=blob.pk, sha256=blob.pk, name=attachment.name)
