"""What a room brings to an input of the management review: plain values, so that they can be kept as they were.

Words are in the language of the installation, and name no restricted record otherwise than by its reference: what is
brought is read by everybody who sees the review, and years later.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: How a figure or an input stands, the worst first; "" is for what has no target.
TONES = ("bad", "warn", "good", "")


@dataclass(frozen=True)
class Figure:
    """A figure in words, with what it is held against.

    ``key`` stays the same from review to review. ``number`` is the exact value, by which it is compared with the
    review before; "" where there is none. ``better`` says which way is good: "up", "down", or "" for neither.
    ``url`` leads to the records behind it. One that ``is_of_period`` counts what happened in the period, so that a
    longer period has more of it; the others are states of a moment, shares or ages.
    """

    key: str
    label: str
    value: str
    number: str = ""
    unit: str = ""
    tone: str = ""
    wanted: str = ""
    better: str = ""
    url: str = ""
    is_of_period: bool = False

    @classmethod
    def count(cls, key: str, label: str, number: int, *, is_of_period: bool = False, **about: str) -> Figure:
        """A figure that counts."""
        return cls(key, label, str(number), str(number), is_of_period=is_of_period, **about)

    @property
    def exact(self) -> Decimal | None:
        """The value to reckon with."""
        return Decimal(self.number) if self.number else None


@dataclass(frozen=True)
class Point:
    """A point or bar of a chart; ``value`` is None where nothing was measured.

    ``words`` are the value as tables and figures have it; without them the chart writes the number itself.
    """

    label: str
    value: float | None
    tone: str = ""
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart: ``shape`` is "line" (periods, the earliest first) or "bars" (one below the other).

    ``finding`` says in a sentence what it shows, for those who do not see it. What is wanted lies from ``low`` to
    ``high``. One that ``is_small`` stands among others of its kind; ``value`` is then its last value in words.
    """

    key: str
    title: str
    finding: str
    points: Sequence[Point]
    shape: str = "line"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    is_small: bool = False
    value: str = ""
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``record`` is the key of the record that it names, which leads there for those who see it."""

    text: str
    tone: str = ""
    record: int = 0


@dataclass(frozen=True)
class Heading:
    """The head of a column; ``width`` is its share of the table, of a hundred, 0 for what is left."""

    label: str
    is_number: bool = False
    width: int = 0


@dataclass(frozen=True)
class Table:
    """A table; ``note`` stands below it, such as how many rows were left out."""

    key: str
    title: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


@dataclass(frozen=True)
class Brought:
    """What a room says about an input: one sentence that says what was found, then figures, charts and tables."""

    message: str
    tone: str = ""
    figures: Sequence[Figure] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    #: What is missing from it, and why.
    lacks: str = field(default="")

    def as_data(self) -> dict[str, Any]:
        """The same as plain values, as JSON has them."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Brought:
        """What ``as_data`` gave."""
        parts = {
            "figures": [Figure(**each) for each in data["figures"]],
            "charts": [
                Chart(**{**each, "points": [Point(**point) for point in each["points"]]}) for each in data["charts"]
            ],
            "tables": [_table_of(each) for each in data["tables"]],
        }
        return cls(**{**data, **parts})


def worst(tones: Sequence[str]) -> str:
    """The worst of several tones; "" where nothing has one."""
    return next((tone for tone in TONES if tone in tones), "")


def _table_of(data: Mapping[str, Any]) -> Table:
    headings = [Heading(**each) for each in data["headings"]]
    rows = [[Cell(**cell) for cell in row] for row in data["rows"]]
    return Table(**{**data, "headings": headings, "rows": rows})
