"""How far service level targets were kept (KPIs P08, P16 and P17: inside target / counted x 100).

A ticket counts in the period in which its clock stopped: resolved, else closed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q

from operations.figures.periods import place_in
from operations.figures.results import Attained
from operations.models import Exclusion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from operations.figures.scope import Scope
    from operations.models import Clock
    from people.calendar import Period

#: A target by what it is for, so that those of two editions of an agreement are one row.
CASE = ("target__metric", "target__ticket_type", "target__priority", "target__service")
#: A row of figures over several agreements.
METRIC = ("metric",)
#: Tickets named at most.
NAMED = 200
Row = tuple[Any, ...]


def attainment(scope: Scope, periods: Sequence[Period], by: tuple[str, ...] = CASE) -> dict[Row, list[Attained]]:
    """For each row of ``by``, how many clocks stopped in each period, missed, and misses excluded by a clause.

    Source: current clocks by the moment they stopped, their verdict as it stands, approved exclusions.
    """
    rows = _stopped(scope, periods[0], periods[-1]).annotate(place=place_in(periods, "stopped"))
    is_excluded = Q(breached=True, exclusion__approved_at__isnull=False)
    counted = rows.values_list(*by, "place").annotate(
        n=Count("pk"), missed=Count("pk", filter=Q(breached=True)), excluded=Count("pk", filter=is_excluded)
    )
    found: dict[Row, list[Attained]] = defaultdict(lambda: [Attained()] * len(periods))
    for *row, place, n, missed, excluded in counted.order_by():
        found[tuple(row)][place] = Attained(n, missed, excluded)
    return dict(found)


def running_late(scope: Scope, by: tuple[str, ...] = CASE) -> dict[Row, int]:
    """For each row, clocks that run still, or stand, and are over their time already: they count once they stop."""
    late = scope.clocks().filter(stopped=None, breached=True).values_list(*by).annotate(n=Count("pk")).order_by()
    return {tuple(row): n for *row, n in late}


def missed_tickets(scope: Scope, period: Period) -> list[dict[str, Any]]:
    """The tickets that missed a target in a period: reference, priority, how long, how long agreed, clause.

    No title: whoever reads a report may not see each of its tickets.
    """
    rows = _stopped(scope, period, period).filter(breached=True).order_by("target", "ticket")
    named = rows.values(
        *CASE,
        "priority",
        "elapsed",
        "target_seconds",
        reference=F("ticket__reference"),
        clause=F("exclusion__clause__code"),
        excluded=F("exclusion__approved_at"),
    )
    return _dicts(named[:NAMED])


def exclusions(scope: Scope, period: Period) -> list[dict[str, Any]]:
    """Approved exclusions of misses in a period: which ticket, by which clause, why, what shows it, who approved."""
    clocks = _stopped(scope, period, period).filter(breached=True)
    rows = Exclusion.objects.filter(clock__in=clocks.values("pk"), approved_at__isnull=False).order_by("approved_at")
    return _dicts(
        rows.values(
            "reason",
            "evidence",
            reference=F("clock__ticket__reference"),
            metric=F("clock__metric"),
            code=F("clause__code"),
            clause_text=F("clause__text"),
            proposed=F("proposed_by__display_name"),
            approved=F("approved_by__display_name"),
        )
    )


def _dicts(rows: Any) -> list[dict[str, Any]]:
    return list(rows)


def _stopped(scope: Scope, first: Period, last: Period) -> QuerySet[Clock]:
    return scope.clocks().filter(stopped__gte=first.begin, stopped__lt=last.end)
