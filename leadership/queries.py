"""What the pages of top management ask: the tree of goals and objectives, and what needs a look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from leadership.domain.standing import OnPath, all_on_path
from leadership.models import BusinessProcess, CarriedGoal, Goal, Objective, ServedGoal
from measures.enums import Status
from people.calendar import today
from records.kind import ended_after
from records.models import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from people.models import User

#: States of objectives that a tree shows, and those that it shows for a year more unless another one follows.
IN_TREE, CONCLUDED = ("draft", "proposed", "approved"), ("achieved", "missed")
#: States in which nobody goes for one any more.
OVER = (*CONCLUDED, "dropped")
SHOWN_ON = timedelta(days=365)
#: Goals and objectives that are read at most: nobody leads by more.
READ_MAX = 400


@dataclass(eq=False)
class Aim:
    """An objective in the tree, with those cascaded from it."""

    found: OnPath
    goals: int = 0
    below: list[Aim] = field(default_factory=list)

    @property
    def objective(self) -> Objective:
        """The objective."""
        return self.found.objective

    @property
    def has_no_owner(self) -> bool:
        """Whether somebody else must be named: nobody owns it, or whoever does has left."""
        owner = self.objective.owner
        return owner is None or not owner.is_active


@dataclass(eq=False)
class Branch:
    """A goal in the tree, with its parts, the objectives that serve it, and the business processes that carry it."""

    goal: Goal
    parts: list[Branch] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    #: Objectives that stand at another goal in the tree and serve this one too.
    also: list[Aim] = field(default_factory=list)
    carriers: list[BusinessProcess] = field(default_factory=list)

    @property
    def is_unserved(self) -> bool:
        """Whether it is in force and no objective serves it, nor a part of it."""
        return self.goal.state == "in_force" and not self.has_aims

    @property
    def has_aims(self) -> bool:
        """Whether an objective serves it or a part of it."""
        return bool(self.aims or self.also) or any(part.has_aims for part in self.parts)


@dataclass(frozen=True)
class Tree:
    """All goals with the objectives that serve them, and the objectives that serve none."""

    branches: Sequence[Branch]
    aimless: Sequence[Aim]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.branches or self.aimless)

    @property
    def all_branches(self) -> list[Branch]:
        """Every goal, from above."""
        return list(_walk(self.branches))

    @property
    def unserved(self) -> list[Branch]:
        """Goals in force that no objective serves."""
        return [branch for branch in self.all_branches if branch.is_unserved]

    @property
    def aims(self) -> list[Aim]:
        """Every objective once."""
        tops = [aim for branch in self.all_branches for aim in branch.aims] + list(self.aimless)
        return list(_walk_aims(tops))


def tree(user: User) -> Tree:
    """The tree of what ``user`` sees: seven queries, however much there is."""
    goals = list(Goal.objects.visible_to(user).current().exclude(state="dropped").order_by("until", "pk")[:READ_MAX])
    aims = {aim.objective.pk: aim for aim in _aims(objectives_of(user), user)}
    branches = {goal.pk: Branch(goal) for goal in goals}
    _hang_carriers(branches, user)
    tops, served = _cascade(aims), _served(aims)
    _serve(branches, tops, served)
    _name_cascaded(branches, {key: aim for key, aim in aims.items() if aim not in tops}, served)
    roots = [branch for branch in branches.values() if branch.goal.parent_id not in branches]
    for branch in branches.values():
        if branch.goal.parent_id in branches:
            branches[branch.goal.parent_id].parts.append(branch)
    return Tree(roots, [aim for aim in tops if not aim.goals])


def objectives_of(user: User) -> Any:
    """The objectives that ``user`` sees in the tree, with what their figures need."""
    followed = Link.objects.filter(target=OuterRef("pk"), relation=Link.Relation.FOLLOWS, ended=None)
    lately = Q(state__in=CONCLUDED, until__gte=today() - SHOWN_ON) & ~Exists(followed)
    rows = Objective.objects.visible_to(user).current().filter(Q(state__in=IN_TREE) | lately)
    return rows.select_related("indicator", "owner", "process").order_by("until", "pk")[:READ_MAX]


def read_along(objective: Objective, user: User) -> Objective:
    """An objective with what its figures need, read as ``user`` sees it."""
    found: Objective = Objective.objects.visible_to(user).select_related("indicator", "owner").get(pk=objective.pk)
    return found


def in_force(user: User, until: date | None = None) -> list[OnPath]:
    """The objectives that are gone for, as ``user`` sees them, the worst first.

    With a day those that were by its end, as they stood then: one that began later is not among them, one that was
    concluded later is.
    """
    is_gone_for = Q(state="approved") if until is None else _was_gone_for(until)
    rows = Objective.objects.visible_to(user).current().filter(is_gone_for)
    found = all_on_path(rows.select_related("indicator", "owner").order_by("until", "pk")[:READ_MAX], user, until)
    return worst_first(found)


def _was_gone_for(day: date) -> Q:
    concluded_later = Q(state__in=OVER, approved_at__isnull=False) & ended_after(Objective, OVER, day)
    return (Q(state="approved") | concluded_later) & Q(starts__lte=day)


def worst_first(found: Iterable[OnPath]) -> list[OnPath]:
    """Behind their path before just behind, without a result and on it; the nearest end first among equals."""
    order = list(Status)
    return sorted(found, key=lambda each: (order.index(each.status), each.objective.until))


def _aims(objectives: Iterable[Objective], user: User) -> list[Aim]:
    return [Aim(found) for found in all_on_path(objectives, user)]


def _cascade(aims: Mapping[int, Aim]) -> list[Aim]:
    """Hang each objective below the one it is cascaded from; those left stand at their goals."""
    tops = []
    for aim in aims.values():
        upper = aims.get(aim.objective.parent_id or 0)
        if upper is None:
            tops.append(aim)
        else:
            upper.below.append(aim)
    return tops


def _served(aims: Mapping[int, Aim]) -> dict[int, list[int]]:
    """The goals that each objective serves, by keys."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = ServedGoal.objects.filter(objective__in=list(aims)).order_by("goal_id")
    for objective, goal in rows.values_list("objective_id", "goal_id"):
        found[objective].append(goal)
    return found


