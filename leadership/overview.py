"""What top management looks at first: objectives, decisions that wait, policies, actions, duties and indicators."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from documents.overview.rates import Read, policies_in_force
from improvement.models import Action
from leadership.models import Goal, Objective, ServedGoal
from leadership.queries import READ_MAX, in_force
from measures.enums import Status
from measures.models import Duty
from measures.queries import Standing, all_standings, worst_first
from people.calendar import today
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadership.domain.standing import OnPath
    from people.models import User

#: Lines of each part of the page.
SHOWN = 8
#: States of an action that somebody still has to do.
TO_DO = ("open", "work")


@dataclass(frozen=True)
class Overview:
    """All of it, as a person sees it."""

    objectives: Sequence[OnPath]
    unserved: Sequence[Goal]
    aimless: int
    policies: Sequence[Read]
    overdue: Sequence[tuple[str, str, int]]
    duties: Sequence[Duty]
    red: Sequence[Standing]

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many objectives stand how."""
        return {status: sum(each.status == status for each in self.objectives) for status in Status}

    @property
    def ownerless(self) -> list[OnPath]:
        """Objectives in force whose owner left."""
        return [each for each in self.objectives if each.objective.owner is None or not each.objective.owner.is_active]

    @property
    def ended(self) -> list[OnPath]:
        """Objectives whose period is over and of which nobody said what came of them."""
        return [each for each in self.objectives if each.is_over]


def overview(user: User) -> Overview:
    """What there is to look at; the number of queries does not grow with what there is."""
    return Overview(
        objectives=in_force(user),
        unserved=unserved(user),
        aimless=_aimless(user),
        policies=policies_in_force(user),
        overdue=overdue(user),
        duties=_duties(user),
        red=[each for each in worst_first(all_standings(user)) if each.status == Status.MISSED],
    )


def unserved(user: User) -> list[Goal]:
    """Goals in force that no objective serves, nor a part of them."""
    goals = {goal.pk: goal for goal in Goal.objects.visible_to(user).current().filter(state="in_force")[:READ_MAX]}
    going = Objective.objects.visible_to(user).current().filter(state__in=("draft", "proposed", "approved"))
    served = set(ServedGoal.objects.filter(objective__in=going.values("pk")).values_list("goal_id", flat=True))
    parts: dict[int | None, list[int]] = defaultdict(list)
    for goal in goals.values():
        parts[goal.parent_id].append(goal.pk)

    def is_served(key: int) -> bool:
        return key in served or any(is_served(part) for part in parts[key])

    return [goal for goal in goals.values() if not is_served(goal.pk)]


def overdue(user: User) -> list[tuple[str, str, int]]:
    """Actions that are to be done and late, by what they came out of, the most first: key, words, count."""
    late = Action.objects.visible_to(user).current().filter(state__in=TO_DO, due__lt=today())
    rows = late.order_by().values_list("origin").annotate(count=Count("pk"))
    found = [(origin, str(Action.Origin(origin).label), count) for origin, count in rows]
    return sorted(found, key=lambda row: (-row[2], row[1]))


def _aimless(user: User) -> int:
    """How many objectives serve no goal and are cascaded from none."""
    going: Any = Objective.objects.visible_to(user).current().filter(state__in=("draft", "proposed", "approved"))
    return int(going.filter(served=None, parent=None).count())


def _duties(user: User) -> list[Duty]:
    """What top management itself has to do next."""
    seen = Duty.objects.visible_to(user).current().filter(state="in_force", role__key=TOP_MANAGEMENT)
    return list(seen.select_related("role").order_by("due", "pk")[:SHOWN])
