"""What is in force as one archive: the content of each document, and an index of them."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.enums import DOCUMENTS_IN_FORCE, VersionState
from documents.models import Document, Version
from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from people.calendar import today
from people.models import User
from records.domain.files import open_content
from records.exporters import neutral
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jobs.progress import Progress

JOB = "documents.download"
#: Bytes of all contents together.
CONTENTS_MAX = 500 * 1024 * 1024
HEAD = ("ref", "title", "version", "effective", "review due", "sha256", "file")
NAME_MAX = 120


def documents_in_force(user: User, *, of_type: str = "", state: str = "") -> QuerySet[Document]:
    """Documents that a person sees and of which a version is in force, of a type and a state where they are given."""
    found: QuerySet[Document] = (
        Document.objects.visible_to(user).current().filter(state__in=[state] if state else DOCUMENTS_IN_FORCE)
    )
    return found.filter(type=of_type) if of_type else found


def pack_documents(progress: Progress, *, by: int, of_type: str = "", state: str = "") -> Result:
    """The job: an archive of what is in force, as far as whoever asked sees it. Raises JobError for too much at once."""
    user = User.objects.get(pk=by)
    with translation.override(user.language):
        documents = {found.pk: found for found in documents_in_force(user, of_type=of_type, state=state)}
        versions = list(_versions(documents))
        if sum(version.blob.size for version in versions) > CONTENTS_MAX:
            limit = filesizeformat(CONTENTS_MAX)
            raise JobError(_("That is more than %(limit)s: choose one type at a time") % {"limit": limit})
        content = _packed(progress, documents, versions)
        words = ngettext("%(n)d document", "%(n)d documents", len(versions)) % {"n": len(versions)}
        name = f"documents-{today().isoformat()}.zip"
        return Result(words, file=ResultFile(name, content, "application/zip"))


def safe_name(name: str) -> str:
    """A name of a file that no system takes for a place or a command."""
    plain = "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else "-" for sign in name)
    return " ".join(plain.split()).strip(" .-")[:NAME_MAX].rstrip(" .") or "file"


def _versions(documents: dict[int, Document]) -> QuerySet[Version]:
    found = Version.objects.filter(document__in=documents, state=VersionState.IN_FORCE, disposed=None)
    return found.select_related("blob").order_by("document__reference")


def _packed(progress: Progress, documents: dict[int, Document], versions: list[Version]) -> bytes:
    packed, rows = BytesIO(), [list(HEAD)]
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for done, version in enumerate(versions):
            progress.tell(done, len(versions))
            document = documents[version.document_id]
            name = _name(document, version)
            rows.append(_row(document, version, _put(archive, name, version)))
        archive.writestr("index.csv", _index(rows))
    return packed.getvalue()


def _put(archive: ZipFile, name: str, version: Version) -> str:
    """Put a content into the archive; returns its name there, or why it is not there: the others are handed out."""
    try:
        with open_content(version.blob) as file:
            archive.writestr(name, file.read())
    except (ContentGoneError, ContentDamagedError):
        return _("The content is lost or damaged")
    return name


def _name(document: Document, version: Version) -> str:
    ending = PurePosixPath(version.name).suffix.lower() if version.name else ".md"
    return safe_name(f"{document.reference} {document.title}") + ending


def _row(document: Document, version: Version, file: str) -> list[str]:
    days = [day.isoformat() if day else "" for day in (version.effective, document.due)]
    return [document.reference, neutral(document.title), version.number, *days, version.blob_id, neutral(file)]


def _index(rows: list[list[str]]) -> str:
    """The index as CSV; the mark at its beginning tells spreadsheets that it is UTF-8."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return f"\ufeff{text.getvalue()}"
