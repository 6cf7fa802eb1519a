"""Looking at one file that is to be imported: what it is, what it would become, or why it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documents.domain.drafting import IDENTIFIER, checked_text
from documents.domain.importing.front_matter import FrontMatter, Revision, split
from documents.domain.importing.guessing import guess_type
from documents.domain.locks import require_open
from records.domain.errors import InputError
from records.domain.files import FileRefusedError, read_checked
from records.models import Record
from shell.contents import sha256_of

if TYPE_CHECKING:
    from datetime import date

    from documents.domain.importing.archives import Entry

TEXTS = frozenset({"md", "markdown"})
FILES = frozenset({"docx", "odt", "pdf", "xlsx"})
HEADING = re.compile(r"^#{1,2}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
TITLE_MAX = 200
SUMMARY_MAX = 500


@dataclass(frozen=True, kw_only=True)
class Found:
    """A file as it would be imported: a ``text``, else a ``file``. ``refused`` says why it cannot.

    ``sha256`` is that of the content that is kept, ``source_sha256`` that of the file with its front matter;
    ``is_named`` where its author gave it a name there.
    """

    path: str
    size: int
    title: str = ""
    type: str = ""
    identifier: str = ""
    written: date | None = None
    summary: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""
    source_sha256: str = ""
    is_named: bool = False
    text: str = ""
    file: SimpleUploadedFile | None = None
    refused: str = ""


def look(entry: Entry, *, within: str = "") -> Found:
    """What a file is; ``within`` is the name of the archive it came in."""
    about: dict[str, Any] = {"path": entry.path, "size": entry.size}
    if entry.refused:
        return Found(**about, refused=entry.refused)
    try:
        return _read(entry, about, within)
    except InputError as error:
        return Found(**about, refused=str(error))


def _read(entry: Entry, about: dict[str, Any], within: str) -> Found:
    ending = PurePosixPath(entry.path).suffix.removeprefix(".").lower()
    if ending in TEXTS:
        return _as_text(entry, about, within)
    if ending in FILES:
        return _as_file(entry, about, within)
    raise FileRefusedError(_("Files of this kind are not imported: Markdown, DOCX, ODT, XLSX and PDF are"))


def _as_text(entry: Entry, about: dict[str, Any], within: str) -> Found:
    content = entry.read()
    matter, body = split(_decoded(content))
    text = checked_text(body)
    if not text.strip():
        raise FileRefusedError(_("There is no text in it"))
    title = (matter.title or _first_heading(text) or _name_as_title(entry.path))[:TITLE_MAX]
    first = matter.revisions[0] if matter.revisions else None
    return Found(
        **about,
        title=title,
        type=guess_type(entry.path, said=matter.type, title=title, within=within),
        identifier=_free_identifier(matter.identifier),
        written=first.day if first else None,
        summary=_summary(first),
        facts=_facts(matter),
        sha256=sha256_of(text.encode()),
        source_sha256=sha256_of(content),
        is_named=bool(matter.title),
        text=text,
    )


def _as_file(entry: Entry, about: dict[str, Any], within: str) -> Found:
    content = entry.read()
    require_open(content)
    upload = SimpleUploadedFile(PurePosixPath(entry.path).name, content)
    read_checked(upload)
    upload.seek(0)
    title = _name_as_title(entry.path)[:TITLE_MAX]
    kind = guess_type(entry.path, title=title, within=within)
    sha256 = sha256_of(content)
    return Found(**about, title=title, type=kind, sha256=sha256, source_sha256=sha256, file=upload)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefusedError(_("The text is not in UTF-8: save it as UTF-8")) from error


def _first_heading(text: str) -> str:
    found = HEADING.search(FENCED.sub("", text))
    return " ".join(found[1].split()) if found else ""


def _name_as_title(path: str) -> str:
    """The name of the file without its ending, its words apart."""
    words = re.sub(r"[_\s]+", " ", PurePosixPath(path).stem).strip()
    return words[:1].upper() + words[1:] or path


def _free_identifier(wanted: str) -> str:
    """The author's identifier where it can be one here; else it stays among the facts."""
    identifier = wanted.upper()
    is_free = IDENTIFIER.fullmatch(identifier) and not Record.objects.filter(reference=identifier).exists()
    return identifier if is_free else ""


def _summary(first: Revision | None) -> str:
    """What the first revision says of itself, and the day that the text was written."""
    if first is None:
        return ""
    if first.day is None:
        return first.comment[:SUMMARY_MAX]
    day = _("written %(day)s") % {"day": date_format(first.day, "j M Y")}
    return f"{first.comment[:300]} ({day})" if first.comment else day.capitalize()


def _facts(matter: FrontMatter) -> dict[str, Any]:
    """What front matter says beside title, type and day: kept with the event of importing."""
    revisions = [
        {"date": found.day.isoformat() if found.day else "", "comment": found.comment} for found in matter.revisions
    ]
    said = {
        "acronym": matter.acronym,
        "id": matter.identifier,
        "satisfies": matter.satisfies,
        "revisions": revisions,
    }
    return {name: value for name, value in said.items() if value}
