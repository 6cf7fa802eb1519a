"""Meetings: planning, inviting, holding, and the approval of what was written down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communication.domain.agenda import set_agenda
from communication.domain.invitations import send_invitations
from communication.domain.minutes_text import minutes_text
from communication.domain.participants import set_participants
from communication.models import Meeting, Participant
from people.calendar import today
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.files import store
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task
from records.origin import moment_of_writing
from records.search.extraction import ask_for_text
from roles.domain.catalogue import roles_by_key
from shell.contents import sha256_of
from standard.roles import SMR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parties.models import Contact
    from people.models import User

#: After a meeting its minutes are written within this time, and then approved within this time.
MINUTES_TERM, APPROVAL_TERM = timedelta(days=5), timedelta(days=5)


@transaction.atomic
def plan(
    meeting: Meeting,
    *,
    actor: User | None,
    people: Iterable[User] = (),
    contacts: Iterable[Contact] = (),
    agenda: str = "",
    action: str = "create",
    **about: Any,
) -> Meeting:
    """Plan a meeting, with who is to come and what is on the agenda: a point a line, "Point | who brings it in".

    Raises Refused; InputError where it does not end after it starts.
    """
    _require_order(meeting)
    meeting.owner = meeting.owner or actor
    meeting.chair, meeting.minute_taker = meeting.chair or meeting.owner, meeting.minute_taker or meeting.owner
    meeting.due = _day_of(meeting)
    write(meeting, actor=actor, action=action, **about)
    set_participants(meeting, people, contacts)
    set_agenda(meeting, agenda)
    return meeting


@transaction.atomic
def change(
    meeting: Meeting,
    *,
    actor: User | None,
    people: Iterable[User] | None = None,
    contacts: Iterable[Contact] | None = None,
    agenda: str | None = None,
    action: str = "edit",
    **about: Any,
) -> Meeting:
    """Change what is planned; those who were invited are told of another time or place.

    Raises NotNowError once the minutes were approved, InputError for a point taken away that has minutes.
    """
    if not meeting.is_open:
        raise NotNowError(_("Its minutes are approved, or it was called off: it stays as it was"))
    _require_order(meeting)
    stored = Meeting.objects.get(pk=meeting.pk)
    is_moved = any(getattr(meeting, name) != getattr(stored, name) for name in ("starts", "ends", "place", "link"))
    if is_moved and meeting.state in {"planned", "invited"}:
        meeting.sequence, meeting.due = meeting.sequence + 1, _day_of(meeting)
    write(meeting, actor=actor, action=action, **about)
    if people is not None:
        set_participants(meeting, people, contacts or ())
    if agenda is not None:
        set_agenda(meeting, agenda)
    if is_moved and meeting.state == "invited":
        send_invitations(meeting)
    return meeting


@transaction.atomic
def invite(meeting: Meeting, *, actor: User, reason: str = "", token: str | None = None) -> Meeting:
    """Ask everybody who is to come, by mail with the invitation for their calendar.

    Raises InputError where nobody is to come.
    """
    if not meeting.participants.exists():
        raise InputError(_("Nobody is to come yet: change the meeting and say who"))
    invited = write(meeting, actor=actor, action="invite", reason=reason, token=token)
    send_invitations(invited)
    return invited


@transaction.atomic
def hold(meeting: Meeting, *, actor: User, reason: str = "", token: str | None = None) -> Meeting:
    """Say that it takes place; whoever takes the minutes is set a task. Raises InputError for a day to come."""
    if _day_of(meeting) > today():
        raise InputError(_("It is on a day to come: change the day first if it takes place now"))
    meeting.due = today() + MINUTES_TERM
    held = write(meeting, actor=actor, action="hold", reason=reason, token=token)
    set_task(
        held,
        actor=None,
        assignee=_taker(held),
        title=_("Write the minutes"),
        due=today() + MINUTES_TERM,
        kind=Task.Kind.ACT,
    )
    return held


@transaction.atomic
def submit(meeting: Meeting, *, actor: User, reason: str = "", token: str | None = None) -> Meeting:
    """Give the minutes to whoever chairs for approval. Raises InputError while nobody's attendance was said."""
    if not meeting.participants.filter(attendance=Participant.Attendance.ATTENDED).exists():
        raise InputError(_("Say first who was there"))
    meeting.due = today() + APPROVAL_TERM
    drafted = write(meeting, actor=actor, action="submit", reason=reason, token=token)
    drop_tasks(drafted, kind=Task.Kind.ACT, reason=_("The minutes are written"))
    due = today() + APPROVAL_TERM
    set_task(
        drafted,
        actor=None,
        assignee=_approver(drafted),
        title=_("Approve the minutes"),
        due=due,
        kind=Task.Kind.APPROVE,
    )
    return drafted


@transaction.atomic
def send_back(meeting: Meeting, *, actor: User, reason: str, token: str | None = None) -> Meeting:
    """Ask for more work on the minutes, and say what is missing."""
    meeting.due = today() + MINUTES_TERM
    back = write(meeting, actor=actor, action="send_back", reason=reason, token=token)
    drop_tasks(back, kind=Task.Kind.APPROVE, reason=_("The minutes were sent back"))
    set_task(
        back,
        actor=None,
        assignee=_taker(back),
        title=_("Write the minutes"),
        due=today() + MINUTES_TERM,
        kind=Task.Kind.ACT,
    )
    return back


@transaction.atomic
def approve(meeting: Meeting, *, actor: User, sha256: str, reason: str = "", token: str | None = None) -> Meeting:
    """Approve exactly the minutes that were on the page; they are kept as a content of their own.

    Raises Refused for whoever took them, StaleError where they were changed meanwhile.
    """
    content = minutes_text(meeting).encode()
    if sha256_of(content) != sha256:
        raise StaleError(_("The minutes were changed after you opened them: read them again before you approve"))
    meeting.minutes = store(content, "text/plain")
    meeting.approved_by, meeting.approved_at, meeting.due = actor, moment_of_writing(timezone.now()), None
    done = write(meeting, actor=actor, action="approve", reason=reason, token=token, detail={"sha256": sha256})
    drop_tasks(done, kind=Task.Kind.APPROVE, reason=_("They are approved"))
    ask_for_text(meeting.minutes, f"{meeting.reference}.txt", actor=None)
    return done


@transaction.atomic
def call_off(meeting: Meeting, *, actor: User, reason: str, token: str | None = None) -> Meeting:
    """Say that it does not take place; those who were invited are told."""
    was_invited = meeting.state == "invited"
    meeting.sequence += 1
    off = write(meeting, actor=actor, action="call_off", reason=reason, token=token)
    if was_invited:
        send_invitations(off)
    return off


def _require_order(meeting: Meeting) -> None:
    if meeting.ends <= meeting.starts:
        raise InputError(_("It must end after it starts"), "ends")


def _day_of(meeting: Meeting) -> Any:
    """The day it takes place, where it does."""
    return timezone.localdate(meeting.starts, timezone=meeting.zone)


def _taker(meeting: Meeting) -> Any:
    return meeting.minute_taker or meeting.owner


def _approver(meeting: Meeting) -> Any:
    """Whoever chairs; where that is who takes the minutes, the role that reads them instead."""
    chair = meeting.chair or meeting.owner
    representative = roles_by_key().get(SMR)
    return chair if chair != _taker(meeting) or representative is None else representative
