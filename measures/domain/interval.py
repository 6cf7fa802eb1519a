"""Intervals: pure arithmetic on days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What is left of an interval, in parts of the whole, when its evidence begins to age.
AGES_AT = 4


@dataclass(frozen=True)
class Interval:
    """So many days, or months: of months the day stays, or is the month's last where it has no such day."""

    count: int
    unit: str = "months"

    def after(self, day: date, times: int = 1) -> date:
        """The day that lies the interval, so many times, after another; counted from there, so that the 31st comes back."""
        many = self.count * times
        return day + (relativedelta(months=many) if self.unit == "months" else timedelta(days=many))

    def days_within(self, start: date, first: date, last: date) -> Iterator[date]:
        """The days from ``start`` on, an interval apart, that lie between two days, both included."""
        times, day = 0, start
        while day <= last:
            if day >= first:
                yield day
            times += 1
            day = self.after(start, times)

    def __str__(self) -> str:
        """In words: "every 6 months"."""
        if self.unit == "months":
            return ngettext("every month", "every %(count)s months", self.count) % {"count": self.count}
        return ngettext("every day", "every %(count)s days", self.count) % {"count": self.count}


class Freshness(Enum):
    """How old the evidence of something that is done at intervals is; from best to worst."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    NONE = "none"

    @property
    def label(self) -> str:
        """In words."""
        return str(_LABELS[self.value])


_LABELS = {
    "fresh": _("Fresh"),
    "ageing": _("Ageing"),
    "stale": _("Stale"),
    "none": _("Never done"),
}


def freshness(last_done: date | None, due: date | None, day: date) -> Freshness:
    """How fresh evidence is on a day: ageing when a quarter of the interval is left, stale after the day it is due."""
    if last_done is None or due is None:
        return Freshness.NONE
    if day > due:
        return Freshness.STALE
    is_ageing = (due - day) * AGES_AT <= due - last_done
    return Freshness.AGEING if is_ageing else Freshness.FRESH
