"""Giving people something to do, moving it and getting it done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.access.holders import people_to_tell
from records.access.permits import require_rule
from records.access.task_rules import finishes, replans
from records.access.visibility import can_see
from records.domain.entering import enter, enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.models import Notice, Task
from records.notices.telling import settle, tell

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from records.models import Record


class TaskDoneError(NotNowError):
    """The task is done already."""


@transaction.atomic
def set_task(
    record: Record,
    *,
    actor: User | None,
    assignee: User,
    title: str,
    due: date,
    kind: str = Task.Kind.ACT,
    token: str | None = None,
) -> Task:
    """Give somebody a task about a record they can see; raises Refused, InputError.

    The system itself, such as an import, may set one whose day has gone by.
    """
    record = enter(record, actor=actor, action="task")
    if actor is not None:
        _require_future(due)
    if not can_see(assignee, record):
        raise InputError(_("%(name)s does not see this record: share it first") % {"name": assignee}, "assignee")
    task = Task.objects.create(
        record_id=record.pk, kind=kind, title=title, assignee=assignee, due=due, created_by=actor
    )
    note(record, actor=actor, action="task", detail=_detail(task), token=token)
    _tell(task, actor, Notice.Kind.TASK)
    return task


@transaction.atomic
def replan_task(task: Task, *, actor: User, due: date, reason: str, token: str | None = None) -> Task:
    """Move a task to another day, with the reason; raises TaskDoneError, Refused."""
    task = _waiting(task, actor)
    require_rule(replans, actor, task)
    _require_future(due)
    before, task.due = task.due, due
    task.save(update_fields=["due"])
    detail = {**_detail(task), "from": before.isoformat()}
    note(task.record, actor=actor, action="replan_task", reason=reason, detail=detail, token=token)
    settle(task)
    _tell(task, actor, Notice.Kind.MOVED, text=reason)
    return task


@transaction.atomic
def finish_task(task: Task, *, actor: User, outcome: str, token: str | None = None) -> Task:
    """Say that a task is done and what came of it; raises TaskDoneError, Refused unless it is theirs."""
    task = _waiting(task, actor)
    require_rule(finishes, actor, task)
    task.done, task.done_by, task.outcome = timezone.now(), actor, outcome
    task.save(update_fields=["done", "done_by", "outcome"])
    note(task.record, actor=actor, action="finish_task", reason=outcome, detail=_detail(task), token=token)
    settle(task)
    return task


def _waiting(task: Task, actor: User) -> Task:
    """The task as it stands now, locked until the transaction ends, on a record the actor sees."""
    current = Task.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=task.pk)
    current.record = enter_in_sight(task.record, actor=actor)
    if current.done is not None:
        raise TaskDoneError(_("The task is done already"))
    return current


def _tell(task: Task, actor: User | None, kind: str, **more: str) -> None:
    """Tell those a task waits for that it was given or moved."""
    detail = {"what": task.title, "due": task.due.isoformat(), **more}
    tell(people_to_tell(task), kind=kind, record=task.record, task=task, actor=actor, detail=detail)


def _require_future(due: date) -> None:
    if due < timezone.localdate():
        raise InputError(_("The day must be today or later"), "due")


def _detail(task: Task) -> dict[str, object]:
    return {"task": task.pk, "title": task.title, "due": task.due.isoformat(), "for": str(task.assignee)}
