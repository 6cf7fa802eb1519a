"""The minutes as text: the one form that is approved, hashed and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Installation
from shell.contents import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communication.models import Meeting


def minutes_text(meeting: Meeting) -> str:
    """Attendance, agenda, minutes and decisions, in the installation's language; the same whoever asks."""
    with translation.override(Installation.current().language):
        return "\n".join([*_head(meeting), *_attendance(meeting), *_items(meeting)]).strip() + "\n"


def minutes_sha256(meeting: Meeting) -> str:
    """The SHA-256 of the minutes as they stand."""
    return sha256_of(minutes_text(meeting).encode())


def when_text(meeting: Meeting) -> str:
    """When it is, in the time zone of the place: "13 March 2026, 10:00-11:30 (Europe/Berlin)"."""
    starts, ends = meeting.starts.astimezone(meeting.zone), meeting.ends.astimezone(meeting.zone)
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{date_format(ends, 'j F Y')}, {ends:%H:%M}"
    return f"{date_format(starts, 'j F Y')}, {starts:%H:%M}\N{EN DASH}{until} ({meeting.time_zone})"


def _head(meeting: Meeting) -> Iterator[str]:
    yield f"{meeting.reference} {meeting.title}"
    yield f"{meeting.get_type_display()}, {when_text(meeting)}"
    yield from (f"{_('Place')}: {meeting.place}" for _each in [1] if meeting.place)
    yield f"{_('Chair')}: {meeting.chair}; {_('Minutes')}: {meeting.minute_taker}"
    yield ""


def _attendance(meeting: Meeting) -> Iterator[str]:
    yield _("Attendance")
    for each in meeting.participants.select_related("person"):
        yield f"- {each.name}: {each.get_attendance_display()}"
    yield ""


def _items(meeting: Meeting) -> Iterator[str]:
    decisions = list(meeting.decisions.filter(struck="").select_related("decided_by"))
    for item in [*meeting.items.all(), None]:
        own = [each for each in decisions if each.item_id == (item.pk if item else None)]
        if item:
            yield f"{item.place}. {item.title}" + (f" ({item.presenter})" if item.presenter else "")
            yield from [item.minutes] if item.minutes else []
        for each in own:
            led_to = f" -> {each.led_to}" if each.led_to else ""
            yield f"{_('Decision')}: {each.what} ({each.decided_by}){led_to}"
        yield ""
