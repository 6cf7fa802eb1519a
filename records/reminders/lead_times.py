"""How many days before its day people are reminded of a thing, by kind; for everybody, and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.rules import may_administer
from records.kind import all_kinds, find_kind
from records.models import LeadTimes, Task
from records.reminders.stages import TO_OWNER, TO_SMR
from shell.registry import Reminder, registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from shell.registry import Text

#: Of a record, where nobody said otherwise: time to do it, and time to ask for help.
OF_RECORDS = (14, 3)
#: Of a task: what takes thought is told a week ahead, what takes a word three days.
OF_TASKS = {"answer": (3, 1), "read": (3, 1)}
OF_OTHER_TASKS = (7, 1)
#: The longest lead time, and how many one may choose.
DAYS_MAX, COUNT_MAX = 365, 5


@dataclass(frozen=True)
class Subject:
    """What has lead times of its own: a kind of record, a kind of task, a room's reminder."""

    key: str
    label: Text
    usual: tuple[int, ...]
    late: tuple[int, int] = (TO_OWNER, TO_SMR)


def task_subject(kind: str) -> str:
    """The key of a kind of task among subjects."""
    return f"task-{kind}"


def subject_of(task: Task) -> str:
    """The key of what gives a task its lead times: the kind of record whose own day it carries, else its kind of task."""
    kind = find_kind(task.record.kind)
    return kind.key if kind.due_by_task and is_of_the_day(task) else task_subject(task.kind)


def is_of_the_day(task: Task) -> bool:
    """Whether the system set it for the record's own day."""
    return task.created_by_id is None and task.due == task.record.due


def subjects() -> list[Subject]:
    """Everything that has lead times, in order."""
    kinds = [Subject(kind.key, kind.plural, kind.days_before, kind.days_late) for kind in all_kinds() if kind.has_due]
    tasks = [
        Subject(task_subject(value), format_lazy(_("Task: {what}"), what=words), OF_TASKS.get(value, OF_OTHER_TASKS))
        for value, words in Task.Kind.choices
    ]
    others = [Subject(found.key, found.title, found.days_before) for found in registry.all(Reminder)]
    return [*kinds, *tasks, *others]


class LeadBook:
    """All lead times, read once."""

    def __init__(self) -> None:
        rows: Any = LeadTimes.objects.values_list("person_id", "subject", "days")
        self._said: dict[tuple[int | None, str], tuple[int, ...]] = {
            (who, what): tuple(days) for who, what, days in rows
        }

    def of(self, person: int | None, subject: str) -> tuple[int, ...]:
        """Days before, for a person (None: for everybody): one's own, else everybody's, else the usual."""
        for holder in (person, None):
            if (holder, subject) in self._said:
                return self._said[holder, subject]
        return self._usual.get(subject, OF_RECORDS)

    def said(self, person: int | None, subject: str) -> tuple[int, ...] | None:
        """What was chosen for a person, or for everybody; None where nothing was."""
        return self._said.get((person, subject))

    def steps_reached(self, subject: str, days: int) -> set[int]:
        """The steps of the ladder that what is so many days late has come to."""
        late = self._late.get(subject, (TO_OWNER, TO_SMR))
        return {step for step, after in zip((TO_OWNER, TO_SMR), late, strict=True) if days >= after}

    @property
    def longest(self) -> int:
        """The longest lead time there is."""
        return max((days for found in (*self._said.values(), *self._usual.values()) for days in found), default=0)

    @cached_property
    def _late(self) -> dict[str, tuple[int, int]]:
        return {subject.key: subject.late for subject in subjects()}

    @cached_property
    def _usual(self) -> dict[str, tuple[int, ...]]:
        return {subject.key: subject.usual for subject in subjects()}


@transaction.atomic
def choose_lead_times(actor: User, chosen: Mapping[str, Sequence[int] | None], *, is_for_all: bool = False) -> None:
    """Keep lead times by subject, one's own or (administrators) everybody's; None returns to what holds without.

    Raises PermissionDenied.
    """
    if is_for_all and not may_administer(actor):
        raise PermissionDenied(_("For administrators"))
    person = None if is_for_all else actor
    for subject, days in chosen.items():
        if days is None:
            LeadTimes.objects.filter(person=person, subject=subject).delete()
        else:
            LeadTimes.objects.update_or_create(person=person, subject=subject, defaults={"days": list(days)})
