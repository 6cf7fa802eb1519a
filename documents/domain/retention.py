"""Keeping what is obsolete for its retention, and destroying it afterwards by two people (clause 7.5.3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.enums import VersionState
from documents.models import Document, Version
from jobs.domain.queue import enqueue
from jobs.kinds import Result
from people.calendar import today
from records.domain.errors import NotNowError
from records.domain.write import write
from records.models import Attachment, Blob, FileText
from records.search.index import index_files
from shell.contents import drop
from shell.html import day_text

if TYPE_CHECKING:
    from jobs.progress import Progress
    from people.models import User

#: The job that destroys contents.
LET_GO_JOB = "documents.let_go"


@transaction.atomic
def archive(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Keep an obsolete document for its retention alone."""
    return write(document, actor=actor, action="archive", reason=reason, token=token)


@transaction.atomic
def hold(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Keep it beyond its retention, such as for a dispute, until the hold is lifted."""
    document.hold_reason, document.disposal_proposed_by = reason[:300], None
    return write(document, actor=actor, action="hold", reason=reason, token=token)


@transaction.atomic
def lift_hold(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Keep it no longer than its retention asks for. Raises NotNowError where nothing holds it."""
    return write(document, actor=actor, action="lift_hold", reason=reason, token=token)


@transaction.atomic
def propose_disposal(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Propose to destroy its contents; somebody else confirms. Raises NotNowError while it is to be kept."""
    require_disposable(document)
    document.disposal_proposed_by = actor
    return write(document, actor=actor, action="propose_disposal", reason=reason, token=token)


@transaction.atomic
def dispose(document: Document, *, actor: User, reason: str, token: str | None = None, run: str = "") -> Document:
    """Destroy its contents, as somebody else proposed: its entry, the hashes and the history stay.

    ``run`` is the reference of the disposal run it belongs to. A job lets the contents go, once this is committed.
    """
    require_disposable(document)
    versions = list(document.versions.filter(disposed=None).exclude(state=VersionState.ABANDONED))
    detail: dict[str, Any] = {"versions": {version.number: version.blob_id for version in versions}}
    if run:
        detail["run"] = run
    write(document, actor=actor, action="dispose", reason=reason, token=token, detail=detail)
    document.versions.update(disposed=timezone.now())
    index_files(document.pk)
    enqueue(LET_GO_JOB, contents=sorted(set(document.versions.values_list("blob_id", flat=True))))
    return document


def keep_until(document: Document) -> date | None:
    """The last day of its retention, counted from when it became obsolete; None while it is in use."""
    if document.obsolete_since is None:
        return None
    return document.obsolete_since + relativedelta(years=document.years_kept)


def require_disposable(document: Document) -> None:
    """Raise NotNowError while its retention runs or something holds it."""
    if document.hold_reason:
        raise NotNowError(_("It is kept for: %(why)s") % {"why": document.hold_reason})
    last = keep_until(document)
    if last is None or document.state != "archived":
        raise NotNowError(_("Archive it first"))
    if last >= today():
        raise NotNowError(_("It is to be kept until %(day)s") % {"day": day_text(last)})


def let_go_contents(progress: Progress, *, contents: list[str]) -> Result:
    """The job: destroy contents that nothing holds any more; their rows stay with the hashes."""
    count = 0
    for done, sha256 in enumerate(contents):
        progress.tell(done, len(contents))
        count += let_go(sha256)
    return Result(ngettext("%(n)d content was destroyed", "%(n)d contents were destroyed", count) % {"n": count})


@transaction.atomic
def let_go(sha256: str) -> bool:
    """Destroy a content unless something holds it; returns whether it did.

    Its row is locked meanwhile: whoever stores the same content in this moment holds the row until it is named
    (see ``records.domain.files.store``), and is seen here, or finds the content gone and writes it anew.
    """
    blob = Blob.objects.select_for_update().get(pk=sha256)
    if Version.objects.filter(blob=sha256, disposed=None).exists() or Attachment.objects.filter(blob=sha256).exists():
        return False
    FileText.objects.filter(pk=sha256).delete()
    drop(blob.path)
    return True
