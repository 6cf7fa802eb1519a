"""Where a row of values leads, and where it will be when the period that runs is over.

Both are of a straight line through the last values, by least squares: places x = 0, 1, 2 … of the periods, values y.

    slope b = sum((x - mean x)(y - mean y)) / sum((x - mean x)^2), at a place x0: mean y + b (x0 - mean x)
    scatter s = square root of (sum of squared distances from the line / (n - 2))
    the slope is certain to s / square root of sum((x - mean x)^2)
    the forecast is certain to s x square root of (1 + 1/n + (x0 - mean x)^2 / sum((x - mean x)^2))

each times the quantile of Student's t for 95 in 100 with n - 2 degrees of freedom. Periods without a value keep their
place and give no point.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from measures.enums import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

#: Values that a trend needs, and takes at most.
POINTS_MIN, POINTS_MAX = 6, 13
#: Student's t, two-sided, 95 in 100, by degrees of freedom (values less 2).
STUDENT = {4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228, 11: 2.201}


@dataclass(frozen=True)
class Trend:
    """``key`` is short (too few values), steady, rising or falling; ``slope`` is by period, ``count`` of values."""

    key: str
    count: int
    slope: float = 0.0

    @property
    def lacking(self) -> int:
        """How many values are missing for a trend."""
        return max(POINTS_MIN - self.count, 0)

    def is_better(self, direction: str) -> bool | None:
        """Whether it leads to where it is good; None where it leads nowhere, or the direction is a band."""
        if self.key not in {"rising", "falling"} or direction == Direction.BAND:
            return None
        return (self.key == "rising") == (direction == Direction.HIGHER)


@dataclass(frozen=True)
class Forecast:
    """What is to be expected at a period's end: with 95 in 100 between ``low`` and ``high``."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class _Line:
    """A line through points."""

    count: int
    middle: float
    level: float
    slope: float
    spread: float
    scatter: float

    def at(self, place: float) -> float:
        return self.level + self.slope * (place - self.middle)

    @property
    def student(self) -> float:
        return STUDENT[self.count - 2]


def trend(values: Sequence[Decimal | None]) -> Trend:
    """Rising or falling where the slope is certain with 95 in 100, else steady; too short below six values."""
    line = _line(values)
    if line is None:
        return Trend("short", _points(values))
    doubt = line.student * line.scatter / sqrt(line.spread)
    if abs(line.slope) <= doubt or line.slope == 0:
        return Trend("steady", line.count, line.slope)
    return Trend("rising" if line.slope > 0 else "falling", line.count, line.slope)


def forecast(values: Sequence[Decimal | None], ahead: int = 1) -> Forecast | None:
    """What the value will be so many periods after the last of the row; None below six values."""
    line = _line(values)
    if line is None:
        return None
    place = len(values[-POINTS_MAX:]) - 1 + ahead
    doubt = sqrt(1 + 1 / line.count + (place - line.middle) ** 2 / line.spread)
    about, value = line.student * line.scatter * doubt, line.at(place)
    return Forecast(value, value - about, value + about)


def _points(values: Sequence[Decimal | None]) -> int:
    return sum(value is not None for value in values[-POINTS_MAX:])


def _line(values: Sequence[Decimal | None]) -> _Line | None:
    points = [(place, float(value)) for place, value in enumerate(values[-POINTS_MAX:]) if value is not None]
    if len(points) < POINTS_MIN:
        return None
    middle, level = fmean(x for x, _y in points), fmean(y for _x, y in points)
    spread = sum((x - middle) ** 2 for x, _y in points)
    slope = sum((x - middle) * (y - level) for x, y in points) / spread
    apart = sum((y - level - slope * (x - middle)) ** 2 for x, y in points)
    return _Line(len(points), middle, level, slope, spread, sqrt(apart / (len(points) - 2)))
