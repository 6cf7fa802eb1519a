"""Chasing what is late: nudging whom it waits for, bringing it to the next of the ladder, moving its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from people.calendar import today, zone
from records.access.permits import require_rule
from records.access.task_rules import chases
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.domain.tasks import TaskDoneError, replan_task
from records.kind import kind_of
from records.models import Claim, Event, Notice, Record, Task
from records.notices.telling import tell
from records.one_field import can_be_changed_alone, change_one_field
from records.reminders.due import awaited
from records.reminders.reminding import claim_and_tell
from records.reminders.stages import TO_OWNER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from people.models import User
    from records.reminders.due import Due
    from records.reminders.told import Audience

NUDGE, ESCALATE = "nudge", "escalate"


class NudgedTodayError(NotNowError):
    """It was nudged today already, and nobody said that it is to be nudged again."""


@transaction.atomic
def nudge(
    due: Due, audience: Audience, *, actor: User, text: str, is_again: bool = False, token: str | None = None
) -> None:
    """Tell those it waits for, with a sentence of one's own, and write it down.

    Raises Refused, NotNowError: also on a day on which it was nudged, unless it is to be nudged ``is_again``.
    """
    record = _enter(due, actor)
    if not is_again and _was_nudged(due):
        raise NudgedTodayError(_("It was nudged today already"))
    people = _others(audience.waiting(due), actor, _whom_it_lacks(due))
    _note(due, record, people, actor=actor, action=NUDGE, reason=text, token=token)
    detail = {"what": due.what, "due": due.day.isoformat(), "text": text}
    tell(people, kind=Notice.Kind.NUDGE, record=record, task=due.task, actor=actor, detail=detail)


@transaction.atomic
def escalate(due: Due, audience: Audience, *, actor: User, text: str, token: str | None = None) -> None:
    """Bring it to the next of the ladder, and write it down; raises Refused, NotNowError at the ladder's end."""
    record = _enter(due, actor)
    ladder = audience.ladder(due)
    stage = next((stage for stage in ladder if stage > _brought_to(due) and set(ladder[stage]) - {actor}), None)
    if stage is None:
        raise NotNowError(_("It was brought to the last who can be told already"))
    people = [person for person in ladder[stage] if person != actor]
    _note(due, record, people, actor=actor, action=ESCALATE, reason=text, token=token)
    claim_and_tell([(due, person, stage) for person in people], actor, text)


def replan(
    due: Due, *, actor: User, to: date | None = None, by: int = 0, reason: str, token: str | None = None
) -> None:
    """Give it another day, or one ``by`` so many days later, by the verb that is for it.

    Raises Refused, InputError, NotNowError, StaleError.
    """
    day = to or due.day + timedelta(days=by)
    if day < today():
        raise InputError(_("So it would still be late: choose a day from today on"))
    if due.task is not None:
        replan_task(due.task, actor=actor, due=day, reason=reason, token=token)
        return
    kind = kind_of(due.record)
    if not can_be_changed_alone(kind, "due"):
        raise NotNowError(_("Its day is set by its own actions: open the record"))
    change_one_field(kind, due.record.child(), "due", day, actor=actor, reason=reason, token=token)


def chased_before(things: Sequence[Due]) -> dict[tuple[str, int], list[Event]]:
    """The nudges and escalations of things, oldest first, in one query."""
    found: dict[tuple[str, int], list[Event]] = {(due.source, due.thing): [] for due in things}
    events = Event.objects.filter(record_id__in={due.record.pk for due in things}, action__in=[NUDGE, ESCALATE])
    for event in events.select_related("actor").order_by("id"):
        task = event.detail.get("task")
        key = ("task", task) if task else ("record", event.record_id)
        if key in found:
            found[key].append(event)
    return found


def _enter(due: Due, actor: User) -> Record:
    """The record as stored and held, if the actor may chase and the thing is late still."""
    record = enter_in_sight(due.record, actor=actor)
    record.acted_for_id = require_rule(chases, actor, record)
    day = _day_now(due, actor)
    if day is None or day >= today():
        raise NotNowError(_("It is late no more"))
    return record


def _day_now(due: Due, actor: User) -> date | None:
    """Its day as stored, None where nothing is awaited any more; raises TaskDoneError."""
    if due.task is None:
        stored: Record | None = awaited(Record.objects.visible_to(actor).filter(pk=due.record.pk)).first()
        return stored.due if stored else None
    task = Task.objects.get(pk=due.task.pk)
    if task.done is not None:
        raise TaskDoneError(_("The task is done already"))
    return task.due


def _was_nudged(due: Due) -> bool:
    nudges = [event for event in chased_before([due])[due.source, due.thing] if event.action == NUDGE]
    return any(timezone.localdate(event.at, zone.get()) == today() for event in nudges)


def _brought_to(due: Due) -> int:
    """The last step of the ladder that was told, 0 before the first."""
    claims = Claim.objects.filter(source=due.source, thing=due.thing, due=due.day, stage__gte=TO_OWNER)
    return claims.aggregate(stage=Max("stage"))["stage"] or 0


def _others(people: Iterable[User], actor: User, why_none: str) -> list[User]:
    """Those to tell beside the one who asks; raises NotNowError where there is nobody."""
    found = list(people)
    others = [person for person in found if person != actor]
    if not others:
        raise NotNowError(_("It waits for you yourself") if found else why_none)
    return others


def _whom_it_lacks(due: Due) -> str:
    if due.task is None:
        return _("It has no owner who could be told")
    if due.task.role_id is not None:
        return _("Nobody holds the role: %(role)s") % {"role": due.task.whose}
    return _("%(name)s cannot be told: the account is closed, or does not see the record") % {"name": due.task.whose}


def _note(due: Due, record: Record, people: Sequence[User], **about: Any) -> None:
    title = due.what or record.title
    names = ", ".join(person.display_name for person in people)
    note(record, detail={"task": due.task.pk if due.task else None, "title": title, "to": names}, **about)
