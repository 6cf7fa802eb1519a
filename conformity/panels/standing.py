"""Assessments on their own pages and on those of clauses, and the roadmap on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from conformity import pictures
from conformity.queries.clause import ItemShown, items_shown
from conformity.queries.overview import Tally, overview
from conformity.queries.roadmap import RoadmapShown, roadmap_shown
from conformity.shown import StateCount, counts_of, pace_words
from records.access.permits import permits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User


@dataclass(frozen=True)
class OnClause:
    """How the items of a clause, and of those below it, stand."""

    tally: Tally
    bar: SafeString
    counts: Sequence[StateCount]
    url: str


@dataclass(frozen=True)
class RoadmapPanel:
    """The roadmap with its pictures and words."""

    found: RoadmapShown
    burn_up: SafeString
    timeline: SafeString | None
    pace: str
    may_plan: bool


def on_clause(clause: Any, user: User) -> OnClause:
    """The bar of a clause, with the way to its items."""
    row = next((row for row in overview(user) if row.clause.pk == clause.pk), None)
    tally = row.tally if row else Tally()
    url = reverse("conformity:clause", args=[clause.number])
    return OnClause(tally, pictures.states_bar(tally, is_high=True), counts_of(tally), url)


def of_assessment(assessment: Any, user: User) -> ItemShown:
    """What shows an item, and what the house knows of it."""
    (shown,) = items_shown([assessment.item], user)
    return shown


def of_roadmap(roadmap: Any, user: User) -> RoadmapPanel:
    """The burn-up, the roadmap in time, and its actions."""
    found = roadmap_shown(roadmap, user)
    return RoadmapPanel(
        found,
        pictures.draw_burn_up(found.burn_up),
        pictures.draw_timeline(found) if found.phases else None,
        pace_words(found.burn_up),
        permits(user, "place", roadmap) and roadmap.state != "over",
    )
