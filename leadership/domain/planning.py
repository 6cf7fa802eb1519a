"""The plan of an objective: its lines, and the actions that are raised from them (clause 6.2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from improvement.domain.actions import raise_action
from improvement.models import Action
from leadership.models import PlanStep
from records.domain.errors import NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from leadership.models import Objective
    from people.models import User


class Line(NamedTuple):
    """A line of the plan as it is typed; ``key`` is that of the line it replaces, None for a new one."""

    what: str
    who: User
    resources: str
    by: date
    judged: str
    key: int | None = None


@transaction.atomic
def set_plan(
    objective: Objective, *, actor: User | None, lines: Iterable[Line], reason: str = "", token: str | None = None
) -> Objective:
    """Say what is done so that it is reached; lines that are left out are struck, those with an action stay as they are.

    Raises Refused, StaleError, NotNowError once the objective was concluded.
    """
    require_open(objective)
    wanted = list(lines)
    write(objective, actor=actor, action="set_plan", reason=reason, token=token, detail={"lines": str(len(wanted))})
    known = {step.pk: step for step in objective.plan.filter(dropped=None)}
    for place, line in enumerate(wanted, 1):
        _keep(known.pop(line.key, None) if line.key else None, objective, place, line)
    gone = [key for key, step in known.items() if step.action_id is None]
    PlanStep.objects.filter(pk__in=gone).update(dropped=timezone.now())
    return objective


@transaction.atomic
def raise_step(
    objective: Objective,
    *,
    actor: User,
    step: PlanStep,
    owner: User,
    due: date,
    reason: str = "",
    token: str | None = None,
) -> Action:
    """Raise the action of a line of the plan. Raises NotNowError where there is one, InputError for a day gone by."""
    require_open(objective)
    kept = PlanStep.objects.select_for_update().get(pk=step.pk)
    if kept.action_id is not None or kept.dropped is not None:
        raise NotNowError(_("Its action was raised already, or the line was struck"))
    write(objective, actor=actor, action="raise_step", reason=reason, token=token, detail={"what": kept.what[:200]})
    words = f"{kept.what}\n\n{kept.resources}\n\n{kept.judged}"[: Action._meta.get_field("what").max_length]
    origin = Action.Origin.IMPROVEMENT
    title = " ".join(kept.what.split())[:200]
    made = raise_action(objective, actor=actor, title=title, what=words, owner=owner, due=due, origin=origin)
    kept.action = made
    kept.save(update_fields=["action"])
    return made


def require_open(objective: Objective) -> None:
    """Raise NotNowError once an objective was concluded."""
    if not objective.is_open:
        raise NotNowError(_("It was concluded: its plan stays as it was"))


def _keep(step: PlanStep | None, objective: Objective, place: int, line: Line) -> None:
    step = step or PlanStep(objective=objective)
    step.place = place
    if step.action_id is None:
        step.what, step.who, step.resources, step.by, step.judged = line[:5]
    step.save()
