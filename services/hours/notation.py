"""The notation of hours: ``mon-fri 08:00-12:00, 13:00-18:00; sat 22:00-06:00``, or ``24x7``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60
#: Windows of a day: minutes after midnight; an end beyond 1440 lies in the next day.
Windows = tuple[tuple[int, int], ...]
#: For each weekday from Monday, its windows.
WeekHours = tuple[Windows, ...]

ALWAYS: WeekHours = (((0, MINUTES_A_DAY),),) * 7
_WINDOW = re.compile(r"^(\d{1,2}):(\d{2})\s*[-\u2013]\s*(\d{1,2}):(\d{2})$")
_CLOSED = {"", "closed", "-"}
_SHAPE = "mon-fri 08:00-12:00, 13:00-18:00"


class HoursError(ValueError):
    """Hours that cannot be read; the message says what to write instead."""


@dataclass(frozen=True)
class SpecialDay:
    """A day with hours of its own: none at all, a half day, or longer than usual."""

    day: date
    windows: Windows
    name: str = ""


def parse_week(text: str) -> WeekHours:
    """The windows of each weekday, from Monday, of a text in the notation.

    Parts are separated by semicolons or lines; ``24x7`` is every minute. A window whose end is not after its
    start goes on into the next day. Windows of a day that touch or overlap are joined.
    Raises HoursError for what cannot be read, and for a week without any hours.
    """
    if text.strip().lower().replace("/", "x") == "24x7":
        return ALWAYS
    week: list[list[tuple[int, int]]] = [[] for _day in DAYS]
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text.lower()))):
        names, _space, hours = part.partition(" ")
        for place in _days(names):
            week[place] += parse_windows(hours)
    if not any(week):
        raise HoursError(_("Give hours for at least one day, such as “%(shape)s”") % {"shape": _SHAPE})
    return tuple(joined(windows) for windows in week)


def parse_windows(text: str) -> list[tuple[int, int]]:
    """The windows of one day, ``08:00-12:00, 13:00-18:00``; none for ``closed``. Raises HoursError."""
    text = text.strip().lower()
    return [] if text in _CLOSED else [_window(part.strip()) for part in text.split(",")]


def parse_special_days(text: str) -> tuple[SpecialDay, ...]:
    """Days with hours of their own, one a line: ``2026-12-24 08:00-12:00 Christmas Eve`` or ``2026-12-27 closed``.

    Raises HoursError that names the line.
    """
    lines = enumerate((line.strip() for line in text.splitlines()), 1)
    found = [_special_day(line, number) for number, line in lines if line]
    seen: set[date] = set()
    for special in found:
        if special.day in seen:
            raise HoursError(_("%(day)s is there twice") % {"day": special.day})
        seen.add(special.day)
    return tuple(found)


def joined(windows: list[tuple[int, int]]) -> Windows:
    """The windows in order, with those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _special_day(line: str, number: int) -> SpecialDay:
    day, _space, rest = line.partition(" ")
    # A day without hours is no closed day: it would stop every clock that day without a word.
    hours = re.match(r"^(closed|\d[\d:\s,\u2013-]*)(.*)$", rest.strip(), re.IGNORECASE)
    try:
        if hours is None:
            raise HoursError
        when = date.fromisoformat(day)
        windows = parse_windows(hours.group(1).rstrip(" ,"))
    except ValueError as error:
        message = _("Line %(number)d: write the day, its hours and what it is: “2026-12-24 08:00-12:00 Christmas Eve”")
        raise HoursError(message % {"number": number}) from error
    return SpecialDay(when, joined(windows), hours.group(2).strip())


def _days(names: str) -> list[int]:
    """The places of ``mon-fri`` or ``mon,wed`` in the week; a stretch may run over Sunday."""
    found = []
    for name in names.split(","):
        first, dash, last = name.partition("-")
        start, end = _place(first), _place(last if dash else first)
        found += [place % 7 for place in range(start, end + 1 if end >= start else end + 8)]
    return found


def _place(name: str) -> int:
    if name[:3] not in DAYS:
        raise HoursError(_("“%(name)s” is no day: write mon, tue, wed, thu, fri, sat or sun") % {"name": name})
    return DAYS.index(name[:3])


def _window(text: str) -> tuple[int, int]:
    match = _WINDOW.match(text)
    start, end = (_minutes(*match.group(1, 2)), _minutes(*match.group(3, 4))) if match else (None, None)
    if start is None or end is None or start == MINUTES_A_DAY:
        raise HoursError(_("“%(text)s” is no time of day: write it as 08:00-18:00") % {"text": text})
    return start, end if end > start else end + MINUTES_A_DAY


def _minutes(hours: str, minutes: str) -> int | None:
    """Minutes after midnight, of 00:00 to 24:00."""
    found = int(hours) * 60 + int(minutes)
    return found if int(minutes) < 60 and found <= MINUTES_A_DAY else None  # noqa: PLR2004 - minutes of an hour
