"""Calendars as RFC 5545 has them, made of plain facts: lines of at most 75 bytes, text escaped, moments in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: Bytes of a line, without its end (section 3.1).
LINE_MAX = 75
CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//SMSapp//SMSapp//EN"


@dataclass(frozen=True)
class Invited:
    """Somebody who is asked to come: a name and an address; ``status`` is NEEDS-ACTION, ACCEPTED or DECLINED."""

    name: str
    address: str
    status: str = "NEEDS-ACTION"
    role: str = "REQ-PARTICIPANT"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event: from one moment to another, or a whole day where ``starts`` is a date.

    ``sequence`` grows with every change, so that calendars put the newer one in place of the older.
    """

    uid: str
    starts: datetime | date
    stamp: datetime
    summary: str
    ends: datetime | None = None
    description: str = ""
    place: str = ""
    url: str = ""
    organiser: Invited | None = None
    invited: tuple[Invited, ...] = ()
    sequence: int = 0
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], *, method: str = "PUBLISH", name: str = "") -> bytes:
    """A calendar of entries: PUBLISH shows them, REQUEST invites, CANCEL calls off.

    Raises ValueError for a moment without a time zone.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    lines += [f"X-WR-CALNAME:{escaped(name)}"] if name else []
    for entry in entries:
        lines += _lines(entry)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def escaped(text: str) -> str:
    """Text as a value (section 3.3.11): backslash, semicolon, comma and line ends; control characters left out."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    told = told.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(letter for letter in told if letter >= " " or letter == "\t")


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, none of which ends inside a letter."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        # A continued line begins with a space, which counts.
        if size + width > (LINE_MAX if not pieces else LINE_MAX - 1):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + letter, size + width
    return "\r\n ".join([*pieces, piece])


def moment(at: datetime) -> str:
    """A moment in UTC; raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        message = "A moment without a time zone has no place in a calendar"
        raise ValueError(message)
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _lines(entry: Entry) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(entry.uid)}", f"DTSTAMP:{moment(entry.stamp)}", *_when(entry)]
    lines += [f"SEQUENCE:{entry.sequence}", f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"]
    told = {"SUMMARY": entry.summary, "DESCRIPTION": entry.description, "LOCATION": entry.place}
    lines += [f"{key}:{escaped(text)}" for key, text in told.items() if text]
    lines += [f"URL:{entry.url}"] if entry.url else []
    if entry.organiser:
        lines.append(f"ORGANIZER;CN={_parameter(entry.organiser.name)}:mailto:{entry.organiser.address}")
    return [*lines, *(_attendee(each) for each in entry.invited), "END:VEVENT"]


def _when(entry: Entry) -> list[str]:
    if isinstance(entry.starts, datetime):
        return [f"DTSTART:{moment(entry.starts)}", *([f"DTEND:{moment(entry.ends)}"] if entry.ends else [])]
    next_day = entry.starts + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}", f"DTEND;VALUE=DATE:{next_day:%Y%m%d}", "TRANSP:TRANSPARENT"]


def _attendee(who: Invited) -> str:
    about = f"CN={_parameter(who.name)};ROLE={who.role};PARTSTAT={who.status};RSVP=TRUE"
    return f"ATTENDEE;{about}:mailto:{who.address}"


def _parameter(text: str) -> str:
    """A parameter's value in quotes, where a quote itself has no place (section 3.2)."""
    return '"' + "".join(letter for letter in text if letter >= " " and letter != '"') + '"'
