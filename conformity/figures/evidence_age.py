"""How old a piece of evidence is, and whether it is fresh enough.

A document is as fresh as its review: it goes by its next review day. Any other record speaks of a day (the last of its
period, else the day it was recorded), and is good for as long as the duty of the item says, or for a year, which is what
lies between two audits of a certification body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.domain.interval import Freshness, Interval, freshness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

#: How many months evidence is good for where no duty says otherwise.
EVIDENCE_MONTHS = 12
YEAR = Interval(EVIDENCE_MONTHS)
ORDER = list(Freshness)
#: Days that a month has about, and the days from which on one counts in months.
MONTH_DAYS, IN_MONTHS = 30.44, 60


@dataclass(frozen=True)
class Aged:
    """How old something is on a day, and how fresh."""

    since: date
    days: int
    freshness: Freshness

    @property
    def words(self) -> str:
        """Its age in words."""
        return age_in_words(self.days)


def freshness_of_piece(
    since: date, day: date, *, interval: Interval | None = None, review: date | None = None
) -> Freshness:
    """How fresh evidence of ``since`` is on a day: by its next ``review`` where it is a document, else by an interval."""
    return freshness(since, review or (interval or YEAR).after(since), day)


def freshest(found: Iterable[Freshness]) -> Freshness:
    """The best of several pieces; never done for none: one fresh piece is enough to show that it is lived."""
    return min(found, key=ORDER.index, default=Freshness.NONE)


def worse(one: Freshness, other: Freshness | None) -> Freshness:
    """The worse of two, of which the second may not be known."""
    return one if other is None else max(one, other, key=ORDER.index)


def age_in_words(days: int) -> str:
    """So many days, or months, ago."""
    if days <= 0:
        return _("of today")
    if days < IN_MONTHS:
        return ngettext("%(n)d day old", "%(n)d days old", days) % {"n": days}
    months = round(days / MONTH_DAYS)
    return ngettext("%(n)d month old", "%(n)d months old", months) % {"n": months}
