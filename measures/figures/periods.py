"""The periods of a frequency: weeks from Monday, months, quarters, halves of a year and years."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.enums import Frequency
from people.calendar import DAY, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Months of each frequency; a week has none.
MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}


def period_of(frequency: str, day: date) -> Period:
    """The period of a frequency that holds a day."""
    if frequency == Frequency.WEEKLY:
        monday = day - day.weekday() * DAY
        return Period(monday, monday + 6 * DAY)
    months = MONTHS[Frequency(frequency)]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, first + relativedelta(months=months) - DAY)


def period_after(frequency: str, period: Period) -> Period:
    """The period that follows."""
    return period_of(frequency, period.last + DAY)


def period_ended(frequency: str, day: date) -> Period:
    """The last period that was over before a day."""
    return period_of(frequency, period_of(frequency, day).first - DAY)


def periods_between(frequency: str, first: date, last: date) -> Iterator[Period]:
    """Every period from the one that holds the first day to the last that ends on or before the last day."""
    period = period_of(frequency, first)
    while period.last <= last:
        yield period
        period = period_after(frequency, period)


@lru_cache(maxsize=256)
def series(frequency: str, period: Period, count: int) -> tuple[Period, ...]:
    """A period as the last of so many, the earliest first; indicators of a page ask for the same ones."""
    found = [period]
    while len(found) < count:
        found.append(period_ended(frequency, found[-1].first))
    return tuple(reversed(found))


def name_of(frequency: str, period: Period) -> str:
    """A period in words: week 10 of 2016, March 2016, quarter 1 of 2016, 2016."""
    about = {"year": period.first.year, "n": (period.first.month - 1) // MONTHS.get(Frequency(frequency), 1) + 1}
    if frequency == Frequency.WEEKLY:
        year, week, _weekday = period.first.isocalendar()
        return _("week %(n)d of %(year)d") % {"n": week, "year": year}
    if frequency == Frequency.MONTHLY:
        return date_format(period.first, "F Y")
    if frequency == Frequency.YEARLY:
        return str(period.first.year)
    if frequency == Frequency.QUARTERLY:
        return _("quarter %(n)d of %(year)d") % about
    return _("half %(n)d of %(year)d") % about
