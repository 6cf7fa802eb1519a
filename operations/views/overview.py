"""The dashboard of the service management team."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from operations import pictures
from operations.overview import board
from operations.overview.choice import Choice
from operations.overview.period_keys import period_key, period_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from operations.figures import Flow


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures of tickets as this person sees them, each leading to the records behind it."""
    user: Any = request.user
    choice = Choice(user, request.GET)
    flows = board.flows(choice)
    context = {
        "choice": choice,
        "rates": [
            (rate, pictures.trend_bars(rate.shares, Decimal(board.WELL), rate.name)) for rate in board.rates(choice)
        ],
        "flows": [_flow_row(choice, flow) for flow in flows],
        "flow_picture": pictures.flow_columns(flows, lambda key, flow: _flow_url(choice, key, flow)),
        "ages": [(row, board.drawing(row)) for row in board.age_rows(choice)],
        "categories": [(row, board.drawing(row)) for row in board.category_rows(choice)],
        "priorities": board.priority_rows(choice),
        "qualities": [(row, board.drawing(row)) for row in board.quality_rows(choice)],
        "recorded": board.recorded(choice),
        "combinations": board.combination_rows(choice),
        "verdicts": board.verdicts(choice),
        "times": [
            (
                name,
                times.count,
                [(board.span_words(span), board.hours(span)) for span in (times.mean, times.median, times.p90)],
                url,
            )
            for name, times, url in board.time_rows(choice)
        ],
    }
    return render(request, "operations/overview.html", context)


def _flow_row(choice: Choice, flow: Flow) -> tuple[str, Flow, str, str]:
    opened, closed = (_flow_url(choice, key, flow) for key in ("opened", "resolved"))
    return period_name(flow.period), flow, opened, closed


def _flow_url(choice: Choice, key: str, flow: Flow) -> str:
    return choice.address(board.incidents_url(), **{f"{key}_at": period_key(flow.period)})
