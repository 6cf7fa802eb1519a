"""How many items were in place or proven day by day, as the history of assessments tells, and where that leads.

Nothing is counted along: a day's figure is the number of assessments whose last row of history before the day's end
says "in place" or "proven", so a past that was taken over later counts on the days it tells of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from conformity.models import THERE, Assessment
from people.calendar import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from people.models import User

WEEK = timedelta(days=7)
#: Points that a pace needs, a week apart, and takes at most.
POINTS_MIN, POINTS_MAX = 6, 13


@dataclass(frozen=True)
class Change:
    """That an item came into a state on a day, out of another; the state before its first is empty."""

    day: date
    before: str
    after: str


@dataclass(frozen=True)
class Point:
    """How many items were in place or proven at the end of a day, and how many of them proven."""

    day: date
    there: int
    proven: int


@dataclass(frozen=True)
class Pace:
    """How many items come into place a week, and when all are, at this pace.

    ``per_week`` is None for too few points, of which ``lacking`` are missing; ``done_by`` None for a pace that leads
    nowhere. ``needed`` is what a week would have to bring for the day that is aimed at, None where that day has gone by.
    """

    left: int
    per_week: float | None = None
    lacking: int = 0
    done_by: date | None = None
    needed: float | None = None

    @property
    def is_too_slow(self) -> bool:
        """Whether the day is missed at this pace."""
        return self.left > 0 and self.per_week is not None and (self.needed is None or self.per_week < self.needed)


def changes_until(end: datetime, seen_by: User | None = None) -> list[Change]:
    """The changes of state of all assessments before a moment, in their order; two queries' worth in one.

    Rows of history in which the state stayed are left out by the database: texts are saved far more often.
    """
    rows = Assessment.history.filter(history_date__lt=end)  # type: ignore[attr-defined]
    if seen_by is not None:
        rows = rows.filter(record_ptr__in=Assessment.objects.visible_to(seen_by).values("pk"))
    before = Window(Lag("state"), partition_by=[F("record_ptr")], order_by=[F("history_date"), F("history_id")])
    changed = rows.annotate(before=before).filter(Q(before=None) | ~Q(before=F("state")))
    found = changed.order_by("history_date", "history_id").values_list("history_date", "before", "state")
    return [Change(at.astimezone(zone.get()).date(), was or "", state) for at, was, state in found]


def burn_up(changes: Iterable[Change], days: Sequence[date]) -> list[Point]:
    """The figures at the end of each of the days, which are in their order."""
    waiting, points = list(changes), []
    there = proven = place = 0
    for day in days:
        while place < len(waiting) and waiting[place].day <= day:
            change = waiting[place]
            there += (change.after in THERE) - (change.before in THERE)
            proven += (change.after == "proven") - (change.before == "proven")
            place += 1
        points.append(Point(day, there, proven))
    return points


def days_between(first: date, last: date) -> list[date]:
    """Days a week apart from the first on, and the last."""
    count = max((last - first) // WEEK, 0)
    days = [last - WEEK * steps for steps in range(count, -1, -1)]
    return days if days[0] <= first else [first, *days]


def pace_of(points: Sequence[Point], total: int, aim: date | None, today: date) -> Pace:
    """How fast it goes by a straight line through the last points (least squares), and when all would be in place."""
    left = total - (points[-1].there if points else 0)
    needed = _needed(left, aim, today)
    last = points[-POINTS_MAX:]
    if len(last) < POINTS_MIN:
        return Pace(left, lacking=POINTS_MIN - len(last), needed=needed)
    slope = _slope([(point.day.toordinal() / WEEK.days, point.there) for point in last])
    done_by = today + timedelta(days=ceil(left / slope * WEEK.days)) if slope > 0 and left / slope < 52 * 20 else None
    return Pace(left, slope, 0, today if left <= 0 else done_by, needed)


def _needed(left: int, aim: date | None, today: date) -> float | None:
    return left / ((aim - today) / WEEK) if aim is not None and aim > today else None


def _slope(points: Sequence[tuple[float, Any]]) -> float:
    middle, level = (sum(point[side] for point in points) / len(points) for side in (0, 1))
    spread = sum((x - middle) ** 2 for x, _y in points)
    return float(sum((x - middle) * (y - level) for x, y in points) / spread) if spread else 0.0
