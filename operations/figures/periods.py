"""Stretches of days that figures are of, by the installation's own days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Value, When

from people.calendar import DAY, Period, month_end, today

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The place of what lies before all periods, and of what lies after them or never was.
BEFORE, AFTER = -1, 10_000


def last_month(day: date | None = None) -> Period:
    """The month before that of a day, today's unless another is given."""
    last = (day or today()).replace(day=1) - DAY
    return Period(last.replace(day=1), last)


def months_before(count: int, day: date | None = None) -> list[Period]:
    """So many months up to that of a day, today's unless another is given; the earliest first."""
    day = day or today()
    return Period(day.replace(day=1), month_end(day)).series(count)


def year(number: int) -> Period:
    """A year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def month(number: int, of: int) -> Period:
    """A month of a year."""
    first = date(of, number, 1)
    return Period(first, month_end(first))


def years_since(first: int, day: date | None = None) -> list[Period]:
    """The years from one up to that of a day, today's unless another is given; the earliest first."""
    last = (day or today()).year
    return [year(number) for number in range(min(first, last), last + 1)]


def place_in(periods: Sequence[Period], moment: str) -> Case:
    """In which of the periods, which follow each other, a moment lies: its place, else ``BEFORE`` or ``AFTER``."""
    ends = [When(**{f"{moment}__lt": period.end}, then=Value(place)) for place, period in enumerate(periods)]
    before = When(**{f"{moment}__lt": periods[0].begin}, then=Value(BEFORE))
    return Case(before, *ends, default=Value(AFTER), output_field=IntegerField())
