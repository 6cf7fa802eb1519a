"""What tickets were about and how they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Q, Value, When

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from operations.figures.periods import Period

#: Categories that are named.
NAMED = 10


@dataclass(frozen=True)
class HandedAbout:
    """Tickets resolved in a period, how many of them were reopened, and how many went from team to team."""

    resolved: int
    reopened: int
    reassigned: int


@dataclass(frozen=True)
class OfPriority:
    """Tickets of one priority: opened in a period, resolved in it, resolved too late."""

    priority: int
    opened: int
    resolved: int
    missed: int


@dataclass(frozen=True)
class Verdicts:
    """Tickets whose tool judges by itself too: how many, and where it says otherwise than we do."""

    compared: int
    differing: int


def handed_about(tickets: QuerySet[Any], period: Period) -> HandedAbout:
    """Reopened / resolved and reassigned / resolved (KPI P16: reopened incidents), as parts of it."""
    found = _resolved(tickets, period).aggregate(
        resolved=Count("pk"),
        reopened=Count("pk", filter=Q(reopened__gt=0)),
        reassigned=Count("pk", filter=Q(reassigned__gt=0)),
    )
    return HandedAbout(**found)


def by_priority(tickets: QuerySet[Any], period: Period) -> list[OfPriority]:
    """Tickets by priority: opened, resolved and missed in a period."""
    opened = dict(_opened(tickets, period).values_list("priority").annotate(n=Count("pk")).order_by())
    rows = _resolved(tickets, period).values_list("priority")
    counted = rows.annotate(n=Count("pk"), missed=Count("pk", filter=Q(breached=True))).order_by()
    over = {priority: (n, missed) for priority, n, missed in counted}
    return [OfPriority(each, opened.get(each, 0), *over.get(each, (0, 0))) for each in sorted({*opened, *over})]


def categories(tickets: QuerySet[Any], period: Period) -> list[tuple[str, int]]:
    """The categories that most tickets opened in a period have; without a category is one of them."""
    rows = _opened(tickets, period).values_list("category").annotate(n=Count("pk"))
    return list(rows.order_by("-n", "category")[:NAMED])


def majors(incidents: QuerySet[Any], period: Period) -> list[dict[str, Any]]:
    """Major incidents that were declared, or went on, in a period; of restricted ones the reference alone."""
    ends_after = Q(resolved_at=None) | Q(resolved_at__gte=period.begin)
    rows = incidents.filter(ends_after, is_major=True, major_since__lt=period.end).order_by("major_since")
    name = Case(When(restricted=True, then=Value("")), default=F("title"))
    return list(rows.values("reference", "major_since", "resolved_at", "top_management_told", name=name))


def verdicts(tickets: QuerySet[Any], period: Period) -> Verdicts:
    """Of tickets resolved in a period whose own tool judged them: how many it judges otherwise than we do."""
    judged = _resolved(tickets, period).filter(external_breached__isnull=False, breached__isnull=False)
    found = judged.aggregate(compared=Count("pk"), differing=Count("pk", filter=~Q(external_breached=F("breached"))))
    return Verdicts(**found)


def _opened(tickets: QuerySet[Any], period: Period) -> QuerySet[Any]:
    return tickets.filter(opened_at__gte=period.begin, opened_at__lt=period.end)


def _resolved(tickets: QuerySet[Any], period: Period) -> QuerySet[Any]:
    return tickets.filter(resolved_at__gte=period.begin, resolved_at__lt=period.end)
