"""What figures are returned as, and how they are judged: never rounded before they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from math import ceil
from statistics import fmean, median, pstdev
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from shell.registry import Text

#: Periods below which nothing is said of a trend, and from which limits of control are.
POINTS_MIN, POINTS_CONTROL = 3, 6
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Attained:
    """How many clocks stopped in a period, how many of them missed their target, and how many misses are excluded."""

    counted: int = 0
    missed: int = 0
    excluded: int = 0

    @property
    def met(self) -> int:
        """How many kept their target."""
        return self.counted - self.missed

    @property
    def whole(self) -> int:
        """How many count, when misses that the agreement excludes do not."""
        return self.counted - self.excluded

    @property
    def share(self) -> Decimal | None:
        """Percent that kept it, exclusions left out: met / (counted - excluded) x 100; None where none was counted."""
        return percent(self.met, self.whole)

    @property
    def share_of_all(self) -> Decimal | None:
        """The same of all of them, as if nothing were excluded: met / counted x 100."""
        return percent(self.met, self.counted)

    def __add__(self, other: Attained) -> Attained:
        """Both together."""
        return Attained(self.counted + other.counted, self.missed + other.missed, self.excluded + other.excluded)


@dataclass(frozen=True)
class Flow:
    """Tickets of a period: opened in it, closed in it, open at its end."""

    period: Period
    opened: int
    closed: int
    open_at_end: int


@dataclass(frozen=True)
class Times:
    """Spans in seconds; None where there is nothing to measure."""

    count: int = 0
    mean: float | None = None
    median: float | None = None
    p90: float | None = None

    @classmethod
    def of(cls, spans: Sequence[float]) -> Times:
        """Of spans in any order; the 90th percentile is the nearest rank."""
        if not spans:
            return cls()
        ordered = sorted(spans)
        return cls(len(ordered), fmean(ordered), median(ordered), ordered[ceil(len(ordered) * 0.9) - 1])


@dataclass(frozen=True)
class Trend:
    """Where a row of values leads, in words and as a sign."""

    key: str
    words: Text


TOO_SHORT = Trend("short", _("not enough data for a trend"))
STEADY, RISING, FALLING = Trend("steady", _("steady")), Trend("rising", _("rising")), Trend("falling", _("falling"))
OUTSIDE = Trend("outside", _("out of the usual"))


def trend_of(values: Sequence[Decimal | None]) -> Trend:
    """The trend of a row of values, the last one latest; periods without a value are left out.

    Out of the usual: of six or more, the last is beyond three standard deviations of those before it. Rising or
    falling: the last three go the same way.
    """
    known = [float(value) for value in values if value is not None]
    if len(known) < POINTS_MIN:
        return TOO_SHORT
    before = known[:-1]
    if len(known) >= POINTS_CONTROL and abs(known[-1] - fmean(before)) > 3 * pstdev(before) > 0:
        return OUTSIDE
    third, second, last = known[-3:]
    return RISING if third < second < last else FALLING if third > second > last else STEADY


def percent(part: int, whole: int) -> Decimal | None:
    """A part of a hundred, exactly; None where there is nothing to divide by: not measured is not 100 %."""
    return Decimal(part * 100) / whole if whole else None


def is_kept(attained: Attained, wanted: Decimal) -> bool | None:
    """Whether the share that was agreed is reached, compared unrounded; None where nothing was measured."""
    return attained.met * 100 >= wanted * attained.whole if attained.whole else None


def shown_percent(value: Decimal | None) -> str:
    """A percentage with one decimal, rounded down: a missed target never looks reached."""
    if value is None:
        return str(_("not measured"))
    return f"{number_format(value.quantize(TENTH, ROUND_DOWN))}\N{NO-BREAK SPACE}%"
