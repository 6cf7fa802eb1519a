"""Bringing an approved version into force, reviewing what is in force, and ending it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.drafting import require_draft
from documents.domain.reading import ask_readers, end_readings, people_to_read, unread_count
from documents.domain.reviewing import end_review
from documents.enums import OPEN, VersionState
from documents.models import MARKDOWN, Document, Version
from documents.texts import plain
from jobs.kinds import Result
from people.calendar import today
from records.domain.errors import InputError, NotNowError
from records.domain.files import open_content
from records.domain.reading import keep_text
from records.domain.write import write
from records.models import FileText, Notice
from records.notices.telling import tell
from records.search.index import index_files

if TYPE_CHECKING:
    from jobs.progress import Progress
    from people.models import User


@transaction.atomic
def publish(
    document: Document, *, actor: User, effective: date | None = None, reason: str = "", token: str | None = None
) -> Document:
    """Bring the approved version into force: today, or on a day to come, when a job does it.

    Where it waits for its readers they are asked at once, and it comes into force when all have read it.
    Raises InputError for a day gone by, NotNowError.
    """
    version = require_draft(document, VersionState.APPROVED)
    if document.must_be_read and not document.audience.exists():
        raise NotNowError(_("It is to be acknowledged and nobody is named as its reader: choose its readers first"))
    version.effective = effective or today()
    if version.effective < today():
        raise InputError(_("The day must be today or later"), "effective")
    version.save(update_fields=["effective"])
    if document.waits_for_readers:
        ask_readers(document, version)
    if version.effective > today() or reason_to_wait(document, version):
        detail = {"version": version.number, "effective": version.effective.isoformat()}
        return write(document, actor=actor, action="schedule", reason=reason, token=token, detail=detail)
    return _bring_into_force(document, version, actor=actor, reason=reason, token=token)


def reason_to_wait(document: Document, version: Version) -> str:
    """Why an approved version cannot be in force yet, beside its day; empty when nothing stands in the way."""
    if not document.waits_for_readers or version.is_minor:
        return ""
    left = unread_count(document, version)
    words = ngettext("%(n)d person has still to read it", "%(n)d people have still to read it", left)
    return words % {"n": left} if left else ""


def take_effect(progress: Progress) -> Result:
    """The job: bring into force each approved version whose day has come and that need wait no more."""
    due = Version.objects.filter(state=VersionState.APPROVED, effective__lte=today()).order_by("id")
    keys = list(due.values_list("pk", flat=True))
    count = 0
    for done, key in enumerate(keys):
        progress.tell(done, len(keys))
        count += _take_effect(key)
    return Result(ngettext("%(n)d version came into force", "%(n)d versions came into force", count) % {"n": count})


@transaction.atomic
def confirm(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Say that it was reviewed and stays as it is; its next review is due one interval from today."""
    document.due = next_review(document)
    write(document, actor=actor, action="confirm", reason=reason, token=token)
    end_review(document, actor=actor, outcome=_("Reviewed: stays as it is"))
    return document


@transaction.atomic
def obsolete(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """End what is in force, and a draft with it: nobody goes by it any more. It stays readable, marked."""
    now = timezone.now()
    document.due, document.obsolete_since, document.version_in_force = None, today(), ""
    write(document, actor=actor, action="obsolete", reason=reason, token=token)
    document.versions.filter(state__in=OPEN).update(state=VersionState.ABANDONED, ended=now)
    document.versions.filter(state=VersionState.IN_FORCE).update(state=VersionState.SUPERSEDED, ended=now)
    end_readings(document, reason=_("Obsolete"))
    end_review(document, actor=actor, outcome=_("Obsolete"))
    index_files(document.pk)
    return document


def next_review(document: Document) -> date:
    """The day of its next review, one interval from today."""
    return today() + relativedelta(months=document.months_between_reviews)


@transaction.atomic
def _take_effect(key: int) -> bool:
    """Look at it once more, locked: somebody may have been faster."""
    version = Version.objects.select_for_update(of=("self",)).select_related("blob").get(pk=key)
    document = Document.objects.get(pk=version.document_id)
    if version.state != VersionState.APPROVED or document.withdrawn or reason_to_wait(document, version):
        return False
    _bring_into_force(document, version, actor=None)
    return True


def _bring_into_force(document: Document, version: Version, *, actor: User | None, **about: Any) -> Document:
    """The one before is superseded in the same moment: there is never more than one in force."""
    if document.state not in {"approved", "under_revision"}:
        raise NotNowError(_("This cannot be done in the record's present state"))
    document.version_in_force, document.effective = f"{version.major}.{version.minor}", version.effective
    document.due = next_review(document)
    detail = {"version": document.version_in_force, "sha256": version.blob_id}
    write(document, actor=actor, action="publish", detail=detail, **about)
    before = document.versions.filter(state=VersionState.IN_FORCE)
    before.update(state=VersionState.SUPERSEDED, ended=timezone.now())
    version.state = VersionState.IN_FORCE
    version.save(update_fields=["state", "effective"])
    document.forget_versions()
    _make_findable(document, version)
    end_review(document, actor=actor, outcome=_("Version %(number)s is in force") % {"number": version.number})
    _hand_out(document, version, actor)
    return document


def _make_findable(document: Document, version: Version) -> None:
    """Its text replaces that of the version before in search; the text of a file is read by a job."""
    if version.blob.media_type == MARKDOWN and not FileText.objects.filter(pk=version.blob_id).exists():
        with open_content(version.blob) as file:
            keep_text(version.blob, plain(file.read().decode()))
    index_files(document.pk)


def _hand_out(document: Document, version: Version, actor: User | None) -> None:
    """Ask readers to acknowledge it, or tell them that it is there; of an editorial change nobody is told."""
    if version.is_minor:
        return
    if document.must_be_read:
        ask_readers(document, version)
        return
    detail = {"what": _("Version %(number)s is in force") % {"number": version.number}}
    tell(people_to_read(document), kind=Notice.Kind.NEWS, record=document, actor=actor, detail=detail)
