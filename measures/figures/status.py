"""How a value stands to its target. Values are compared unrounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from measures.enums import Direction, Status

if TYPE_CHECKING:
    from measures.models import Indicator


@dataclass(frozen=True)
class Target:
    """What is wanted: a target in a direction, or a band from ``target`` to ``upper``; ``tolerance`` in per cent."""

    direction: str
    target: Decimal
    upper: Decimal | None = None
    tolerance: Decimal = Decimal(5)

    @classmethod
    def of(cls, indicator: Indicator) -> Target:
        """What is wanted of an indicator."""
        return cls(indicator.direction, indicator.target, indicator.target_upper, indicator.tolerance)

    def slack(self, limit: Decimal) -> Decimal:
        """How far beyond a limit still counts as near: tolerance x |limit| / 100."""
        return self.tolerance * abs(limit) / 100

    @property
    def lowest(self) -> Decimal | None:
        """What a value must reach at least; None where lower is better."""
        return None if self.direction == Direction.LOWER else self.target

    @property
    def highest(self) -> Decimal | None:
        """What a value may be at most; None where higher is better."""
        if self.direction == Direction.HIGHER:
            return None
        return self.upper if self.direction == Direction.BAND else self.target


def status_of(value: Decimal | None, wanted: Target) -> Status:
    """Good: at or past the target, within the band. Near: short of it by at most the tolerance. Missed: beyond.

    Short of a lower limit L is L - value, of an upper one U it is value - U; it is near up to tolerance x |limit| / 100.
    So a target of 0 has no near. No value is no data.
    """
    if value is None:
        return Status.NO_DATA
    short = [
        (gap, limit)
        for limit, gap in (
            (wanted.lowest, (wanted.lowest or 0) - value),
            (wanted.highest, value - (wanted.highest or 0)),
        )
        if limit is not None and gap > 0
    ]
    if not short:
        return Status.GOOD
    return Status.NEAR if all(gap <= wanted.slack(limit) for gap, limit in short) else Status.MISSED
