"""Actions: raising one from any record, doing it, moving its day, judging whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from improvement.models import Action, ActionMove
from people.calendar import today
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.files import attach
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from people.models import User
    from records.models import Record

#: Kinds of source by the kind of the record, where it tells; the rest is for whoever raises it to say.
ORIGINS = {
    "incident": Action.Origin.INCIDENT,
    "service-request": Action.Origin.INCIDENT,
    "service-report": Action.Origin.REPORT,
    "indicator": Action.Origin.REPORT,
    "document": Action.Origin.DOCUMENT,
    "meeting": Action.Origin.MEETING,
    "opportunity": Action.Origin.IMPROVEMENT,
    "action": Action.Origin.IMPROVEMENT,
}


def raise_action(
    source: Record | None,
    *,
    actor: User,
    title: str,
    owner: User,
    due: date,
    what: str = "",
    origin: str = "",
    token: str | None = None,
) -> Action:
    """Raise an action that came out of a record, restricted where that is; None where it stands for itself.

    ``origin`` is one of ``Action.Origin``; left empty it follows from the kind of the source. Raises Refused for a
    source that the actor does not see or that was withdrawn, InputError for a day gone by.
    """
    action = Action(title=title[:200], what=what or title, owner=owner, due=due, source=source)
    action.origin = origin or origin_of(source)
    return create(action, actor=actor, token=token)


def origin_of(source: Record | None) -> str:
    """The kind of source that a record is, as far as its kind tells."""
    return ORIGINS.get(source.kind, Action.Origin.OTHER) if source is not None else Action.Origin.OTHER


@transaction.atomic
def create(action: Action, /, *, actor: User | None, **about: Any) -> Action:
    """Record one; the first day it is planned for is kept. Raises Refused, InputError."""
    _require_future(action.due)
    if action.source is not None:
        source = enter_in_sight(action.source, actor=actor)
        action.restricted = action.restricted or source.restricted
    action.owner, action.first_due = action.owner or actor, action.due
    return write(action, actor=actor, **{"action": "create", **about})


def edit(action: Action, /, *, actor: User | None, **about: Any) -> Action:
    """Change what is to be done, while it is. Raises NotNowError once it was done or cancelled."""
    if not action.is_planned:
        raise NotNowError(_("It is done or cancelled: reopen it, or raise another one"))
    return write(action, actor=actor, **about)


def begin(action: Action, *, actor: User, reason: str = "", token: str | None = None) -> Action:
    """Say that work on it has begun."""
    return write(action, actor=actor, action="begin", reason=reason, token=token)


@transaction.atomic
def replan(action: Action, *, actor: User, due: date, reason: str, token: str | None = None) -> Action:
    """Move the day it is to be done by, with the reason; the day it had is kept.

    Raises InputError for a day gone by or the one it has, NotNowError when nothing is to be done any more.
    """
    _require_future(due)
    was = action.due
    if not action.is_planned:
        raise NotNowError(_("Nothing is to be done any more"))
    if due == was:
        raise InputError(_("This is the day it has: choose another one"), "due")
    action.due, action.moves = due, action.moves + 1
    detail = {"from": was.isoformat() if was else "", "due": due.isoformat()}
    write(action, actor=actor, action="replan", reason=reason, token=token, detail=detail)
    ActionMove.objects.create(action=action, was=was or due, became=due, reason=reason, person=actor, at=timezone.now())
    return action


@transaction.atomic
def complete(
    action: Action,
    *,
    actor: User,
    proof: str,
    judge: User,
    judge_on: date,
    file: UploadedFile | None = None,
    reason: str = "",
    token: str | None = None,
) -> Action:
    """Say that it was done, with the proof, and who judges its effect by when.

    Raises InputError where the judge is the one who did it, or the day has gone by.
    """
    _require_future(judge_on, "judge_on")
    if judge.pk == actor.pk:
        raise InputError(_("Whoever did it does not judge its effect: choose somebody else"), "judge")
    if file is not None:
        attach(action, file, actor=actor, description=_("Proof that it was done"))
    action.proof, action.done_by, action.done_on = proof, actor, today()
    action.judge, action.due = judge, judge_on
    done = write(action, actor=actor, action="complete", reason=reason, token=token)
    set_task(done, actor=None, assignee=judge, title=_("Judge whether it helped"), due=judge_on, kind=Task.Kind.VERIFY)
    return done


def verify(action: Action, *, actor: User, effect: str, reason: str = "", token: str | None = None) -> Action:
    """Judge that it helped, and by what one sees it. Raises Refused for whoever did it."""
    return _judge(action, "verify", actor=actor, effect=effect, reason=reason, token=token)


def find_ineffective(action: Action, *, actor: User, effect: str, reason: str = "", token: str | None = None) -> Action:
    """Judge that it did not help. Raises Refused for whoever did it."""
    return _judge(action, "find_ineffective", actor=actor, effect=effect, reason=reason, token=token)


@transaction.atomic
def reopen(
    action: Action, *, actor: User, due: date, reason: str, owner: User | None = None, token: str | None = None
) -> Action:
    """Let it be done anew, by another day; what was said of proof and effect stays in the history."""
    _require_future(due)
    was = action.due
    action.owner, action.due, action.moves = owner or action.owner, due, action.moves + 1
    action.proof, action.done_by, action.done_on, action.judge = "", None, None, None
    write(action, actor=actor, action="reopen", reason=reason, token=token)
    if was:
        ActionMove.objects.create(
            action=action, was=was or due, became=due, reason=reason, person=actor, at=timezone.now()
        )
    return action


def cancel(action: Action, *, actor: User, reason: str, token: str | None = None) -> Action:
    """Say that nobody needs it any more, and why."""
    return write(action, actor=actor, action="cancel", reason=reason, token=token)


@transaction.atomic
def _judge(action: Action, verdict: str, *, actor: User, effect: str, reason: str, token: str | None) -> Action:
    action.effect, action.judged_by = effect, actor
    judged = write(action, actor=actor, action=verdict, reason=reason, token=token)
    drop_tasks(judged, kind=Task.Kind.VERIFY, reason=_("Its effect was judged"))
    return judged


def _require_future(due: date | None, field: str = "due") -> None:
    if due is None:
        raise InputError(_("Say by when it is to be done"), field)
    if due < today():
        raise InputError(_("The day must be today or later"), field)
