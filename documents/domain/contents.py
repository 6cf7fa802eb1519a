"""Reading what a version says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.models import MARKDOWN
from documents.texts import plain
from records.domain.files import open_content
from records.models import FileText

if TYPE_CHECKING:
    from documents.models import Version


def text_of(version: Version) -> str | None:
    """The source of a text that was written here; None for a file and for what was disposed of."""
    if version.blob.media_type != MARKDOWN or version.disposed:
        return None
    with open_content(version.blob) as file:
        return str(file.read(), "utf-8")


def words_in(version: Version) -> str | None:
    """What a version says, a paragraph a line; None for a file whose text was not read (yet)."""
    source = text_of(version)
    if source is not None:
        return plain(source)
    found = FileText.objects.filter(pk=version.blob_id).first()
    return found.text if found and not version.disposed else None
