"""Taking in files: checked, stored by content, hung on a record."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

import filetype
from django.conf import settings
from django.db import connection, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.media_types import ACCEPTED, OFFICE, PLAIN_TEXT
from records.models import Attachment, Blob
from records.search.extraction import ask_for_text
from records.search.index import index_files
from shell.contents import UNREADABLE, keep, open_checked, sha256_of
from shell.images import is_whole

if TYPE_CHECKING:
    from datetime import date

    from django.core.files import File
    from django.core.files.uploadedfile import UploadedFile

    from people.models import User
    from records.models import Record

#: Unpacked size of an office file, in bytes, above which it is taken for a bomb.
UNPACKED_MAX = 500 * 1024 * 1024
#: The end of a PDF: where its table of contents begins; readers look for it in so many last bytes.
PDF_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
PDF_TAIL = 2048


class FileRefusedError(InputError):
    """A file that is not taken; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "file")


@transaction.atomic
def attach(
    record: Record,
    upload: UploadedFile,
    *,
    actor: User,
    description: str = "",
    period_from: date | None = None,
    period_until: date | None = None,
    token: str | None = None,
) -> Attachment:
    """Hang a file on a record; raises FileRefusedError for what is too large or not what it claims."""
    record = enter(record, actor=actor, action="attach")
    content, media_type = read_checked(upload)
    attachment = Attachment.objects.create(
        record_id=record.pk,
        blob=store(content, media_type),
        name=str(upload.name)[-200:],
        description=description,
        period_from=period_from,
        period_until=period_until,
        added_by=actor,
    )
    index_files(record.pk)
    ask_for_text(attachment.blob, attachment.name, actor=actor)
    detail = {"file": attachment.name, "sha256": attachment.blob_id}
    note(record, actor=actor, action="attach", detail=detail, token=token)
    return attachment


@transaction.atomic
def withdraw_attachment(attachment: Attachment, *, actor: User, reason: str, token: str | None = None) -> None:
    """Take a file off a record; its entry, hash and history stay. Raises Refused, NotNowError."""
    record = enter(attachment.record, actor=actor, action="attach")
    if not Attachment.objects.filter(pk=attachment.pk, withdrawn=None).update(withdrawn=timezone.now()):
        raise NotNowError(_("The file was taken off already"))
    index_files(record.pk)
    detail = {"file": attachment.name, "sha256": attachment.blob_id}
    note(record, actor=actor, action="detach", reason=reason, detail=detail, token=token)


@transaction.atomic
def store(content: bytes, media_type: str) -> Blob:
    """Keep a content under its SHA-256, once; the file is written before the row that names it.

    Its row is held until the caller's transaction ends, so that nobody lets the content go before it is named;
    where that has just been done, it is written anew.

    A file that is there in part is written anew. Where the row is rolled back the file stays: it
    belongs to nothing and harms nothing, and is found again when the same content comes.
    """
    blob = Blob(sha256=sha256_of(content), size=len(content), media_type=media_type)
    keep(blob.path, content)
    found, is_new = Blob.objects.get_or_create(
        sha256=blob.sha256, defaults={"size": blob.size, "media_type": blob.media_type}
    )
    if not is_new:
        _hold(found)
        keep(found.path, content)
    return found


def _hold(blob: Blob) -> None:
    """As a row that points to it would, which is yet to be written; SQLite lets one transaction write at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM records_blob WHERE sha256 = %s FOR KEY SHARE", [blob.pk])


def open_content(blob: Blob) -> File:
    """The file of a content; raises ContentGoneError and ContentDamagedError of the contents."""
    return open_checked(blob.path, blob.sha256)


def read_checked(upload: UploadedFile) -> tuple[bytes, str]:
    """The content of an upload and its media type, after size, ending and content were checked."""
    if (upload.size or 0) > settings.ATTACHMENT_MAX_BYTES:
        limit = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
        raise FileRefusedError(_("The file is larger than %(limit)s: attach a smaller one") % {"limit": limit})
    ending = str(upload.name).rpartition(".")[2].lower()
    if ending not in ACCEPTED:
        kinds = ", ".join(ACCEPTED)
        raise FileRefusedError(_("Files of this kind are not taken. Use one of: %(kinds)s") % {"kinds": kinds})
    content = upload.read()
    if not content:
        raise FileRefusedError(_("The file is empty: choose another one"))
    return content, _checked_type(content, ending)


def _checked_type(content: bytes, ending: str) -> str:
    expected = ACCEPTED[ending]
    if expected is None:
        return _checked_text(content)
    if not _is_of_type(content, expected):
        message = _("The content is not that of a .%(ending)s file: save it anew and attach that")
        raise FileRefusedError(message % {"ending": ending})
    return expected


def _checked_text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefusedError(_("The text is not in UTF-8: save it as UTF-8 and attach that")) from error
    if "\x00" in text:
        raise FileRefusedError(_("This is not a text file: its ending and content differ"))
    return PLAIN_TEXT


def _is_of_type(content: bytes, expected: str) -> bool:
    if expected.startswith("image/"):
        return _is_image(content, expected)
    if expected == "application/pdf":
        return _is_pdf(content)
    return _is_office_file(content, expected)


def _is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF and ends with the place of its table of contents, as readers ask for."""
    end = PDF_END.search(content[-PDF_TAIL:])
    return content.startswith(b"%PDF-") and end is not None and 0 < int(end[1]) < len(content)


def _is_image(content: bytes, expected: str) -> bool:
    guessed = filetype.guess(content)  # type: ignore[no-untyped-call]
    return guessed is not None and guessed.mime == expected and is_whole(content, expected)


def _is_office_file(content: bytes, expected: str) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_MAX:
                return False
            if expected.startswith(OFFICE):
                return _is_microsoft_file(set(archive.namelist()), expected)
            with archive.open("mimetype") as file:
                return file.read(len(expected) + 2).decode("ascii", "replace").strip() == expected
    except (*UNREADABLE, BadZipFile):
        return False


def _is_microsoft_file(names: set[str], expected: str) -> bool:
    folder = {"word": "word/", "spre": "xl/", "pres": "ppt/"}[expected.removeprefix(OFFICE)[:4]]
    return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
