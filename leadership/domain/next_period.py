"""Taking an objective into the next period: what changed beside what stays, with the open lines of its plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q

from leadership.domain.measured import reach_until
from leadership.domain.objectives import create
from leadership.models import Objective, PlanStep
from measures.domain.roll_forward import RolledForward, roll_forward
from people.calendar import DAY

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from people.models import User

#: What the next objective has in common with the one before.
COPIED = (
    "title",
    "intent",
    "policy",
    "requirements",
    "parent",
    "function",
    "process",
    "indicator",
    "method",
    "restricted",
)
#: States of an action that somebody still has to do.
TO_DO = ("open", "work")


def period_after(objective: Objective) -> tuple[date, date]:
    """The period that follows, of the same length: months go by months."""
    first = objective.until + DAY
    if objective.starts.day == 1 and first.day == 1:
        months = (first.year - objective.starts.year) * 12 + first.month - objective.starts.month
        return first, first + relativedelta(months=months) - DAY
    return first, first + (objective.until - objective.starts)


@transaction.atomic
def take_forward(
    objective: Objective,
    *,
    actor: User,
    owner: User,
    baseline: Decimal,
    target: Decimal,
    starts: date,
    until: date,
    reason: str = "",
    token: str | None = None,
) -> RolledForward:
    """Write the objective of the next period as a draft, with the open lines of the plan and the open tasks.

    It follows from the one before, whose results stay where they are. Raises as ``create`` does, and NotNowError
    where it was done already.
    """
    goals = [each.goal for each in objective.served.select_related("goal")]
    reach_until(objective.indicator, until)
    write_next: Any = partial(create, goals=goals, reason=reason, token=token)
    changes = {"owner": owner, "baseline": baseline, "target": target, "starts": starts, "until": until}
    rolled = roll_forward(objective, actor=actor, create=write_next, copied=COPIED, changes=changes)
    _carry_plan(objective, rolled.now)
    return rolled


def open_steps(objective: Objective) -> Any:
    """The lines of a plan of which something is still to be done."""
    return objective.plan.filter(Q(action=None) | Q(action__state__in=TO_DO), dropped=None)


def _carry_plan(before: Objective, now: Objective) -> None:
    """The open lines, with the actions raised from them; a day that has gone by becomes the last of the new period."""
    for place, step in enumerate(open_steps(before), 1):
        by = step.by if step.by >= now.starts else now.until
        about = {"what": step.what, "resources": step.resources, "judged": step.judged, "by": by}
        PlanStep.objects.create(objective=now, place=place, who_id=step.who_id, action_id=step.action_id, **about)
