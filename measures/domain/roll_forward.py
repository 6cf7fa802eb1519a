"""Roll forward: a record goes on into the next period as a new one, with its open points and the last results beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.domain.entering import enter_in_sight
from records.domain.errors import NotNowError
from records.domain.links import link
from records.domain.log import note
from records.domain.tasks import set_task
from records.models import Link, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from people.models import User
    from records.models import Record


@dataclass(frozen=True)
class RolledForward:
    """The new record and the one before it, what differs by field (before, now), and the open points carried over."""

    now: Any
    before: Any
    changed: Mapping[str, tuple[Any, Any]]
    carried: list[Task]


@transaction.atomic
def roll_forward(
    record: Record,
    *,
    actor: User,
    create: Callable[..., Any],
    copied: Iterable[str],
    changes: Mapping[str, Any],
) -> RolledForward:
    """Copy the named fields of a record into a new one of its kind, with ``changes``, by the kind's own verb ``create``.

    The new one "follows from" the old, whose results stay where they are, one link away; tasks that people set and
    that are still open are set on the new record for the same people and days, and ended on the old. Raises Refused,
    what ``create`` raises, and NotNowError for a record that was rolled forward already.
    """
    before = enter_in_sight(record, actor=actor)
    if before.links_in.filter(relation=Link.Relation.FOLLOWS, ended=None, source__kind=before.kind).exists():
        raise NotNowError(_("It was taken into the next period already"))
    values = {name: getattr(before, name) for name in copied} | dict(changes)
    now = create(type(before)(**values), actor=actor)
    link(now, before, actor=actor, relation=Link.Relation.FOLLOWS)
    differs = {
        name: (getattr(before, name), value) for name, value in changes.items() if getattr(before, name) != value
    }
    return RolledForward(now, before, differs, [_carry(task, now) for task in _open_points(before)])


def _open_points(record: Record) -> Iterable[Task]:
    return Task.objects.filter(record=record.pk, done=None, created_by__isnull=False).select_related("assignee", "role")


def _carry(task: Task, now: Record) -> Task:
    """The same task on the new record; the old one is ended and says where it went."""
    assignee: Any = task.assignee or task.role
    carried = set_task(now, actor=None, assignee=assignee, title=task.title, due=task.due, kind=task.kind)
    outcome = _("Carried over to %(reference)s") % {"reference": now.reference}
    Task.objects.filter(pk=task.pk).update(done=timezone.now(), outcome=outcome[:300], cancelled=True)
    note(
        task.record.child(),
        actor=None,
        action="cancel_task",
        reason=outcome,
        detail={"task": task.pk, "title": task.title},
    )
    return carried
