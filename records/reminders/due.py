"""Finding what is due: open tasks, records whose state awaits something, and what rooms declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from records.kind import all_kinds
from records.models import Claim, Record, Task
from records.reminders.lead_times import subject_of
from records.reminders.stages import TO_SMR
from shell.registry import Reminder, registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

TASK, RECORD = "task", "record"
#: Things looked at and told of in one transaction.
CHUNK = 500


@dataclass(frozen=True)
class Due:
    """A thing with its day. ``subject`` names its lead times, ``what`` says what is to be done, for a task."""

    source: str
    thing: int
    day: date
    record: Record
    subject: str
    task: Task | None = None
    what: str = ""


def awaited(records: QuerySet[Record]) -> QuerySet[Record]:
    """Records in use whose day is awaited: their state is not over, and no task that is waited for carries it."""
    over = {kind.key: [state.key for state in kind.states if state.is_over] for kind in all_kinds()}
    # Both values are named, so that the index that begins with kind and sight is used.
    parts = [Q(kind=kind, restricted__in=[False, True]) & ~Q(state__in=states) for kind, states in over.items()]
    return records.filter(_any_of(parts) & ~_told_by_task(), withdrawn=False)


def open_tasks(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks that wait, of records in use."""
    return tasks.filter(done=None, record__withdrawn=False)


def chunks_of_due(until: date) -> Iterator[list[Due]]:
    """What is due up to a day and was not told to the last of the ladder, in chunks of one source, none empty."""
    yield from (things for things in _chunks_of_sources(until) if things)


def _chunks_of_sources(until: date) -> Iterator[list[Due]]:
    tasks = open_tasks(Task.objects.filter(_untold(TASK), due__lte=until))
    yield from (_tasks(keys) for keys in _chunks(list(tasks.order_by("due", "pk").values_list("pk", flat=True))))
    records = awaited(Record.objects.filter(_untold(RECORD), due__lte=until))
    yield from (_records(keys) for keys in _chunks(list(records.order_by("due", "pk").values_list("pk", flat=True))))
    for reminder in registry.all(Reminder):
        yield from (_declared(reminder, pairs) for pairs in _chunks(sorted(set(reminder.due(until)))))


def _any_of(parts: Sequence[Q]) -> Q:
    found = Q(pk__in=[])
    for part in parts:
        found |= part
    return found


def _told_by_task() -> Q:
    """A task for the very day waits, of a kind whose room sets one: nobody is told of both."""
    kinds = [kind.key for kind in all_kinds() if kind.due_by_task]
    tasks = Task.objects.filter(record=OuterRef("pk"), due=OuterRef("due"), created_by=None, done=None)
    # The kind is asked first: of all others nobody looks for tasks.
    return Q(kind__in=kinds) & Q(Exists(tasks))


def _untold(source: str) -> Q:
    """The last of the ladder has not been told of the present day."""
    last = Claim.objects.filter(source=source, thing=OuterRef("pk"), due=OuterRef("due"), stage__gte=TO_SMR)
    return Q(~Exists(last))


def _chunks(found: Sequence) -> Iterator[Sequence]:
    for begun in range(0, len(found), CHUNK):
        yield found[begun : begun + CHUNK]


def _tasks(keys: Sequence[int]) -> list[Due]:
    """Asked once more whether they wait: a moment has passed."""
    tasks = open_tasks(Task.objects.filter(pk__in=keys)).select_related("record", "assignee")
    return [
        Due(TASK, task.pk, task.due, task.record, subject_of(task), task, task.title) for task in tasks.order_by("pk")
    ]


def _records(keys: Sequence[int]) -> list[Due]:
    records: Any = awaited(Record.objects.filter(pk__in=keys, due__isnull=False))
    return [Due(RECORD, record.pk, record.due, record, record.kind) for record in records.order_by("pk")]


def _declared(reminder: Reminder, pairs: Sequence[tuple[int, date]]) -> list[Due]:
    records = Record.objects.filter(withdrawn=False).in_bulk([key for key, _day in pairs])
    return [
        Due(reminder.key, key, day, records[key], reminder.key, what=str(reminder.title))
        for key, day in pairs
        if key in records
    ]
