"""A year of the system beside the next: of each duty what was done, what is still open, and when it falls again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count

from measures.domain.calendar import DONE, LATE, year_for
from measures.domain.duty import interval_of, proposed_of
from records.models import Task

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from measures.domain.calendar import Mark, Year
    from measures.domain.interval import Interval
    from measures.models import Duty
    from people.models import User


@dataclass
class Beside:
    """A duty in two years: the times it was done, the days that are still open, those of the next year, open tasks."""

    duty: Duty
    done: list[Mark] = field(default_factory=list)
    open: list[Mark] = field(default_factory=list)
    ahead: list[date] = field(default_factory=list)
    tasks: int = 0

    @property
    def last(self) -> Mark | None:
        """The last time it was done in the first year."""
        return self.done[-1] if self.done else None

    @property
    def is_late(self) -> bool:
        """Whether a day of the first year has gone by undone: it goes along into the next."""
        return any(mark.state == LATE for mark in self.open)

    @property
    def interval(self) -> Interval | None:
        """How often it is done."""
        return interval_of(self.duty)

    @property
    def asked(self) -> Interval | None:
        """The interval that waits for approval: what is to be otherwise in the next year."""
        return proposed_of(self.duty)


def years_beside(user: User, name: int, month: int) -> tuple[Year, Year, list[Beside]]:
    """A year, the next, and each duty that falls into one of them, as ``user`` sees it; late ones first."""
    year, after = year_for(user, name, month), year_for(user, name + 1, month)
    found: dict[int, Beside] = {}
    for mark in (mark for each in year.months for mark in each.marks):
        row = found.setdefault(mark.duty.pk, Beside(mark.duty))
        (row.done if mark.state == DONE else row.open).append(mark)
    for mark in (mark for each in after.months for mark in each.marks):
        found.setdefault(mark.duty.pk, Beside(mark.duty)).ahead.append(mark.day)
    _count_tasks(found)
    return year, after, sorted(found.values(), key=lambda row: (not row.is_late, row.duty.title))


def _count_tasks(found: dict[int, Beside]) -> None:
    """Open tasks that people set: they stay with the duty, and so go along."""
    for key, count in _counted(found).items():
        found[key].tasks = count


def _counted(keys: Iterable[int]) -> dict[int, int]:
    rows = Task.objects.filter(record__in=list(keys), done=None, created_by__isnull=False)
    counted: dict[int, int] = defaultdict(int)
    counted.update(rows.order_by().values_list("record").annotate(Count("pk")))
    return counted
