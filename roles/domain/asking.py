"""Asking the holders of a role to approve something, and ending that once it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.domain.tasks import drop_tasks, finish_task, set_task
from records.models import Task
from roles.domain.catalogue import roles_by_key

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from records.models import Record

#: Characters of a task's title.
TITLE_MAX = 200


def ask_for_approval(record: Record, *, role: str, title: str, due: date) -> None:
    """Set the holders of a role, by its key, a task to decide by a day; nobody is asked where the role is not there.

    For verbs that have asked their rules, in their transaction.
    """
    asked = roles_by_key().get(role)
    if asked is not None:
        set_task(record, actor=None, assignee=asked, title=title[:TITLE_MAX], due=due, kind=Task.Kind.APPROVE)


def end_asking_for_approval(record: Record, *, outcome: str, by: User | None = None) -> None:
    """End what the system asked to be approved: as done by whoever approved it, else as needed no more.

    Raises TaskDoneError, Refused where it was not theirs to do.
    """
    if by is None:
        drop_tasks(record, kind=Task.Kind.APPROVE, reason=outcome)
        return
    waiting = Task.objects.filter(record_id=record.pk, kind=Task.Kind.APPROVE, created_by=None, done=None)
    for task in waiting.select_related("record"):
        finish_task(task, actor=by, outcome=outcome)
