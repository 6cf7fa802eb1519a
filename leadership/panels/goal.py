"""What stands on the page of a goal, and of a business process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leadership import shown
from leadership.domain.standing import OnPath, all_on_path
from leadership.models import BusinessProcess, Goal, Objective
from records.access.permits import permits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User

#: Records that a panel lists.
ROWS = 40


@dataclass(frozen=True)
class Serves:
    """What serves a goal: its parts, the objectives, and the business processes that carry it."""

    goal: Goal
    parts: Sequence[Goal]
    aims: Sequence[tuple[OnPath, SafeString]]
    carriers: Sequence[BusinessProcess]
    is_unserved: bool
    may_set: bool


def serves(goal: Goal, user: User) -> Serves:
    """What serves a goal, as far as ``user`` sees it."""
    rows = Objective.objects.visible_to(user).current().filter(served__goal=goal).exclude(state="dropped")
    aims = all_on_path(rows.select_related("indicator", "owner").order_by("until", "pk")[:ROWS], user)
    parts = list(Goal.objects.visible_to(user).current().filter(parent=goal).order_by("until", "pk")[:ROWS])
    carriers = BusinessProcess.objects.visible_to(user).current().filter(goals__goal=goal).order_by("title")
    return Serves(
        goal=goal,
        parts=parts,
        aims=[(each, shown.standing_badge(each)) for each in aims],
        carriers=list(carriers[:ROWS]),
        is_unserved=goal.state == "in_force" and not aims and not parts,
        may_set=permits(user, "create", Objective),
    )


def carried(found: BusinessProcess, user: User) -> Any:
    """The goals that a business process carries."""
    return (
        Goal.objects.visible_to(user).current().filter(carriers__business_process=found).order_by("until")[:ROWS]
        or None
    )
