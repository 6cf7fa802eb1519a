"""The day it is where the installation stands: terms, last days and years go by it, whoever asks.

Pages show moments in the reader's own time zone. A term must not: people choose that zone themselves,
and would lengthen what was given to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from people.kept import Kept
from people.models import Installation

DAY = timedelta(days=1)
zone = Kept(lambda: ZoneInfo(Installation.current().time_zone), Installation)


def today() -> date:
    """Today, by the installation's time zone."""
    return timezone.localdate(timezone=zone.get())


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
        return self.first.day == 1 and self.last == month_end(self.first)

    @property
    def months(self) -> list[Period]:
        """The months that it touches, each cut to it."""
        found, first = [], self.first
        while first <= self.last:
            last = min(month_end(first), self.last)
            found.append(Period(first, last))
            first = last + DAY
        return found

    def before(self, steps: int) -> Period:
        """The period of the same length so many steps earlier: months go by months, other stretches by days."""
        if self.first.day == 1 and self.last == month_end(self.last):
            length = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            first = self.first - relativedelta(months=length * steps)
            return Period(first, first + relativedelta(months=length) - DAY)
        days = (self.last - self.first + DAY) * steps
        return Period(self.first - days, self.last - days)

    def series(self, count: int) -> list[Period]:
        """This period as the last of so many, the earliest first."""
        return [self.before(steps) for steps in range(count - 1, 0, -1)] + [self]


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return (day.replace(day=1) + relativedelta(months=1)) - DAY
