"""Calendars as RFC 5545 has them: escaping, folding, moments in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from shell.ical import Entry, Invited, calendar, escaped, folded

AT = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def entry(**more):
    return Entry(**{"uid": "1@example.org", "starts": AT, "stamp": AT, "summary": "Review", **more})


def test_text_is_escaped():
    assert escaped("a\\b;c,d\r\ne\rf\x07") == "a\\\\b\\;c\\,d\\ne\\nf"


@pytest.mark.parametrize("line", ["x" * 300, "ä" * 200, "😀" * 90, "x" * 75])
def test_lines_are_folded_at_75_bytes_inside_no_letter_and_unfold_to_themselves(line):
    pieces = folded(line).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert "".join([pieces[0], *(piece.removeprefix(" ") for piece in pieces[1:])]) == line
    assert (len(pieces) == 1) == (len(line.encode()) <= 75)


def test_a_moment_is_in_utc_whatever_its_zone_and_one_without_is_refused():
    summer = calendar([entry()]).decode()
    winter = calendar([entry(starts=datetime(2026, 1, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")))]).decode()
    assert ("DTSTART:20260701T070000Z" in summer, "DTSTART:20260101T080000Z" in winter) == (True, True)
    with pytest.raises(ValueError, match="time zone"):
        calendar([entry(starts=datetime(2026, 7, 1))])  # noqa: DTZ001 - what is refused


def test_a_day_is_a_whole_day():
    lines = calendar([entry(starts=date(2026, 12, 31))]).decode().split("\r\n")
    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)


def test_nothing_that_is_typed_begins_a_line_of_its_own():
    mean = "x\r\nATTENDEE:mailto:spy@example.org"
    invited = (Invited(f'Eve"{mean}', "eve@example.org"),)
    lines = calendar([entry(summary=mean, place=mean, invited=invited, ends=AT.astimezone(UTC))]).decode().split("\r\n")
    assert [line for line in lines if line.startswith("ATTENDEE:")] == []
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
