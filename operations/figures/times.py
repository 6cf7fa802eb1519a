"""How long things took. Spans are seconds; tickets count in the period in which they were resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from agreements.enums import Metric
from measures.figures import Seconds
from operations.figures.results import Times

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from operations.figures.scope import Scope
    from people.calendar import Period


def time_to_resolve(tickets: QuerySet[Any], period: Period) -> Times:
    """Mean, median and 90th percentile of resolved - opened, by the calendar on the wall."""
    rows = tickets.filter(resolved_at__gte=period.begin, resolved_at__lt=period.end)
    return Times.of(_spans(rows, "resolved_at"))


def time_to_resolve_by_clock(scope: Scope, period: Period, metric: str = Metric.RESOLUTION) -> Times:
    """The same as the agreement counts it (mean time to restore, KPI P16): hours of support less pauses."""
    rows = scope.clocks().filter(metric=metric, stopped__gte=period.begin, stopped__lt=period.end)
    return Times.of(list(rows.values_list("elapsed", flat=True)))


def first_response(tickets: QuerySet[Any], period: Period) -> Times:
    """Mean, median and 90th percentile of first response - opened, of tickets answered in the period."""
    rows = tickets.filter(responded_at__gte=period.begin, responded_at__lt=period.end)
    return Times.of(_spans(rows, "responded_at"))


def _spans(rows: QuerySet[Any], until: str) -> list[float]:
    spans = rows.filter(**{f"{until}__gte": F("opened_at")}).values_list(Seconds(F(until), F("opened_at")), flat=True)
    return [float(span) for span in spans]
