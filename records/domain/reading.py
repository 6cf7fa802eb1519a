"""Reading the text of attached files: a job, once a content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.errors import JobError
from jobs.kinds import Result
from records.domain.files import open_content
from records.models import Attachment, Blob, FileText, Record, record_models
from records.search.file_types import READERS, UnreadableError
from records.search.index import FILES_MAX, index_files, joined
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.core.files import File

    from jobs.progress import Progress

#: Characters of a file's text that are kept; what follows is not found, and the job says so.
TEXT_MAX = 1_000_000


def read_file(progress: Progress, *, sha256: str, name: str) -> Result:
    """Read the text of a content and index the records it hangs on. Raises JobError for what cannot be read.

    The file stays as it is, and is found by its name, whatever comes of this.
    """
    blob = Blob.objects.get(pk=sha256)
    text, is_whole = _text_of(blob, name, progress)
    keep_text(blob, text)
    if not is_whole:
        return Result(_("%(name)s: its first %(n)d characters can be searched") % {"name": name, "n": TEXT_MAX})
    words = ngettext(
        "%(name)s: %(n)d character can be searched", "%(name)s: %(n)d characters can be searched", len(text)
    )
    return Result(words % {"name": name, "n": len(text)})


def keep_text(blob: Blob, text: str) -> None:
    """Keep the text of a content and write it to the entries of the records it hangs on.

    The text is kept first, after every attaching of this content that is under way: one that comes later
    finds it, those before are met here.
    """
    with transaction.atomic():
        Blob.objects.select_for_update().get(pk=blob.pk)
        FileText.objects.update_or_create(pk=blob.pk, defaults={"text": text, "words": joined([text], FILES_MAX)})
    for key in _records_with(blob):
        with transaction.atomic():
            Record.objects.select_for_update(no_key=True).get(pk=key)
            index_files(key)


def _records_with(blob: Blob) -> list[int]:
    attached = Attachment.objects.filter(blob=blob, withdrawn=None).values_list("record_id", flat=True)
    others = (key for model in record_models() for key in model.keys_with_content(blob.pk))
    return sorted({*attached, *others})


def _text_of(blob: Blob, name: str, progress: Progress) -> tuple[str, bool]:
    """The text up to its limit, and whether that is all of it."""
    try:
        with open_content(blob) as file:
            return _collected(file, blob.media_type, progress)
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(_("%(name)s: its content is lost or damaged. Attach it again.") % {"name": name}) from error
    except UnreadableError as error:
        about = {"name": name, "size": filesizeformat(blob.size), "why": error}
        message = _("%(name)s (%(size)s) is kept and found by its name, but its text cannot be read: %(why)s")
        raise JobError(message % about) from error


def _collected(file: File, media_type: str, progress: Progress) -> tuple[str, bool]:
    parts, left = [], TEXT_MAX
    for done, total, part in READERS[media_type](file):
        parts.append(part[:left])
        left -= len(part) + 1
        if left <= 0:
            return _clean(parts), False
        progress.tell(done, total)
    return _clean(parts), True


def _clean(parts: list[str]) -> str:
    """One text, without signs that databases refuse."""
    return "\n".join(parts).replace("\x00", " ").encode(errors="replace").decode()
