"""What tickets were about and how they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Q, Value, When

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.calendar import Period

#: Categories that are named.
NAMED = 10


@dataclass(frozen=True)
class HandedAbout:
    """Tickets closed in a period, how many of them were reopened, and how many went from team to team."""

    resolved: int
    reopened: int
    reassigned: int


@dataclass(frozen=True)
class OfPriority:
    """Tickets of one priority: opened in a period, closed in it (resolved, else closed), closed too late."""

    priority: int
    opened: int
    resolved: int
    missed: int


@dataclass(frozen=True)
class Verdicts:
    """Tickets whose tool judges by itself too: how many, how many it says were late, and we, and where both differ."""

    compared: int
    differing: int
    missed_there: int
    missed_here: int


def handed_about(tickets: QuerySet[Any], period: Period) -> HandedAbout:
    """Reopened / closed and reassigned / closed (KPI P16: reopened incidents), as parts of it."""
    found = closed_in(tickets, period).aggregate(
        resolved=Count("pk"),
        reopened=Count("pk", filter=Q(reopened__gt=0)),
        reassigned=Count("pk", filter=Q(reassigned__gt=0)),
    )
    return HandedAbout(**found)


def by_priority(tickets: QuerySet[Any], period: Period) -> list[OfPriority]:
    """Tickets by priority: opened, closed and missed in a period.

    Closed is resolved, else closed, as clocks stop: what is missed here is what agreements miss.
    """
    opened = dict(opened_in(tickets, period).values_list("priority").annotate(n=Count("pk")).order_by())
    rows = closed_in(tickets, period).values_list("priority")
    counted = rows.annotate(n=Count("pk"), missed=Count("pk", filter=Q(breached=True))).order_by()
    over = {priority: (n, missed) for priority, n, missed in counted}
    return [OfPriority(each, opened.get(each, 0), *over.get(each, (0, 0))) for each in sorted({*opened, *over})]


def categories(tickets: QuerySet[Any], period: Period) -> list[tuple[str, int]]:
    """The categories that most tickets opened in a period have; without a category is one of them."""
    rows = opened_in(tickets, period).values_list("category").annotate(n=Count("pk"))
    return list(rows.order_by("-n", "category")[:NAMED])


def majors(incidents: QuerySet[Any], period: Period, *also: str) -> list[dict[str, Any]]:
    """Major incidents that were declared, or went on, in a period; of restricted ones the reference alone.

    ``also`` names more of their columns.
    """
    ends_after = Q(resolved_at=None) | Q(resolved_at__gte=period.begin)
    rows = incidents.filter(ends_after, is_major=True, major_since__lt=period.end).order_by("major_since")
    name = Case(When(restricted=True, then=Value("")), default=F("title"))
    return list(rows.values("reference", "major_since", "resolved_at", "top_management_told", *also, name=name))


def verdicts(tickets: QuerySet[Any], period: Period) -> Verdicts:
    """Of tickets closed in a period whose own tool judged them: its verdicts beside ours."""
    judged = closed_in(tickets, period).filter(external_breached__isnull=False, breached__isnull=False)
    found = judged.aggregate(
        compared=Count("pk"),
        differing=Count("pk", filter=~Q(external_breached=F("breached"))),
        missed_there=Count("pk", filter=Q(external_breached=True)),
        missed_here=Count("pk", filter=Q(breached=True)),
    )
    return Verdicts(**found)


def opened_in(tickets: QuerySet[Any], period: Period) -> QuerySet[Any]:
    """Tickets opened in a period."""
    return tickets.filter(opened_at__gte=period.begin, opened_at__lt=period.end)


def closed_in(tickets: QuerySet[Any], period: Period) -> QuerySet[Any]:
    """Tickets closed in a period: resolved, else closed."""
    resolved = Q(resolved_at__gte=period.begin, resolved_at__lt=period.end)
    return tickets.filter(resolved | Q(resolved_at=None, closed_at__gte=period.begin, closed_at__lt=period.end))
