"""A calendar laid out in time: its open stretches as seconds, with what was open before each.

Differences of that running total are elapsed times, so that a question costs two look-ups,
however long ago it begins. Times of day are those of the calendar's own zone: a day on which
clocks change is an hour shorter or longer, as it was for those who worked it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays

from services.hours.notation import MINUTES_A_DAY, SpecialDay, WeekHours, Windows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

DAY = timedelta(days=1)
#: How far beyond a moment the timeline is laid out at once, and how far a due time is looked for.
AHEAD_DAYS, HORIZON_DAYS = 400, 3660


@dataclass(frozen=True)
class Edition:
    """What a calendar says from a day on, until its next edition: the unit that closed clocks remember.

    ``country`` is an ISO code whose public holidays are closed days; ``special`` days come before holidays.
    """

    valid_from: date
    week: WeekHours
    zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    special: Sequence[SpecialDay] = field(default=())

    @cached_property
    def _special(self) -> dict[date, SpecialDay]:
        return {special.day: special for special in self.special}

    @cached_property
    def public_holidays(self) -> Collection[date]:
        """The public holidays of its country; none where no country is named."""
        if not self.country:
            return ()
        return holidays.country_holidays(self.country, subdiv=self.subdivision or None)

    def holiday_name(self, day: date) -> str | None:
        """What a public holiday is called; None for any other day."""
        found: str | None = self.public_holidays.get(day) if self.country else None  # type: ignore[attr-defined]
        return found

    def windows(self, day: date) -> Windows:
        """The windows that begin on a day."""
        if special := self._special.get(day):
            return special.windows
        return () if day in self.public_holidays else self.week[day.weekday()]

    def stretches(self, day: date) -> Iterator[tuple[int, int]]:
        """The windows that begin on a day as seconds of the epoch."""
        zone = ZoneInfo(self.zone)
        for start, end in self.windows(day):
            yield _second(day, start, zone, fold=0), _second(day, end, zone, fold=1)


def _second(day: date, minutes: int, zone: ZoneInfo, *, fold: int) -> int:
    """A time of day in a zone as a second of the epoch; of an hour that happens twice, the first or the last."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    wall = datetime.combine(day + days * DAY, time(rest // 60, rest % 60, fold=fold), tzinfo=zone)
    return int(wall.timestamp())


class Timeline:
    """Counts time that a calendar holds open; its editions in order of their first day.

    Before its first edition's day the first edition is taken to have held already.
    """

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.editions = sorted(editions, key=lambda edition: edition.valid_from)
        if not self.editions:
            message = "A calendar has at least one edition"
            raise ValueError(message)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        self._first: date | None = None
        self._until: date | None = None

    def edition_on(self, day: date) -> Edition:
        """What holds on a day."""
        place = bisect_right([edition.valid_from for edition in self.editions], day)
        return self.editions[max(place - 1, 0)]

    def seconds(self, start: datetime, stop: datetime) -> int:
        """Open seconds in [start, stop); 0 where stop is not after start."""
        if stop <= start:
            return 0
        self._reach(start, stop)
        return self._open_until(int(stop.timestamp())) - self._open_until(int(start.timestamp()))

    def after(self, start: datetime, seconds: int) -> datetime | None:
        """The first moment at which so many open seconds have passed since ``start``; None when it is years ahead.

        With no seconds to pass it is ``start`` itself.
        """
        if seconds <= 0:
            return start
        ahead = AHEAD_DAYS
        while ahead <= HORIZON_DAYS:
            self._reach(start, start + ahead * DAY)
            wanted = self._open_until(int(start.timestamp())) + seconds
            place = bisect_right(self._before, wanted - 1) - 1
            if place >= 0 and wanted - self._before[place] <= self._ends[place] - self._starts[place]:
                return datetime.fromtimestamp(self._starts[place] + wanted - self._before[place], tz=UTC)
            ahead *= 3
        return None

    def is_open(self, moment: datetime) -> bool:
        """Whether a moment counts."""
        return self.seconds(moment, moment + timedelta(seconds=1)) == 1

    def _open_until(self, second: int) -> int:
        """Open seconds from the beginning of the layout to a second."""
        place = bisect_right(self._starts, second) - 1
        if place < 0:
            return 0
        return self._before[place] + min(second, self._ends[place]) - self._starts[place]

    def _reach(self, start: datetime, stop: datetime) -> None:
        """Lay out what is asked for, and more, so that many questions lay out once."""
        first, until = (start - 2 * DAY).date(), (stop + 2 * DAY).date()
        if self._first is not None and self._until is not None and self._first <= first and until <= self._until:
            return
        margin = timedelta(days=AHEAD_DAYS)
        self._first = min(self._first or first, first - margin)
        self._until = max(self._until or until, until + margin)
        self._lay_out(self._first, self._until)

    def _lay_out(self, first: date, until: date) -> None:
        days = (first + place * DAY for place in range((until - first).days))
        stretches = sorted(stretch for day in days for stretch in self.edition_on(day).stretches(day))
        self._starts, self._ends, self._before = [], [], []
        total = 0
        for start, end in _joined(stretches):
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(total)
            total += end - start


def _joined(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches without overlap: a night of one day may run into the morning of the next."""
    current: tuple[int, int] | None = None
    for start, end in stretches:
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            if current:
                yield current
            current = (start, end)
    if current:
        yield current
