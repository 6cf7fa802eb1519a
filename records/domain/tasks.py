"""Giving people something to do, moving it and getting it done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.access.permits import require_rule
from records.access.task_rules import finishes, reassigns, replans
from records.access.visibility import can_see
from records.domain.entering import enter, enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.holders import holders_of_record, people_to_tell
from records.models import Notice, Record, Task
from records.notices.reading import mark_read_of
from records.notices.telling import send, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from people.models import User
    from records.access.predicates import Predicate


#: Rows of one INSERT.
BATCH = 500
#: Characters of what came of a task that it keeps itself; its record's history has all of them.
OUTCOME_MAX = 300


class TaskDoneError(NotNowError):
    """The task is done already."""


@transaction.atomic
def set_task(
    record: Record,
    *,
    actor: User | None,
    assignee: User | Record,
    title: str,
    due: date,
    kind: str = Task.Kind.ACT,
    token: str | None = None,
) -> Task:
    """Give a person, or the holders of a role (its record), a task about a record they can see.

    Raises Refused, InputError. The system itself, such as an import, may set one whose day has gone by.
    """
    record = enter(record, actor=actor, action="task")
    if actor is not None:
        _require_future(due)
    doer = _doer(assignee, record)
    task = Task.objects.create(record_id=record.pk, kind=kind, title=title, due=due, created_by=actor, **doer)
    note(record, actor=actor, action="task", detail=_detail(task), token=token)
    _tell(task, actor, Notice.Kind.TASK)
    return task


@transaction.atomic
def set_tasks(record: Record, *, assignees: Sequence[User], title: str, due: date, kind: str) -> list[Task]:
    """Give many people the same task, by the system itself; the record's history has one event of it all.

    Asks no rule, and leaves it to the caller that all are active and see the record.
    """
    about = {"record_id": record.pk, "kind": kind, "title": title, "due": due}
    tasks = Task.objects.bulk_create([Task(assignee=person, **about) for person in assignees], batch_size=BATCH)
    note(record, actor=None, action="tasks", detail={"title": title, "due": due.isoformat(), "people": len(tasks)})
    detail = {"what": title, "due": due.isoformat()}
    told: dict[str, Any] = {"kind": Notice.Kind.TASK, "record_id": record.pk, "detail": detail}
    send([Notice(person=task.assignee, task=task, **told) for task in tasks])
    return tasks


@transaction.atomic
def drop_all_tasks(record: Record, *, kind: str, reason: str) -> int:
    """End the open tasks of a kind that the system set, with one event of it all; returns how many.

    For verbs that have asked their rules.
    """
    open_tasks = Task.objects.filter(record_id=record.pk, kind=kind, created_by=None, done=None)
    keys, now = list(open_tasks.values_list("pk", flat=True)), timezone.now()
    if keys:
        Task.objects.filter(pk__in=keys).update(done=now, outcome=reason[:300], cancelled=True)
        Notice.objects.filter(task__in=keys, read=None).update(read=now)
        note(record, actor=None, action="cancel_tasks", reason=reason, detail={"people": len(keys)})
    return len(keys)


@transaction.atomic
def replan_task(task: Task, *, actor: User, due: date, reason: str, token: str | None = None) -> Task:
    """Move a task to another day, with the reason; raises TaskDoneError, Refused."""
    task = _waiting(task, actor, replans)
    _require_future(due)
    before, task.due = task.due, due
    task.save(update_fields=["due"])
    detail = {**_detail(task), "from": before.isoformat()}
    note(task.record, actor=actor, action="replan_task", reason=reason, detail=detail, token=token)
    mark_read_of(task)
    _tell(task, actor, Notice.Kind.MOVED, text=reason)
    return task


@transaction.atomic
def finish_task(task: Task, *, actor: User, outcome: str, token: str | None = None) -> Task:
    """Say that a task is done and what came of it; raises TaskDoneError, Refused unless it is theirs."""
    return _close(_waiting(task, actor, finishes), actor=actor, action="finish_task", outcome=outcome, token=token)


@transaction.atomic
def reassign_task(task: Task, *, actor: User, assignee: User | Record, reason: str, token: str | None = None) -> Task:
    """Give a task to another person or role, with the reason; raises TaskDoneError, Refused, InputError."""
    return move_task(_waiting(task, actor, reassigns), actor=actor, assignee=assignee, reason=reason, token=token)


@transaction.atomic
def cancel_task(task: Task, *, actor: User, reason: str, token: str | None = None) -> Task:
    """End a task that nobody needs any more, with the reason; raises TaskDoneError, Refused."""
    task = _waiting(task, actor, reassigns)
    task.cancelled = True
    return _close(task, actor=actor, action="cancel_task", outcome=reason, token=token)


@transaction.atomic
def drop_tasks(record: Record, *, kind: str, reason: str) -> None:
    """End the tasks of a kind that the system set and whose question is gone. For verbs that have asked their rules."""
    asked = Task.objects.filter(record_id=record.pk, kind=kind, created_by=None, done=None)
    for task in asked.select_related("assignee"):
        task.record, task.cancelled = record, True
        _close(task, actor=None, action="cancel_task", outcome=reason)


@transaction.atomic
def settle_task(task: Task, record: Record, *, actor: User | None, outcome: str) -> None:
    """End a task that the system set and that was done elsewhere, such as on a page of its own.

    For verbs that have asked their rules.
    """
    task.record = record
    _close(task, actor=actor, action="finish_task", outcome=outcome)


@transaction.atomic
def move_task(
    task: Task, *, actor: User | None, assignee: User | Record, reason: str, token: str | None = None
) -> Task:
    """Let a task be another's. Asks no rule: it is for verbs that have asked theirs, such as a hand-over.

    Raises InputError for a person who does not see the record.
    """
    before = task.whose
    doer = _doer(assignee, task.record)
    for column, value in doer.items():
        setattr(task, column, value)
    task.save(update_fields=["assignee", "role", "role_name"])
    detail = {**_detail(task), "from": before}
    note(task.record, actor=actor, action="reassign_task", reason=reason, detail=detail, token=token)
    mark_read_of(task)
    _tell(task, actor, Notice.Kind.TASK, text=reason)
    return task


def _close(task: Task, *, actor: User | None, action: str, outcome: str, token: str | None = None) -> Task:
    """End a task with what came of it; what was told of it needs no reading any more."""
    task.done, task.done_by, task.outcome = timezone.now(), actor, outcome[:OUTCOME_MAX]
    task.save(update_fields=["done", "done_by", "outcome", "cancelled"])
    note(task.record, actor=actor, action=action, reason=outcome, detail=_detail(task), token=token)
    mark_read_of(task)
    return task


def _doer(assignee: User | Record, record: Record) -> dict[str, Any]:
    """The columns that say who is to do it; raises InputError unless they can."""
    if isinstance(assignee, Record):
        _require_able(holders_of_record(assignee.pk), record)
        return {"assignee": None, "role_id": assignee.pk, "role_name": assignee.title}
    _require_able([assignee], record)
    return {"assignee": assignee, "role_id": None, "role_name": ""}


def _require_able(people: Iterable[User], record: Record) -> None:
    for person in people:
        if not person.is_active:
            raise InputError(
                _("The account of %(name)s is deactivated: choose somebody else") % {"name": person}, "assignee"
            )
        if not can_see(person, record):
            raise InputError(_("%(name)s does not see this record: share it first") % {"name": person}, "assignee")


def _waiting(task: Task, actor: User, rule: Predicate) -> Task:
    """The task as it stands now, locked until the transaction ends, on a record the actor sees."""
    current = Task.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=task.pk)
    current.record = enter_in_sight(task.record, actor=actor)
    if current.done is not None:
        raise TaskDoneError(_("The task is done already"))
    current.record.acted_for_id = require_rule(rule, actor, current)
    return current


def _tell(task: Task, actor: User | None, kind: str, **more: str) -> None:
    """Tell those a task waits for that it is theirs, or has another day."""
    detail = {"what": task.title, "due": task.due.isoformat(), **more}
    tell(people_to_tell(task), kind=kind, record=task.record, task=task, actor=actor, detail=detail)


def _require_future(due: date) -> None:
    if due < timezone.localdate():
        raise InputError(_("The day must be today or later"), "due")


def _detail(task: Task) -> dict[str, object]:
    return {"task": task.pk, "title": task.title, "due": task.due.isoformat(), "for": task.whose}
