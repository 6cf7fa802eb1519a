"""What the improvement champions' room shows on the pages of all records, and offers there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q

from improvement.domain.actions import origin_of
from improvement.models import Action, ActionMove
from records.access.permits import permits
from records.kind import find_kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import User

#: Actions a panel lists at most.
ROWS = 20


@dataclass(frozen=True)
class ActionsOf:
    """The actions that came out of a record, those awaited first, and where all of them stand."""

    actions: Sequence[Action]
    raise_url: str | None


@dataclass(frozen=True)
class PastDays:
    """The days an action had, oldest first, and the one it has."""

    moves: Sequence[ActionMove]
    first: date | None
    now: date | None


def actions_of(record: Any, user: User) -> ActionsOf | None:
    """The actions raised from a record, as far as ``user`` sees them; None where there are none."""
    seen = Action.objects.visible_to(user).current().filter(source=record.pk).select_related("owner")
    found = sorted(seen.order_by("due", "id")[:ROWS], key=lambda action: not action.is_awaited)
    return ActionsOf(found, raise_url(record, user)) if found else None


def to_talk_about(meeting: Any, user: User) -> Sequence[Action]:
    """Actions still open that a meeting is about or that an earlier one of its type led to, the most urgent first.

    A meeting about a record is brought that record's; one about none, such as a management review, all that came of
    meetings and reviews before it.
    """
    seen = Action.objects.visible_to(user).current().filter(state__in=("open", "work", "done"))
    wanted = Q(source=meeting.about_id) | Q(source__in=_before(meeting, user))
    return list(seen.filter(wanted).exclude(source=meeting.pk).order_by("due", "pk")[:ROWS])


def _before(meeting: Any, user: User) -> Any:
    """Meetings of the same type about the same record, or about none."""
    earlier = type(meeting).objects.visible_to(user).filter(type=meeting.type, about=meeting.about_id)
    return earlier.filter(starts__lt=meeting.starts).values("pk")


def past_days(action: Action, _user: User) -> PastDays | None:
    """The days that an action had and lost; None for one that was never moved."""
    moves = list(ActionMove.objects.filter(action=action).select_related("person"))
    return PastDays(moves, action.first_due, action.due) if moves else None


def raise_url(record: Any, user: User) -> str | None:
    """Where an action is raised from a record; None for those who may not."""
    if not permits(user, "create", Action):
        return None
    asked = urlencode({"source": record.reference, "origin": origin_of(record)})
    return f"{find_kind('action').url('create')}?{asked}"
