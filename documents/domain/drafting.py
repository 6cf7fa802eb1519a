"""Making documents and writing their drafts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.domain.locks import require_open
from documents.enums import OPEN, USAGES, VersionState
from documents.models import MARKDOWN, Document, NamedApprover, Version
from documents.texts import TEXT_MAX
from records.domain.errors import InputError, NotNowError
from records.domain.files import FileRefusedError, attach, read_checked, store
from records.domain.references import allot_plain
from records.domain.write import write
from records.media_types import ACCEPTED
from records.models import Record
from records.search.extraction import ask_for_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from people.models import User
    from records.models import Attachment, Blob

#: The types of file that a version can be.
FILES = frozenset(ACCEPTED[ending] for ending in ("pdf", "docx", "odt", "xlsx"))
#: What an identifier may look like: it stands in addresses and is typed by hand.
IDENTIFIER = re.compile(r"[A-Z][A-Z0-9]{0,9}(-[A-Z0-9]{1,12}){1,3}")


@transaction.atomic
def create_document(
    document: Document,
    *,
    actor: User | None,
    identifier: str = "",
    text: str = "",
    file: UploadedFile | None = None,
    approvers: Sequence[User] = (),
    summary: str = "",
    action: str = "create",
    **about: Any,
) -> Document:
    """Make a document with its first draft: a text, or a file.

    ``identifier`` is its own, such as that of a list it came from; without one it is given the next of
    its type. Raises InputError for one that is taken, FileRefusedError of the trunk's files.
    """
    document.reference = _identifier(identifier) or allot_plain(USAGES[document.type].prefix)
    _require_readers_for_waiting(document)
    document.owner = document.owner or actor
    write(document, actor=actor, action=action, **about)
    _name_approvers(document, approvers)
    _begin(document, 1, 0, content=_content(text, file), actor=actor, summary=summary)
    return document


@transaction.atomic
def change_document(
    document: Document, *, actor: User, approvers: Sequence[User] = (), action: str = "edit", **about: Any
) -> Document:
    """Change what is said about a document; its type stays once it was approved, since its approvers hang on it.

    Raises InputError, StaleError.
    """
    stored = Document.objects.get(pk=document.pk)
    if stored.type != document.type and stored.versions.exclude(approved=None).exists():
        raise InputError(_("The type stays once a version was approved: make a new document"), "type")
    _require_readers_for_waiting(document)
    for name in ("identifier", "text", "file"):
        about.pop(name, None)
    write(document, actor=actor, action=action, **about)
    _name_approvers(document, approvers)
    return document


@transaction.atomic
def write_text(
    document: Document,
    *,
    actor: User,
    text: str,
    summary: str = "",
    is_minor: bool = False,
    reason: str = "",
    token: str | None = None,
) -> Document:
    """Save the text of the draft. Raises NotNowError while there is none to write at, InputError, StaleError."""
    content = store(checked_text(text).encode(), MARKDOWN)
    return _save_draft(document, actor, content, "", summary, is_minor=is_minor, reason=reason, token=token)


@transaction.atomic
def put_file(
    document: Document,
    *,
    actor: User,
    file: UploadedFile,
    summary: str = "",
    is_minor: bool = False,
    reason: str = "",
    token: str | None = None,
) -> Document:
    """Make a file the draft. Raises as ``write_text`` does, and FileRefusedError."""
    name, content = _stored(file)
    return _save_draft(document, actor, content, name, summary, is_minor=is_minor, reason=reason, token=token)


@transaction.atomic
def attach_picture(
    document: Document, file: UploadedFile, *, actor: User, alt: str, token: str | None = None
) -> Attachment:
    """Hang a picture on a document, to stand in its text; ``alt`` says what it shows, to who does not see it.

    Raises InputError without such words, and FileRefusedError for what is no picture, or too large, or broken.
    """
    if not alt.strip():
        raise InputError(_("Say what it shows: some people hear the text, and search reads it"), "description")
    picture = attach(document, file, actor=actor, description=alt.strip(), token=token)
    if not picture.blob.media_type.startswith("image/"):
        raise FileRefusedError(_("A picture is a PNG, JPEG or WebP file: choose one"))
    return picture


@transaction.atomic
def revise(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Begin a new draft from what is in force, which stays in force until the draft is."""
    current = document.in_force
    if current is None:
        raise NotNowError(_("Nothing of it is in force"))
    write(document, actor=actor, action="revise", reason=reason, token=token)
    number = _next_number(document, is_minor=False)
    _begin(document, *number, content=(current.name, current.blob), actor=actor, summary=reason[:500])
    return document