def _serve(branches: Mapping[int, Branch], tops: Iterable[Aim], served: Mapping[int, Sequence[int]]) -> None:
    """Each objective at the top stands at the first goal that it serves, and is named at the others."""
    for aim in tops:
        seen = [branches[key] for key in served.get(aim.objective.pk, ()) if key in branches]
        aim.goals = len(seen)
        for place, branch in enumerate(seen):
            (branch.also if place else branch.aims).append(aim)


def _name_cascaded(
    branches: Mapping[int, Branch], below: Mapping[int, Aim], served: Mapping[int, Sequence[int]]
) -> None:
    """A cascaded objective that serves goals of its own is named there too."""
    for key, aim in below.items():
        for goal in served.get(key, ()):
            if goal in branches:
                branches[goal].also.append(aim)


def _hang_carriers(branches: Mapping[int, Branch], user: User) -> None:
    """The business processes that carry each goal, as far as ``user`` sees them."""
    seen = BusinessProcess.objects.visible_to(user).current().filter(state="in_use", goals__goal__in=list(branches))
    found = {each.pk: each for each in seen}
    rows = CarriedGoal.objects.filter(goal__in=list(branches), business_process__in=list(found))
    for goal, carrier in rows.values_list("goal_id", "business_process_id"):
        branches[goal].carriers.append(found[carrier])


def _walk(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _walk(branch.parts)


def _walk_aims(aims: Iterable[Aim]) -> Iterator[Aim]:
    for aim in aims:
        yield aim
        yield from _walk_aims(aim.below)
