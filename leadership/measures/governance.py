"""Figures of governance: mandatory roles that are filled, and actions of the plan that were done on time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.expressions import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from improvement.models import Action
from improvement.models.action import ActionMove
from leadership.models import ManagementPlan
from records.kind import find_kind
from roles.models import Assignment, Role
from shell.registry import Computed, ComputedMeasure

if TYPE_CHECKING:
    from people.calendar import Period
    from people.models import User


def roles_filled(period: Period, seen_by: User | None) -> Computed:
    """Mandatory roles that somebody had accepted at the period's end / mandatory roles x 100 (K-P23-2)."""
    roles = _seen(Role, seen_by).filter(is_standard=True)
    held = _seen(Assignment, seen_by).filter(
        Q(ends=None) | Q(ends__gte=period.last),
        starts__lte=period.last,
        accepted__lt=period.end,
        person__is_active=True,
    )
    filled = roles.filter(pk__in=held.values("role"))
    return Computed.share(filled.count(), roles.count(), find_kind("role").url())


def plan_actions_on_time(period: Period, seen_by: User | None) -> Computed:
    """Actions of the plan done by the day they were due / those due in the period x 100 (K-P23-3).

    The day is the one that an action was last moved to, else the first; cancelled ones are not counted.
    """
    moved = ActionMove.objects.filter(action=OuterRef("pk")).order_by("-id").values("became")[:1]
    actions = _seen(Action, seen_by).exclude(state="cancelled").filter(source__kind=ManagementPlan.kind_key)
    due = actions.annotate(day=Coalesce(Subquery(moved), "first_due")).filter(
        day__gte=period.first, day__lte=period.last
    )
    done = [each for each in due.values_list("done_on", "day") if each[0] is not None and each[0] <= each[1]]
    return Computed.share(len(done), due.count(), find_kind("action").url())


def computed_measures() -> list[ComputedMeasure]:
    """What the room declares of them."""
    return [
        ComputedMeasure(
            key="leadership.roles_filled",
            label=_("Mandatory roles filled"),
            explain=_("Of the twelve roles, those that somebody had accepted at the end of the period."),
            unit="%",
            compute=roles_filled,
            serves="K-P23-2",
        ),
        ComputedMeasure(
            key="leadership.plan_actions_on_time",
            label=_("Plan actions on time"),
            explain=_(
                "Of the actions that came from the service management plan and were due, those done by their day."
            ),
            unit="%",
            compute=plan_actions_on_time,
            serves="K-P23-3",
        ),
    ]


def _seen(model: Any, seen_by: User | None) -> Any:
    """All records of a kind that were not withdrawn, or those that a person sees."""
    if seen_by is not None:
        return model.objects.visible_to(seen_by).current()
    return model._base_manager.filter(withdrawn=False)
