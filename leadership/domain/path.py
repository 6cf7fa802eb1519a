"""The path of an objective: from its baseline on the first day to its target on the last. Pure arithmetic.

    share of the period gone by at a day's end = (day - first day + 1) / (last day - first day + 1)
    expected at a day's end = baseline + share x (target - baseline)

A value is held against what is expected at the end of its own period, as an indicator's is against its target: near
where it is short by its tolerance, and never by more than a quarter of the way from baseline to target.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from measures.enums import Direction, Status
from measures.figures import Target, status_of

if TYPE_CHECKING:
    from datetime import date

    from leadership.models import Objective

#: Of the way from baseline to target, the part that still counts as near.
NEAR_OF_WAY = Decimal("0.25")


@dataclass(frozen=True)
class Path:
    """Where an objective is to be, day by day."""

    baseline: Decimal
    target: Decimal
    starts: date
    until: date
    tolerance: Decimal = Decimal(5)

    @classmethod
    def of(cls, objective: Objective) -> Path:
        """The path of an objective, with the tolerance of its indicator."""
        tolerance = objective.indicator.tolerance
        return cls(objective.baseline, objective.target, objective.starts, objective.until, tolerance)

    @property
    def direction(self) -> Direction:
        """Which way it leads."""
        return Direction.HIGHER if self.target > self.baseline else Direction.LOWER

    def expected(self, day: date) -> Decimal:
        """What is to be reached by the end of a day; before the period the baseline, after it the target."""
        days = (self.until - self.starts).days + 1
        gone = min(max((day - self.starts).days + 1, 0), days)
        return self.baseline + (self.target - self.baseline) * gone / days

    def status(self, value: Decimal | None, day: date) -> Status:
        """How a value at the end of a day stands to the path."""
        wanted = self.expected(day)
        slack = min(self.tolerance * abs(wanted) / 100, NEAR_OF_WAY * abs(self.target - self.baseline))
        tolerance = slack * 100 / abs(wanted) if wanted else Decimal(0)
        return status_of(value, Target(self.direction, wanted, tolerance=tolerance))

    def is_reached(self, value: Decimal | None) -> bool:
        """Whether a value is at the target or past it."""
        return status_of(value, Target(self.direction, self.target, tolerance=Decimal(0))) == Status.GOOD
