"""Hours in words people read, and the days of a calendar that are unlike others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from services.hours.notation import ALWAYS, MINUTES_A_DAY
from services.hours.timeline import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from services.hours.notation import WeekHours, Windows
    from services.hours.timeline import Edition, Timeline

#: What stands between two times or two days.
TO = "\N{EN DASH}"


@dataclass(frozen=True)
class UnusualDay:
    """A day on which a calendar says other than on its weekday: a public holiday, or a special day."""

    day: date
    name: str
    hours: str


@dataclass(frozen=True)
class WeekDay:
    """A weekday with its hours in words, and as stretches of the day in minutes; a night's morning is the next day's."""

    name: str
    hours: str
    stretches: Sequence[tuple[int, int]]


def week_in_words(week: WeekHours) -> str:
    """A week in a line: Monday to Friday with their times, then Saturday."""
    if week == ALWAYS:
        return _("Round the clock, every day")
    runs = [list(run) for _hours, run in groupby(range(7), key=lambda place: week[place])]
    return "; ".join(f"{_days(run)} {day_in_words(week[run[0]])}" for run in runs if week[run[0]])


def day_in_words(windows: Windows) -> str:
    """The hours of a day: each window from when to when; "closed" for none."""
    if windows == ((0, MINUTES_A_DAY),):
        return _("all day")
    return ", ".join(f"{_time(start)}{TO}{_time(end)}" for start, end in windows) or _("closed")


def week_days(week: WeekHours) -> list[WeekDay]:
    """The seven days from Monday, ready to be drawn."""
    return [
        WeekDay(str(WEEKDAYS[place]), day_in_words(windows), _stretches(week[place - 1], windows))
        for place, windows in enumerate(week)
    ]


def unusual_days(timeline: Timeline, first: date, days: int) -> list[UnusualDay]:
    """The public holidays and special days among so many days from ``first`` on, in order."""
    found = (_unusual(timeline.edition_on(first + place * DAY), first + place * DAY) for place in range(days))
    return [day for day in found if day]


def _unusual(edition: Edition, day: date) -> UnusualDay | None:
    special = next((special for special in edition.special if special.day == day), None)
    holiday = edition.holiday_name(day)
    if special is None and holiday is None:
        return None
    name = (special.name if special else "") or holiday or _("Special day")
    return UnusualDay(day, name, day_in_words(edition.windows(day)))


def _stretches(before: Windows, windows: Windows) -> list[tuple[int, int]]:
    """What is open between two midnights: the rest of the night before, and the day's own windows."""
    nights = [(0, end - MINUTES_A_DAY) for _start, end in before if end > MINUTES_A_DAY]
    return sorted([*nights, *((start, min(end, MINUTES_A_DAY)) for start, end in windows)])


def _days(run: list[int]) -> str:
    first, last = str(WEEKDAYS_ABBR[run[0]]), str(WEEKDAYS_ABBR[run[-1]])
    return first if len(run) == 1 else f"{first}{TO}{last}"


def _time(minutes: int) -> str:
    minutes = minutes if minutes == MINUTES_A_DAY else minutes % MINUTES_A_DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"
