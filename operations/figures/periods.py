"""Stretches of days that figures are of, by the installation's own days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Case, IntegerField, Value, When

from people.calendar import today, zone

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = timedelta(days=1)
#: The place of what lies before all periods, and of what lies after them or never was.
BEFORE, AFTER = -1, 10_000


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, zone.get())

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + DAY, time.min, zone.get())

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31))

    @property
    def is_month(self) -> bool:
        """Whether it is a whole month."""
        return self.first.day == 1 and self.last == _month_end(self.first)

    @property
    def months(self) -> list[Period]:
        """The months that it touches, each cut to it."""
        found, first = [], self.first
        while first <= self.last:
            last = min(_month_end(first), self.last)
            found.append(Period(first, last))
            first = last + DAY
        return found

    def before(self, steps: int) -> Period:
        """The period of the same length so many steps earlier: months go by months, other stretches by days."""
        if self.first.day == 1 and self.last == _month_end(self.last):
            length = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            first = self.first - relativedelta(months=length * steps)
            return Period(first, first + relativedelta(months=length) - DAY)
        days = (self.last - self.first + DAY) * steps
        return Period(self.first - days, self.last - days)

    def series(self, count: int) -> list[Period]:
        """This period as the last of so many, the earliest first."""
        return [self.before(steps) for steps in range(count - 1, 0, -1)] + [self]


def last_month(day: date | None = None) -> Period:
    """The month before that of a day, today's unless another is given."""
    last = (day or today()).replace(day=1) - DAY
    return Period(last.replace(day=1), last)


def months_before(count: int, day: date | None = None) -> list[Period]:
    """So many months up to that of a day, today's unless another is given; the earliest first."""
    day = day or today()
    return Period(day.replace(day=1), _month_end(day)).series(count)


def year(number: int) -> Period:
    """A year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def month(number: int, of: int) -> Period:
    """A month of a year."""
    first = date(of, number, 1)
    return Period(first, _month_end(first))


def years_since(first: int, day: date | None = None) -> list[Period]:
    """The years from one up to that of a day, today's unless another is given; the earliest first."""
    last = (day or today()).year
    return [year(number) for number in range(min(first, last), last + 1)]


def place_in(periods: Sequence[Period], moment: str) -> Case:
    """In which of the periods, which follow each other, a moment lies: its place, else ``BEFORE`` or ``AFTER``."""
    ends = [When(**{f"{moment}__lt": period.end}, then=Value(place)) for place, period in enumerate(periods)]
    before = When(**{f"{moment}__lt": periods[0].begin}, then=Value(BEFORE))
    return Case(before, *ends, default=Value(AFTER), output_field=IntegerField())


def _month_end(day: date) -> date:
    return (day.replace(day=1) + relativedelta(months=1)) - DAY
