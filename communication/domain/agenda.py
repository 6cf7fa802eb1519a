"""The agenda of a meeting, and what is written down about each point by several people at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communication.domain.participants import put_down
from communication.models import AgendaItem, Decision, Meeting, Participant
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.models import Event
from shell.registry import FollowUp, registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from people.models import User

ITEMS_MAX = 60
MINUTES_MAX = AgendaItem._meta.get_field("minutes").max_length or 0


class ChangedMeanwhileError(Exception):
    """Somebody else wrote about the point meanwhile: ``item`` is as it stands, nothing was overwritten."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__(_("Somebody else wrote here meanwhile"))
        self.item = item


@dataclass(frozen=True)
class Line:
    """A point of the agenda as it is typed."""

    title: str
    presenter: str = ""


def lines_of(agenda: str) -> list[Line]:
    """The points of an agenda, one a line: "Point | who brings it in"."""
    found = []
    for line in agenda.splitlines():
        title, _bar, presenter = (part.strip() for part in line.partition("|"))
        if title:
            found.append(Line(title[:200], presenter[:120]))
    return found


def text_of(meeting: Meeting) -> str:
    """The agenda as ``lines_of`` reads it."""
    items = meeting.items.all() if meeting.pk else []
    return "\n".join(f"{item.title} | {item.presenter}" if item.presenter else item.title for item in items)


def set_agenda(meeting: Meeting, agenda: str) -> None:
    """Put the agenda in this order; a point keeps its minutes by its title. For verbs that have asked their rules.

    Raises InputError for a point left out about which something was written, and for too many points.
    """
    lines = lines_of(agenda)
    if len(lines) > ITEMS_MAX:
        raise InputError(_("An agenda has at most %(count)s points") % {"count": ITEMS_MAX}, "agenda")
    known: dict[str, list[AgendaItem]] = {}
    for item in meeting.items.all():
        known.setdefault(item.title.casefold(), []).append(item)
    for place, line in enumerate(lines, 1):
        kept = known.get(line.title.casefold())
        item = kept.pop(0) if kept else AgendaItem(meeting=meeting)
        item.place, item.title, item.presenter = place, line.title, line.presenter
        item.save(update_fields=["place", "title", "presenter"] if item.pk else None)
    _leave_out([item for items in known.values() for item in items])


def _leave_out(items: list[AgendaItem]) -> None:
    for item in items:
        if item.minutes or item.decisions.exists():
            message = _("“%(point)s” has minutes or decisions: leave it on the agenda") % {"point": item.title}
            raise InputError(message, "agenda")
        item.delete()


@transaction.atomic
def write_minutes(item: AgendaItem, *, actor: User, minutes: str, version: int) -> AgendaItem:
    """Write what was said about a point, over the version one has read.

    Raises ChangedMeanwhileError when somebody else wrote since, with nothing overwritten; Refused; NotNowError once
    the minutes were approved; InputError for a text that is too long. The history has one event for a run of one person's writing.
    """
    meeting = _enter(item.meeting, actor, "write_minutes")
    text = minutes.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > MINUTES_MAX:
        raise InputError(_("The text is longer than %(count)s letters: shorten it") % {"count": MINUTES_MAX}, "minutes")
    now = timezone.now()
    written = AgendaItem.objects.filter(pk=item.pk, version=version).update(
        minutes=text, version=version + 1, changed=now, changed_by=actor
    )
    found = AgendaItem.objects.select_related("changed_by").get(pk=item.pk)
    if not written and found.minutes != text:
        raise ChangedMeanwhileError(found)
    if written:
        _note_writing(meeting, actor)
    return found


@transaction.atomic
def write_both(item: AgendaItem, *, actor: User, minutes: str) -> AgendaItem:
    """Put one's text below what stands there by now, however often others write; raises Refused, NotNowError, InputError."""
    stored = AgendaItem.objects.select_for_update().get(pk=item.pk)
    text = theirs_then_mine(stored.minutes, minutes)
    return write_minutes(item, actor=actor, minutes=text, version=stored.version)


def theirs_then_mine(theirs: str, mine: str) -> str:
    """One's text below another's, no word of theirs lost; what both begin with stands once."""
    mine = mine.replace("\r\n", "\n")
    if mine.startswith(theirs) or theirs.startswith(mine):
        return max(theirs, mine, key=len)
    ends = next(place for place, (one, other) in enumerate(zip(theirs, mine, strict=False)) if one != other)
    if not (theirs[ends].isspace() and mine[ends].isspace()):
        ends = len(re.sub(r"\S+\Z", "", mine[:ends]))
    return f"{theirs.rstrip()}\n\n{mine[ends:].strip()}"