@transaction.atomic
def abandon(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Give the new draft up; what is in force stays so, and the draft stays readable."""
    draft = document.in_work
    write(document, actor=actor, action="abandon", reason=reason, token=token)
    if draft is not None:
        Version.objects.filter(pk=draft.pk).update(state=VersionState.ABANDONED, ended=timezone.now())
    return document


def require_draft(document: Document, *states: str) -> Version:
    """The version that is being made, held until the transaction ends; raises NotNowError unless it is in one of the states."""
    versions = Version.objects.select_for_update(of=("self",)).select_related("blob")
    found = versions.filter(document=document, state__in=OPEN).first()
    if found is None:
        raise NotNowError(_("No new version is being made: revise the document first"))
    if found.state not in states:
        message = _("Version %(number)s is “%(state)s” by now: load the page anew to see what can be done with it")
        raise NotNowError(message % {"number": found.number, "state": found.label})
    return found


def _save_draft(
    document: Document,
    actor: User,
    content: Blob,
    name: str,
    summary: str,
    *,
    is_minor: bool,
    reason: str,
    token: str | None,
) -> Document:
    draft = require_draft(document, VersionState.DRAFT)
    _require_published(document, is_minor=is_minor)
    detail = {"version": draft.number, "sha256": content.pk, "file": name}
    write(document, actor=actor, action="write_text", reason=reason, token=token, detail=detail)
    if draft.is_minor != is_minor:
        draft.major, draft.minor = _next_number(document, is_minor=is_minor)
    draft.blob, draft.name, draft.summary, draft.is_minor = content, name, summary, is_minor
    draft.saves += 1
    draft.save()
    draft.authors.add(actor)
    return document


def _begin(
    document: Document,
    major: int,
    minor: int,
    *,
    content: tuple[str, Blob],
    actor: User | None,
    summary: str = "",
) -> Version:
    name, blob = content
    version = Version.objects.create(document=document, major=major, minor=minor, blob=blob, name=name, summary=summary)
    if actor is not None:
        version.authors.add(actor)
    document.forget_versions()
    return version


def _next_number(document: Document, *, is_minor: bool) -> tuple[int, int]:
    """The number after the one in force: 1.1 for an editorial change, else 2.0."""
    used = document.versions.exclude(state=VersionState.ABANDONED).exclude(state__in=OPEN)
    major: int = used.aggregate(last=Max("major"))["last"] or 0
    if not major or not is_minor:
        return major + 1, 0
    return major, (used.filter(major=major).aggregate(last=Max("minor"))["last"] or 0) + 1


def _require_published(document: Document, *, is_minor: bool) -> None:
    if is_minor and not document.version_in_force:
        raise InputError(_("A first version is never an editorial change"), "is_minor")


def _require_readers_for_waiting(document: Document) -> None:
    if document.waits_for_readers and not document.must_be_read:
        message = _("Say that it is to be acknowledged as well: nobody would ever have read it")
        raise InputError(message, "waits_for_readers")


def _content(text: str, file: UploadedFile | None) -> tuple[str, Blob]:
    if file is not None:
        return _stored(file)
    return "", store(checked_text(text).encode(), MARKDOWN)


def _stored(file: UploadedFile) -> tuple[str, Blob]:
    """A file's name and content, checked; its text is read by a job."""
    content, media_type = read_checked(file)
    if media_type not in FILES:
        raise FileRefusedError(_("A document is a PDF, DOCX, ODT or XLSX file, or a text that is written here"))
    require_open(content)
    blob = store(content, media_type)
    name = str(file.name)[-200:]
    ask_for_text(blob, name, actor=None)
    return name, blob


def checked_text(text: str) -> str:
    """The text as it is kept; raises InputError for one that is too long or cannot be shown."""
    if len(text) > TEXT_MAX:
        raise InputError(_("The text is longer than %(n)d characters: put it into a file") % {"n": TEXT_MAX}, "text")
    if "\x00" in text:
        raise InputError(_("The text holds a sign that cannot be shown: take it out"), "text")
    return text.replace("\r\n", "\n") if text.strip() else ""


def _identifier(wanted: str) -> str:
    identifier = wanted.strip().upper()
    if not identifier:
        return ""
    if not IDENTIFIER.fullmatch(identifier):
        message = _("Use letters, digits and hyphens, such as POL-001")
        raise InputError(message, "identifier")
    if Record.objects.filter(reference=identifier).exists():
        raise InputError(_("%(identifier)s is taken: choose another one") % {"identifier": identifier}, "identifier")
    return identifier


def _name_approvers(document: Document, approvers: Sequence[User]) -> None:
    document.named_approvers.exclude(person__in=approvers).delete()
    for person in approvers:
        NamedApprover.objects.get_or_create(document=document, person=person)
    document.forget_versions()
