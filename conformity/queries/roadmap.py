"""The roadmap as it is read: its phases with their actions, what is late, blocked or begins too early, and the burn-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformity.domain.beginning import items_to_assess
from conformity.figures import Pace, Point, burn_up, changes_until, pace_of
from conformity.figures.burn_up import days_between
from conformity.models import Assessment, Phase, Placement, Roadmap, Wait
from improvement.models import Action
from people.calendar import Period, today
from records.labels import plain_labels_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from people.models import User

#: States of an action that waits to be done: what waits for it is blocked until then.
TO_DO = ("open", "work")


@dataclass
class Placed:
    """An action of the roadmap; one that the reader does not see is named by its reference and says no more."""

    placement: Placement
    label: str
    action: Action | None
    day: date
    earlier: list[Placed] = field(default_factory=list)

    @property
    def ends(self) -> date:
        """The day it is to be done by; of one unseen the day it begins."""
        return (self.action.due if self.action else None) or self.placement.begins

    @property
    def is_over(self) -> bool:
        """Whether it was done, or nobody needs it."""
        return self.action is not None and self.action.state not in TO_DO

    @property
    def is_late(self) -> bool:
        """Whether its day has gone by."""
        return self.action is not None and not self.is_over and self.ends < self.day

    @property
    def blocked_by(self) -> list[Placed]:
        """What it waits for though it was to have begun."""
        if self.is_over or self.placement.begins > self.day:
            return []
        return [other for other in self.earlier if other.action is not None and not other.is_over]

    @property
    def too_early_for(self) -> list[Placed]:
        """What it waits for and that is planned to be done only after this begins."""
        if self.is_over:
            return []
        return [each for each in self.earlier if each.action and not each.is_over and each.ends > self.placement.begins]

    @property
    def urgency(self) -> tuple[int, date]:
        """Late and blocked first, what is over last."""
        rank = 0 if self.is_late else 1 if self.blocked_by else 4 if self.is_over else 2 if self.too_early_for else 3
        return rank, self.ends


@dataclass
class PhaseShown:
    """A phase with its actions, in the order of the days they begin."""

    phase: Phase
    placed: list[Placed] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many of its actions are over."""
        return sum(each.is_over for each in self.placed)


@dataclass
class BurnUp:
    """How many items were in place or proven, week by week, against the day that is aimed at."""

    points: Sequence[Point]
    total: int
    aim: date | None
    pace: Pace

    @property
    def last(self) -> Point | None:
        """Where it stands."""
        return self.points[-1] if self.points else None


@dataclass
class RoadmapShown:
    """All that the roadmap's page shows."""

    roadmap: Roadmap
    phases: Sequence[PhaseShown]
    burn_up: BurnUp
    unplaced: Sequence[Action]

    @property
    def placed(self) -> list[Placed]:
        """Every action, late and blocked first."""
        return sorted((each for phase in self.phases for each in phase.placed), key=lambda each: each.urgency)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many actions there are, and how many need a look."""
        placed = self.placed
        return {
            "all": len(placed),
            "over": sum(each.is_over for each in placed),
            "late": sum(each.is_late for each in placed),
            "blocked": sum(bool(each.blocked_by) for each in placed),
            "too_early": sum(bool(each.too_early_for) for each in placed),
        }


def current_roadmap(user: User) -> Roadmap | None:
    """The roadmap in force, where the reader sees it."""
    found: Roadmap | None = Roadmap.objects.visible_to(user).current().filter(is_current=True).first()
    return found


def roadmap_shown(roadmap: Roadmap, user: User) -> RoadmapShown:
    """The roadmap as ``user`` sees it: as many queries for one action as for fifty."""
    phases = {phase.pk: PhaseShown(phase) for phase in roadmap.phases.all()}
    placed = _placed(roadmap, user)
    for each in placed.values():
        phases[each.placement.phase_id].placed.append(each)
    unplaced = _unplaced(roadmap, user)
    return RoadmapShown(roadmap, list(phases.values()), burn_up_of(user, roadmap.starts, roadmap.due), unplaced)


def burn_up_of(user: User | None, starts: date, aim: date | None) -> BurnUp:
    """The burn-up from a day until today, as far as the reader sees assessments; None counts all."""
    day = today()
    first = min(starts, day)
    changes = changes_until(Period(first, day).end, user)
    points = burn_up(changes, days_between(first, day))
    total = items_to_assess().count()
    return BurnUp(points, total, aim, pace_of(points, total, aim, day))


def _placed(roadmap: Roadmap, user: User) -> dict[int, Placed]:
    rows = list(Placement.objects.filter(roadmap=roadmap).select_related("phase"))
    keys = {row.action_id for row in rows}
    actions = {each.pk: each for each in Action.objects.visible_to(user).filter(pk__in=keys).select_related("owner")}
    labels, day = plain_labels_for(keys, user), today()
    found = {row.pk: Placed(row, labels[row.action_id], actions.get(row.action_id), day) for row in rows}
    for later, earlier in Wait.objects.filter(later__roadmap=roadmap).values_list("later_id", "earlier_id"):
        found[later].earlier.append(found[earlier])
    return found


def _unplaced(roadmap: Roadmap, user: User) -> list[Action]:
    """Actions that are awaited, came out of an assessment or the roadmap, and stand in no phase yet."""
    sources = Assessment.objects.visible_to(user).values("pk")
    seen = Action.objects.visible_to(user).current().filter(state__in=TO_DO)
    from_here = seen.filter(source__in=sources) | seen.filter(source=roadmap.pk)
    rest = from_here.exclude(pk__in=Placement.objects.filter(roadmap=roadmap).values("action"))
    return list(rest.select_related("owner").order_by("due", "pk")[:30])
