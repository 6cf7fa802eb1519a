"""Disposing of many documents together: finding, proposing, confirming, carrying out (clause 7.5.3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.retention import dispose, keep_until
from documents.enums import VersionState
from documents.models import Disposal, DisposalLine, Document
from documents.models.document_type import usage_of
from jobs.domain.queue import enqueue
from jobs.kinds import Result
from people.calendar import today
from people.models import User
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from jobs.progress import Progress

#: The job that disposes of what was confirmed.
DISPOSE_JOB = "documents.dispose_run"
#: Documents of one run.
RUN_MAX = 200

Outcome = DisposalLine.Outcome


def due_for_disposal(user: User) -> QuerySet[Document]:
    """What retention has run out for, nothing holds and no open run has, as far as a person sees it."""
    archived: QuerySet[Document] = Document.objects.visible_to(user).current().filter(state="archived", hold_reason="")
    over = Q(pk__in=[])
    for kind, years in archived.order_by().values_list("type", "retention_years").distinct():
        last = today() - relativedelta(years=years or usage_of(kind).retention_years)
        over |= Q(type=kind, retention_years=years, obsolete_since__lt=last)
    in_a_run = DisposalLine.objects.filter(outcome=Outcome.WAITS, run__state__in=["proposed", "confirmed"])
    due: QuerySet[Document] = archived.filter(over).exclude(pk__in=in_a_run.values("document"))
    return due.order_by("reference")


def last_days(documents: Sequence[Document]) -> list[tuple[Document, date | None]]:
    """Documents with the last day of their retention; a query a type, however many there are."""
    usages = {kind: usage_of(kind) for kind in {document.type for document in documents}}
    for document in documents:
        document.usage = usages[document.type]
    return [(document, keep_until(document)) for document in documents]


@transaction.atomic
def propose_run(*, actor: User, documents: Collection[Document], reason: str, token: str | None = None) -> Disposal:
    """Propose to dispose of documents together; somebody else confirms.

    Raises Refused, InputError for none, too many, and one that is not due (any more).
    """
    if not documents or len(documents) > RUN_MAX:
        raise InputError(_("Choose one document at least, and %(n)d at most") % {"n": RUN_MAX}, "documents")
    chosen = list(due_for_disposal(actor).filter(pk__in=[document.pk for document in documents]))
    if len(chosen) < len(documents):
        raise InputError(_("Some of them are not due for disposal any more: choose anew"), "documents")
    count = len(chosen)
    title = ngettext("Disposal of %(n)d document", "Disposal of %(n)d documents", count) % {"n": count}
    run = Disposal(title=title, why=reason, owner=actor)
    detail = {"documents": [document.reference for document in chosen if not document.restricted]}
    write(run, actor=actor, action="create", reason=reason, token=token, detail=detail)
    DisposalLine.objects.bulk_create([_line(run, document) for document in chosen])
    return run


@transaction.atomic
def confirm(
    run: Disposal,
    *,
    actor: User,
    struck: Sequence[int] = (),
    note: str = "",
    reason: str = "",
    token: str | None = None,
) -> Disposal:
    """Agree as somebody else, but for the lines that are struck out; a job does it. Raises InputError without a note."""
    if struck and not note:
        raise InputError(_("Say why they are struck out"), "note")
    run.confirmed_by = actor
    lines = DisposalLine.objects.filter(run=run.pk, pk__in=struck)
    count = lines.update(outcome=Outcome.STRUCK, note=note[:500], at=timezone.now())
    write(run, actor=actor, action="confirm", reason=reason or note, token=token, detail={"struck": count})
    enqueue(DISPOSE_JOB, actor=actor, key=f"disposal-{run.pk}", run=run.pk, by=actor.pk)
    return run


@transaction.atomic
def give_up(run: Disposal, *, actor: User, reason: str, token: str | None = None) -> Disposal:
    """Dispose of nothing; its documents can be proposed anew."""
    write(run, actor=actor, action="give_up", reason=reason, token=token)
    run.lines.update(outcome=Outcome.STRUCK, note=reason[:500], at=timezone.now())
    return run


def carry_out_run(progress: Progress, *, run: int, by: int) -> Result:
    """The job: dispose of each document that waits, each by itself; begun again it goes on where it was."""
    found = Disposal.objects.get(pk=run)
    waiting = list(found.lines.filter(outcome=Outcome.WAITS).values_list("pk", flat=True))
    for done, key in enumerate(waiting):
        progress.tell(done, len(waiting))
        _carry_out(key, User.objects.get(pk=by))
    return Result(outcome_in_words(found), found.page_url)


def outcome_in_words(run: Disposal) -> str:
    """How many of its documents were disposed of."""
    outcomes = list(run.lines.values_list("outcome", flat=True))
    about: dict[str, Any] = {"n": outcomes.count(Outcome.DISPOSED), "all": len(outcomes)}
    return _("%(n)d of %(all)d were disposed of") % about


@transaction.atomic
def _carry_out(key: int, actor: User) -> None:
    """Looked at once more, held: another worker may have been faster."""
    line = DisposalLine.objects.select_for_update(of=("self",)).select_related("run").get(pk=key)
    if line.outcome != Outcome.WAITS:
        return
    line.outcome, line.note = _dispose(line, actor)
    line.at = timezone.now()
    line.save(update_fields=["outcome", "note", "at"])


def _dispose(line: DisposalLine, actor: User) -> tuple[str, str]:
    """What becomes of it, and why not: what was confirmed may not be disposable any more."""
    document = Document.objects.get(pk=line.document_id)
    if document.state == "disposed":
        return Outcome.DISPOSED, _("It was disposed of already")
    document.disposal_proposed_by = line.run.created_by
    try:
        with transaction.atomic():
            dispose(document, actor=actor, reason=line.run.why[:1000], run=line.run.reference)
    except (NotNowError, Refused) as error:
        return Outcome.KEPT, str(error)[:500]
    return Outcome.DISPOSED, ""


def _line(run: Disposal, document: Document) -> DisposalLine:
    versions = document.versions.exclude(state=VersionState.ABANDONED).order_by("major", "minor")
    return DisposalLine(
        run=run,
        document=document,
        identifier=document.reference,
        versions=[[version.number, version.blob_id] for version in versions],
    )
