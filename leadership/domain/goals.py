"""Goals of the organisation: setting them, and saying what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadership.domain.trees import require_no_cycle
from leadership.models import BusinessProcess, CarriedGoal, Goal, Objective
from records.domain.errors import InputError, NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

#: States of a goal that may still be changed.
OPEN = frozenset({"draft", "in_force"})


@transaction.atomic
def create(goal: Goal, /, *, actor: User | None, carriers: Iterable[BusinessProcess] = (), **about: Any) -> Goal:
    """Set a goal. Raises InputError for a horizon upside down, Refused."""
    _require_sense(goal)
    goal.owner = goal.owner or actor
    write(goal, actor=actor, **{"action": "create", **about})
    _set_carriers(goal, carriers)
    return goal


@transaction.atomic
def edit(goal: Goal, /, *, actor: User | None, carriers: Iterable[BusinessProcess] | None = None, **about: Any) -> Goal:
    """Change a goal. Raises InputError where it would stand above itself, NotNowError once it was reached or dropped."""
    if goal.state not in OPEN:
        raise NotNowError(_("It was reached or dropped: take it up again first"))
    _require_sense(goal)
    write(goal, actor=actor, **about)
    if carriers is not None:
        _set_carriers(goal, carriers)
    return goal


def put_in_force(goal: Goal, *, actor: User, reason: str = "", token: str | None = None) -> Goal:
    """Let the organisation go for it."""
    return write(goal, actor=actor, action="put_in_force", reason=reason, token=token)


@transaction.atomic
def reach(goal: Goal, *, actor: User, outcome: str, reason: str = "", token: str | None = None) -> Goal:
    """Say that it was reached, and by what one sees it. Raises NotNowError while objectives go for it."""
    _require_no_open(goal)
    goal.outcome = outcome
    return write(goal, actor=actor, action="reach", reason=reason, token=token)


@transaction.atomic
def drop(goal: Goal, *, actor: User, outcome: str, reason: str = "", token: str | None = None) -> Goal:
    """Go for it no more, and say why. Raises NotNowError while objectives go for it."""
    _require_no_open(goal)
    goal.outcome = outcome
    return write(goal, actor=actor, action="drop", reason=reason, token=token)


def take_up(goal: Goal, *, actor: User, reason: str, token: str | None = None) -> Goal:
    """Go for it again; what was said of it stays in the history."""
    goal.outcome = ""
    return write(goal, actor=actor, action="take_up", reason=reason, token=token)


def end_business_process(
    found: BusinessProcess, *, actor: User, reason: str, token: str | None = None
) -> BusinessProcess:
    """Say that nothing of the system is done in it any more."""
    return write(found, actor=actor, action="end", reason=reason, token=token)


def resume_business_process(
    found: BusinessProcess, *, actor: User, reason: str, token: str | None = None
) -> BusinessProcess:
    """Say that it carries part of the system again."""
    return write(found, actor=actor, action="resume", reason=reason, token=token)


def _require_sense(goal: Goal) -> None:
    if goal.starts and goal.until and goal.until < goal.starts:
        raise InputError(_("Its horizon ends on or after the day it begins"), "until")
    require_no_cycle(goal)


def _require_no_open(goal: Goal) -> None:
    still = Objective.objects.filter(served__goal=goal, state__in=("proposed", "approved"), withdrawn=False)
    if names := ", ".join(still.order_by("reference").values_list("reference", flat=True)):
        raise NotNowError(_("%(references)s still go for it: conclude or drop them first") % {"references": names})


def _set_carriers(goal: Goal, carriers: Iterable[BusinessProcess]) -> None:
    wanted = {each.pk for each in carriers}
    goal.carriers.exclude(business_process__in=wanted).delete()
    for key in sorted(wanted - set(goal.carriers.values_list("business_process", flat=True))):
        CarriedGoal.objects.create(goal=goal, business_process_id=key)
