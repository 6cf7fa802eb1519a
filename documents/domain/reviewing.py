"""Reviewing what is in force: asking its owner in time, asking out of turn, and ending what was asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.dateformat import format as format_day
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.enums import DOCUMENTS_IN_FORCE, Cause
from documents.models import Document
from jobs.kinds import Result
from people.calendar import today
from people.models import User
from records.access.visibility import can_see
from records.domain.entering import held
from records.domain.errors import InputError
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.domain.write import write
from records.holders import holders_of_record, tasks_waiting_for
from records.models import Task
from roles.models import Role
from standard.roles import DOCUMENTATION_MANAGER, SMR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jobs.progress import Progress
    from records.models import Record

#: The job of the clock that asks.
REVIEW_JOB = "documents.ask_for_reviews"
#: How long before its review is due its owner is asked.
AHEAD = timedelta(days=60)
#: Who is asked where the owner has left, in this order.
IN_THEIR_STEAD = (DOCUMENTATION_MANAGER, SMR)


def ask_for_reviews(progress: Progress) -> Result:
    """The job of the clock: a task for each document whose review is near or late, once a document and day."""
    near = Document.objects.filter(state__in=DOCUMENTS_IN_FORCE, withdrawn=False, due__lte=today() + AHEAD)
    documents = list(near.order_by("due", "pk"))
    count = 0
    for done, document in enumerate(documents):
        progress.tell(done, len(documents))
        count += _ask(document)
    return Result(ngettext("%(n)d review was asked for", "%(n)d reviews were asked for", count) % {"n": count})


@transaction.atomic
def trigger_review(
    document: Document, *, actor: User, cause: str, reason: str, due: date, token: str | None = None
) -> Document:
    """Ask for a review out of turn, such as after a change of law; it is due on the earlier of the two days.

    Raises InputError for a day gone by.
    """
    if due < today():
        raise InputError(_("The day must be today or later"), "due")
    document.due = min(due, document.due or due)
    what = str(Cause(cause).label)
    detail = {"cause": what, "due": document.due.isoformat()}
    write(document, actor=actor, action="trigger_review", reason=reason, token=token, detail=detail)
    drop_tasks(document, kind=Task.Kind.REVIEW, reason=_("Asked for anew: %(cause)s") % {"cause": what})
    _set(document, f"{_title(document)}: {what}")
    return document


def end_review(document: Document, *, actor: User | None, outcome: str) -> None:
    """End the open task to review it. For verbs that have asked their rules."""
    end_asking(document, kind=Task.Kind.REVIEW, actor=actor, outcome=outcome)


def end_asking(record: Record, *, kind: str, actor: User | None, outcome: str) -> None:
    """End what the room asked for, as done where it was the actor's to do, else as needed no more."""
    if actor is not None:
        for task in _open(tasks_waiting_for(actor), record, kind):
            finish_task(task, actor=actor, outcome=outcome)
    drop_tasks(record, kind=kind, reason=outcome)


def who_sees_to(record: Record) -> User | Record | None:
    """Its owner; else a role that somebody holds; else an administrator: somebody always sees to it."""
    owner = record.owner
    if owner is not None and owner.is_active:
        return owner
    return role_in_stead(record) or _administrator(record)


@transaction.atomic
def _ask(document: Document) -> int:
    """Looked at once more, held: another worker may have been faster."""
    document = held(document)
    if document.state not in DOCUMENTS_IN_FORCE or document.due is None or document.withdrawn:
        return 0
    if _open(document.tasks.all(), document).exclude(due=document.due).exists():
        drop_tasks(document, kind=Task.Kind.REVIEW, reason=_("Its review is due on another day"))
    if document.tasks.filter(kind=Task.Kind.REVIEW, created_by=None, due=document.due).exists():
        return 0
    return _set(document, _title(document))


def _set(document: Document, title: str) -> int:
    reviewer = who_sees_to(document)
    if reviewer is None or document.due is None:
        return 0
    set_task(document, actor=None, assignee=reviewer, title=title[:200], due=document.due, kind=Task.Kind.REVIEW)
    return 1


def _open(tasks: QuerySet[Task], record: Record, kind: str = Task.Kind.REVIEW) -> QuerySet[Task]:
    return tasks.filter(record=record.pk, kind=kind, created_by=None, done=None)


def role_in_stead(record: Record, keys: Sequence[str] = IN_THEIR_STEAD) -> Role | None:
    """The first role whose holders, of whom there are some, all see the record."""
    for key in keys:
        role: Role | None = Role.objects.filter(key=key, withdrawn=False).first()
        holders = holders_of_record(role.pk) if role else ()
        if holders and all(can_see(person, record) for person in holders):
            return role
    return None


def _administrator(record: Record) -> User | None:
    people = User.objects.filter(is_active=True, is_administrator=True).order_by("pk")
    return next((person for person in people if can_see(person, record)), None)


def _title(document: Document) -> str:
    day = format_day(document.due, "j M Y") if document.due else ""
    return _("Review %(reference)s by %(day)s") % {"reference": document.reference, "day": day}
