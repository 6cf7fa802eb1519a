"""What the past of tickets says: how often they changed, and which priorities they were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Sum

from operations.figures.quality import closed_in, opened_in
from operations.models import Incident

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.calendar import Period


@dataclass(frozen=True)
class Recorded:
    """Incidents, and the entries that their history has."""

    incidents: int
    entries: int


@dataclass(frozen=True)
class Combination:
    """An impact and urgency with the priority that tickets got, and how many tickets."""

    impact: int
    urgency: int
    priority: int
    count: int


def recorded(incidents: QuerySet[Any], period: Period) -> Recorded:
    """Incidents opened in a period, and the sum of their versions: each entry of a history is one version."""
    found = opened_in(incidents, period).aggregate(incidents=Count("pk"), entries=Sum("version"))
    return Recorded(found["incidents"], found["entries"] or 0)


def changed_priority() -> Exists:
    """Whether the history of an incident has another priority than it has now, so that it changed once at least."""
    history: Any = Incident.history
    past = history.filter(record_ptr=OuterRef("pk"))
    return Exists(past.exclude(priority=OuterRef("priority")))


def repriced(incidents: QuerySet[Any], period: Period) -> int:
    """Incidents closed in a period whose priority changed at least once, by their history."""
    return closed_in(incidents, period).filter(changed_priority()).count()


def combinations(incidents: QuerySet[Any], period: Period) -> list[Combination]:
    """Which priorities incidents opened in a period have for each impact and urgency, as they stand last."""
    case = ("impact", "urgency", "priority")
    rows = opened_in(incidents, period).values_list(*case).annotate(n=Count("pk")).order_by(*case)
    return [Combination(*row) for row in rows]
