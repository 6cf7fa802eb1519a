"""How many tickets come, go and stay."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from operations.figures.periods import AFTER, BEFORE, place_in
from operations.figures.results import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from people.calendar import Period

#: Days up to which an open ticket is of one age; beyond the last it is of the oldest.
AGES = (1, 3, 7, 30, 90)
#: The places in which tickets came and went, and how many did.
Move = tuple[int, int, int]


@dataclass(frozen=True)
class Age:
    """Open tickets of one age: from so many days, up to so many; the oldest have no end."""

    since: int
    until: int | None
    count: int


def backlog(tickets: QuerySet[Any], periods: Sequence[Period]) -> list[Flow]:
    """Opened, closed and open at the end of each period, which follow each other without a gap.

    Closed is resolved, else closed. Open at the end = opened until then - closed until then.
    Source: tickets by when they were opened and when they stopped.
    """
    return _flows(list(_moves(tickets, periods).values_list("came", "went").annotate(n=Count("pk"))), periods)


def backlogs(tickets: QuerySet[Any], periods: Sequence[Period]) -> dict[int | None, list[Flow]]:
    """The same by agreement, in one query; None is for tickets that stand under none."""
    moves: dict[int | None, list[Move]] = defaultdict(list)
    for agreement, *move in _moves(tickets, periods).values_list("agreement", "came", "went").annotate(n=Count("pk")):
        moves[agreement].append(tuple(move))
    return {agreement: _flows(rows, periods) for agreement, rows in moves.items()}


def together(flows: Iterable[Sequence[Flow]], periods: Sequence[Period]) -> list[Flow]:
    """Several of them as one."""
    columns = list(flows)
    return [
        Flow(
            period,
            opened=sum(each[place].opened for each in columns),
            closed=sum(each[place].closed for each in columns),
            open_at_end=sum(each[place].open_at_end for each in columns),
        )
        for place, period in enumerate(periods)
    ]


def _moves(tickets: QuerySet[Any], periods: Sequence[Period]) -> QuerySet[Any]:
    """Tickets that were open at some time of the periods, with the places in which they came and went."""
    known = tickets.filter(opened_at__lt=periods[-1].end).annotate(stop=Coalesce("resolved_at", "closed_at"))
    known = known.filter(Q(stop=None) | Q(stop__gte=periods[0].begin))
    moves: QuerySet[Any] = known.annotate(came=place_in(periods, "opened_at"), went=place_in(periods, "stop"))
    return moves.order_by()


def _flows(counts: Sequence[Move], periods: Sequence[Period]) -> list[Flow]:
    return [
        Flow(
            period,
            opened=sum(n for came, _went, n in counts if came == place),
            closed=sum(n for _came, went, n in counts if went == place),
            open_at_end=sum(n for came, went, n in counts if BEFORE <= came <= place < went <= AFTER),
        )
        for place, period in enumerate(periods)
    ]


def opened_a_month(tickets: QuerySet[Any], period: Period) -> list[tuple[Period, int]]:
    """How many were opened in each month of a period: the workload that an agreement limits (clause 8.3.3)."""
    months = period.months
    rows = tickets.filter(opened_at__gte=period.begin, opened_at__lt=period.end)
    counts = dict(rows.values_list(place_in(months, "opened_at")).annotate(n=Count("pk")).order_by())
    return [(month, counts.get(place, 0)) for place, month in enumerate(months)]


def ages(tickets: QuerySet[Any], at: datetime) -> list[Age]:
    """How old the tickets that were open at a moment were then: moment - opened."""
    is_open = Q(resolved_at=None, closed_at=None) | Q(resolved_at__gt=at) | Q(resolved_at=None, closed_at__gt=at)
    edges = [0, *AGES, None]
    counted = {f"n{place}": Count("pk", filter=_between(at, edges[place], edges[place + 1])) for place in range(6)}
    found = tickets.filter(is_open, opened_at__lte=at).aggregate(**counted)
    return [Age(edges[place] or 0, edges[place + 1], found[f"n{place}"]) for place in range(6)]


def _between(at: datetime, since: int | None, until: int | None) -> Q:
    younger = Q(opened_at__lte=at - timedelta(days=since or 0))
    return younger & Q(opened_at__gt=at - timedelta(days=until)) if until is not None else younger
