"""How objectives stand: the latest result in their period, held against the path from baseline to target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from leadership.domain.path import Path
from measures.enums import Frequency, Status
from measures.figures import Forecast, forecast, period_after, periods_between
from measures.queries import SHOWN, Point, Standing, standings
from people.calendar import today
from records.labels import seen_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from leadership.models import Objective
    from people.calendar import Period
    from people.models import User

#: Days of the shortest period of each frequency.
DAYS = {
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 28,
    Frequency.QUARTERLY: 90,
    Frequency.HALF_YEARLY: 181,
    Frequency.YEARLY: 365,
}
#: Periods that are read back at most.
BACK_MAX = 160


@dataclass(frozen=True)
class OnPath:
    """An objective, its indicator's values, and its path."""

    objective: Objective
    standing: Standing
    path: Path
    #: Whether the reader does not see the indicator: then no value of it is told.
    is_hidden: bool = False
    #: The day by whose end it stands so; None is today.
    until: date | None = None

    @cached_property
    def points(self) -> Sequence[Point]:
        """The periods that ended within its own, the earliest first."""
        first, last = self.objective.starts, self.objective.until
        return [point for point in self.standing.points if first <= point.period.last <= last]

    @cached_property
    def last(self) -> Point | None:
        """The latest of them that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def value(self) -> Decimal | None:
        """Its latest result."""
        return self.last.value if self.last else None

    @property
    def expected(self) -> Decimal | None:
        """What was expected when that was measured."""
        return self.path.expected(self.last.period.last) if self.last else None

    @property
    def status(self) -> Status:
        """How that result stands to the path."""
        return self.status_at(self.last) if self.last else Status.NO_DATA

    def status_at(self, point: Point) -> Status:
        """How a point stands to the path."""
        return self.path.status(point.value, point.period.last)

    @property
    def is_over(self) -> bool:
        """Whether its period is over, or was on the day that it is looked at."""
        return self.objective.until < (self.until or today())

    @cached_property
    def periods(self) -> list[Period]:
        """All periods that end within its own, those to come too."""
        return list(self._until_end(self.objective.starts))

    @property
    def at_end(self) -> Forecast | None:
        """What is to be expected when its period is over; None of too few values, or once it is over."""
        if not self.standing.points or self.is_over:
            return None
        after = period_after(self.objective.indicator.frequency, self.standing.points[-1].period)
        ahead = len(list(self._until_end(after.first)))
        return forecast(self.standing.values, ahead) if ahead else None

    def _until_end(self, first: date) -> Iterable[Period]:
        return periods_between(self.objective.indicator.frequency, first, self.objective.until)


def on_path(objective: Objective, user: User | None = None) -> OnPath:
    """How one objective stands, as far as a person may know."""
    return all_on_path([objective], user)[0]


def all_on_path(objectives: Iterable[Objective], user: User | None = None, until: date | None = None) -> list[OnPath]:
    """How objectives stand, or stood by the end of a day, in their order: two queries for all values.

    They are read with their indicators. A person is told no values of indicators that they do not see; None is the
    system itself.
    """
    found = list(objectives)
    indicators = {each.indicator_id: each.indicator for each in found}
    seen = set(indicators) if user is None else seen_among(indicators, user) if indicators else set()
    back = max((_back(each, until or today()) for each in found), default=SHOWN)
    rows = standings([each for key, each in indicators.items() if key in seen], back, until=until) if seen else []
    by_key = {each.indicator.pk: each for each in rows}
    return [
        OnPath(
            each,
            by_key.get(each.indicator_id) or Standing(each.indicator, []),
            Path.of(each),
            is_hidden=each.indicator_id not in seen,
            until=until,
        )
        for each in found
    ]


def _back(objective: Objective, day: date) -> int:
    """How many periods back from a day its first one lies."""
    gone = max((day - objective.starts).days, 0)
    return min(max(gone // DAYS[Frequency(objective.indicator.frequency)] + 2, SHOWN), BACK_MAX)
