"""Who is to come to a meeting, or came along; for verbs that have asked their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communication.domain.invitations import send_invitations
from communication.models import Meeting, Participant
from records.domain.sharing import grant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parties.models import Contact
    from people.models import User


def set_participants(meeting: Meeting, people: Iterable[User], contacts: Iterable[Contact]) -> None:
    """Those who are to come, with whoever chairs and takes the minutes; who was there already stays."""
    wanted = {person.pk for person in people} | {key for key in (meeting.chair_id, meeting.minute_taker_id) if key}
    guests = {contact.pk: contact.title[:200] for contact in contacts}
    unsaid = meeting.participants.filter(attendance=Participant.Attendance.INVITED)
    unsaid.filter(person__isnull=False).exclude(person__in=wanted).delete()
    unsaid.filter(contact__isnull=False).exclude(contact__in=guests).delete()
    _add(meeting, wanted)
    known_guests = set(meeting.participants.values_list("contact", flat=True))
    for key in sorted(set(guests) - known_guests):
        Participant.objects.create(meeting=meeting, contact_id=key, guest=guests[key])
    _let_them_see(meeting)


def add_people(meeting: Meeting, people: Iterable[User]) -> list[Participant]:
    """Let people take part beside those who are to come; where invitations are out, they get theirs. Returns who is new."""
    added = _add(meeting, {person.pk for person in people})
    _let_them_see(meeting)
    if added and meeting.state == "invited":
        send_invitations(meeting, to=added)
    return added


def put_down(meeting: Meeting, person: User) -> Participant:
    """Write down that somebody was there, whether they were to come or came along."""
    came = Participant.Attendance.ATTENDED
    found, _is_new = Participant.objects.update_or_create(meeting=meeting, person=person, defaults={"attendance": came})
    _let_them_see(meeting)
    return found


def _add(meeting: Meeting, keys: Iterable[int]) -> list[Participant]:
    known = set(meeting.participants.values_list("person", flat=True))
    return [Participant.objects.create(meeting=meeting, person_id=key) for key in sorted(set(keys) - known)]


def _let_them_see(meeting: Meeting) -> None:
    """Whoever takes part in a restricted meeting sees it."""
    coming = meeting.participants.filter(person__isnull=False).select_related("person")
    for each in coming if meeting.restricted else ():
        if each.person:
            grant(meeting, each.person, actor=None)
