"""Invitations: a meeting as calendars take it, and the mails that bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from communication.domain.minutes_text import when_text
from jobs.domain.mail import Enclosed, send_later
from shell.ical import Entry, Invited, calendar

if TYPE_CHECKING:
    from collections.abc import Collection

    from communication.models import Meeting, Participant

#: What attendance means to calendars.
STATUS = {"attended": "ACCEPTED", "excused": "DECLINED"}


def calendar_of(meeting: Meeting, *, method: str = "PUBLISH") -> bytes:
    """The meeting as an iCalendar file (RFC 5545); with REQUEST an invitation, with CANCEL the calling off."""
    return calendar([_entry(meeting, method)], method=method)


def send_invitations(meeting: Meeting, *, to: Collection[Participant] | None = None) -> int:
    """Write a mail to everybody who is to come, or of them ``to`` some, whose address is known; returns how many.

    For verbs that have asked their rules, in their transaction.
    """
    method = "CANCEL" if meeting.state == "cancelled" else "REQUEST"
    media_type = f"text/calendar; charset=utf-8; method={method}"
    enclosed = Enclosed("invitation.ics", media_type, calendar_of(meeting, method=method).decode())
    asked = [(each, email) for each, email in _addresses(meeting) if to is None or each in to]
    for each, email in asked:
        send_later(to=email, subject=_subject(meeting, method), text=_text(meeting, each), enclosed=enclosed)
    return len(asked)


def _addresses(meeting: Meeting) -> list[tuple[Participant, str]]:
    """Those who are to come and get mail, each with the address it goes to."""
    among = meeting.participants.select_related("person", "contact")
    found = [(each, each.person.email if each.person else each.contact.email if each.contact else "") for each in among]
    return [(each, email) for each, email in found if email]


def _entry(meeting: Meeting, method: str) -> Entry:
    # A file that is taken from a page names nobody: it is an appointment of whoever took it (RFC 5546, 3.2.1).
    people = [] if method == "PUBLISH" else _addresses(meeting)
    chair = meeting.chair or meeting.owner
    return Entry(
        uid=f"{meeting.reference}@{urlsplit(settings.SITE_URL).hostname}",
        starts=meeting.starts,
        ends=meeting.ends,
        stamp=timezone.now(),
        summary=meeting.title,
        description="\n".join(filter(None, [meeting.purpose, _agenda(meeting), meeting.link])),
        place=meeting.place,
        url=_address(meeting),
        organiser=Invited(chair.display_name, chair.email) if chair else None,
        invited=tuple(Invited(each.name, email, STATUS.get(each.attendance, "NEEDS-ACTION")) for each, email in people),
        sequence=meeting.sequence,
        is_cancelled=method == "CANCEL" or meeting.state == "cancelled",
    )


def _agenda(meeting: Meeting) -> str:
    return "\n".join(f"{item.place}. {item.title}" for item in meeting.items.all())


def _subject(meeting: Meeting, method: str) -> str:
    if method == "CANCEL":
        return _("Called off: %(title)s") % {"title": meeting.title}
    if meeting.sequence:
        return _("Changed: %(title)s") % {"title": meeting.title}
    return _("Invitation: %(title)s") % {"title": meeting.title}


def _text(meeting: Meeting, each: Participant) -> str:
    lines = [meeting.title, when_text(meeting), meeting.place, meeting.link, "", meeting.purpose, _agenda(meeting), ""]
    # Contacts elsewhere have no account: the address would lead them nowhere.
    lines.append(_address(meeting) if each.person_id else "")
    return "\n".join(line for line in lines if line is not None).strip() + "\n"


def _address(meeting: Meeting) -> str:
    return str(urljoin(settings.SITE_URL, meeting.page_url))
