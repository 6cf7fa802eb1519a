"""What the communication coordinators' room shows on pages of records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from communication.domain.minutes_text import minutes_sha256, when_text
from communication.models import AgendaItem, Decision, Meeting, Participant
from records.access.permits import permits
from records.kind import find_kind
from records.labels import labels_for
from shell.registry import AgendaInput, registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User

#: Rows of a panel.
ROWS = 20


@dataclass(frozen=True)
class Decided:
    """A decision, and the action it led to as far as the reader sees it."""

    decision: Decision
    action: SafeString | None


@dataclass(frozen=True)
class Point:
    """A point of the agenda with what was decided at it."""

    item: AgendaItem
    decided: Sequence[Decided]


@dataclass(frozen=True)
class MeetingShown:
    """What the page of a meeting says of it beside its fields."""

    meeting: Meeting
    when: str
    participants: Sequence[Participant]
    points: Sequence[Point]
    decided_apart: Sequence[Decided]
    may_write: bool
    #: Whether what stands here is still what was approved; None while nothing was.
    is_as_approved: bool | None

    @property
    def came(self) -> int:
        """How many were there."""
        return sum(each.attendance == Participant.Attendance.ATTENDED for each in self.participants)


def shown(meeting: Meeting, user: User) -> MeetingShown:
    """The meeting as a person may see it."""
    decided = _decided(meeting, user)
    items = meeting.items.select_related("changed_by")
    return MeetingShown(
        meeting=meeting,
        when=when_text(meeting),
        participants=list(meeting.participants.select_related("person")),
        points=[Point(item, [each for each in decided if each.decision.item_id == item.pk]) for item in items],
        decided_apart=[each for each in decided if each.decision.item_id is None],
        may_write=meeting.is_open and permits(user, "write_minutes", meeting),
        is_as_approved=minutes_sha256(meeting) == meeting.minutes_id if meeting.minutes_id else None,
    )


def _decided(meeting: Meeting, user: User) -> list[Decided]:
    decisions = list(meeting.decisions.select_related("decided_by"))
    keys = {each.action_id for each in decisions if each.action_id}
    labels = labels_for(keys, user) if keys else {}
    return [Decided(each, labels.get(each.action_id or 0)) for each in decisions]


def raised_by(decision: Decision, user: User) -> SafeString | None:
    """What a decision raised, as a link for those who see it; None where it raised nothing, or that was withdrawn."""
    if decision.action is None or decision.action.withdrawn:
        return None
    return labels_for([decision.action.pk], user)[decision.action.pk]


def brought_in(meeting: Meeting, user: User) -> list[dict[str, Any]] | None:
    """What rooms bring to the agenda of a meeting that is not over; None where they bring nothing."""
    if not meeting.is_open:
        return None
    found = [
        {"title": each.title, "records": list(each.collect(meeting, user)[:ROWS])} for each in registry.all(AgendaInput)
    ]
    return [each for each in found if each["records"]] or None


def meetings_about(record: Any, user: User) -> Any:
    """The meetings about a record, the latest first; None where there are none."""
    seen = Meeting.objects.visible_to(user).current().filter(about=record.pk).order_by("-starts", "-id")
    return list(seen[:ROWS]) or None


def plan_url(record: Any, user: User) -> str | None:
    """Where a meeting about a record is planned; None for those who may not, and from a meeting itself."""
    if record.kind == Meeting.kind_key or not permits(user, "create", Meeting):
        return None
    return f"{find_kind('meeting').url('create')}?{urlencode({'about': record.reference})}"