@transaction.atomic
def add_item(meeting: Meeting, *, actor: User, title: str, token: str | None = None) -> AgendaItem:
    """Add a point that came up; raises as ``write_minutes``."""
    meeting = _enter(meeting, actor, "write_minutes")
    if meeting.items.count() >= ITEMS_MAX:
        raise InputError(_("An agenda has at most %(count)s points") % {"count": ITEMS_MAX}, "title")
    last = meeting.items.last()
    item = AgendaItem.objects.create(meeting=meeting, place=last.place + 1 if last else 1, title=title.strip()[:200])
    note(meeting, actor=actor, action="write_minutes", detail={"point": item.title}, token=token)
    return item


@transaction.atomic
def say_attendance(meeting: Meeting, *, actor: User, said: Mapping[int, str], token: str | None = None) -> None:
    """Say who was there, by the keys of the participants; raises as ``write_minutes``."""
    meeting = _enter(meeting, actor, "write_minutes")
    changed = 0
    for participant in meeting.participants.all():
        answer = said.get(participant.pk, participant.attendance)
        if answer in Participant.Attendance.values and answer != participant.attendance:
            participant.attendance, changed = answer, changed + 1
            participant.save(update_fields=["attendance"])
    if changed:
        note(meeting, actor=actor, action="attendance", detail={"people": changed}, token=token)


@transaction.atomic
def bring_along(meeting: Meeting, *, actor: User, person: User, token: str | None = None) -> Participant:
    """Say that somebody came along; raises as ``write_minutes``."""
    meeting = _enter(meeting, actor, "write_minutes")
    came = put_down(meeting, person)
    note(meeting, actor=actor, action="attendance", detail={"people": 1}, token=token)
    return came


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    actor: User,
    what: str,
    decided_by: User,
    item: AgendaItem | None = None,
    owner: User | None = None,
    due: date | None = None,
    raises: str = "action",
    token: str | None = None,
    **about: Any,
) -> Decision:
    """Write a decision down; with ``owner`` and ``due`` an action is raised from the meeting in the same transaction.

    ``raises`` is the key of the ``FollowUp`` by which something else is raised, which may take more ``about`` it.
    Raises as ``write_minutes``; InputError for one of owner and day without the other.
    """
    meeting = _enter(meeting, actor, "decide")
    if bool(owner) != bool(due):
        raise InputError(_("Say both who does it and by when, or neither"), "due" if owner else "owner")
    follow_up = registry.get(FollowUp, raises)
    told = {"actor": actor, "title": what, "what": what, "owner": owner, "due": due, **about}
    action = follow_up.raise_one(meeting, **told) if owner and due else None
    made = Decision.objects.create(
        meeting=meeting,
        item=item,
        what=what,
        decided_by=decided_by,
        action_id=action.pk if action else None,
        led_to=action.reference if action else "",
        at=timezone.now(),
    )
    note(meeting, actor=actor, action="decide", detail={"what": what[:200]}, token=token)
    return made


@transaction.atomic
def strike(decision: Decision, *, actor: User, reason: str, token: str | None = None) -> Decision:
    """Say that a decision was written down wrongly: it stays with the reason, and counts no more.

    What was raised from it stays too, for its owner to withdraw. Raises as ``write_minutes``.
    """
    meeting = _enter(decision.meeting, actor, "strike")
    stored = Decision.objects.get(pk=decision.pk)
    if stored.struck:
        raise NotNowError(_("It was struck already"))
    stored.struck = reason
    stored.save(update_fields=["struck"])
    note(meeting, actor=actor, action="strike", reason=reason, detail={"what": stored.what[:200]}, token=token)
    return stored


def _enter(meeting: Meeting, actor: User, action: str) -> Meeting:
    found = enter(meeting, actor=actor, action=action)
    if not found.is_open:
        raise NotNowError(_("The minutes are approved, or the meeting was called off"))
    return found


def _note_writing(meeting: Meeting, actor: User) -> None:
    last = Event.objects.filter(record_id=meeting.pk).order_by("-id").first()
    if last is None or last.action != "write_minutes" or last.actor_id != actor.pk:
        note(meeting, actor=actor, action="write_minutes")
