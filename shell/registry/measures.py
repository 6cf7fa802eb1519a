"""What rooms can count by themselves: figures that indicators take their values from."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shell.registry.declaration import Text


@dataclass(frozen=True)
class Computed:
    """What a figure was in a period: its value, None where there was nothing to measure, and what it is made of.

    ``url`` leads to the records behind it.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    url: str = ""

    @classmethod
    def share(cls, part: int, whole: int, url: str = "") -> "Computed":
        """A part of a hundred, exactly; no value where there is nothing to divide by."""
        value = Decimal(part * 100) / whole if whole else None
        return cls(value, Decimal(part), Decimal(whole), url)


@dataclass(frozen=True, kw_only=True)
class ComputedMeasure:
    """A figure that a room computes of a period, for indicators to take their values from.

    ``compute(period, seen_by)`` returns a ``Computed``; ``period`` is a ``people.calendar.Period``. ``seen_by`` is the
    person as whose eyes records are counted; None counts all, as a figure does that is kept. ``explain`` says in
    words how it is counted, ``unit`` in what. ``serves`` is the key of the indicator of the library that it is for.
    """

    key: str
    label: Text
    explain: Text
    unit: str
    compute: Callable[[Any, Any], Computed]
    serves: str = ""
    weight: int = 100
