"""Addresses of the service management team's room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from operations.views import asking, board, bulk, ticket
from operations.views.incident import AdviceView, NewIncidentView
from records.kind import find_kind
from records.urls import RECORD, kind_urls

if TYPE_CHECKING:
    from records.views.base import KindView

app_name = "operations"

#: Pages of a ticket beside those of every kind: the end of the name, the end of the address, the view.
STEPS: tuple[tuple[str, str, type[KindView]], ...] = (
    ("step", "steps/<int:place>/", ticket.StepView),
    ("leave-out", "steps/<int:place>/leave-out/", ticket.LeaveOutView),
    ("take-steps", "steps/take/", ticket.TakeStepsView),
)
TICKETS = (IncidentKind, ServiceRequestKind)
urlpatterns = [
    path("board/", board.BoardView.as_view(), name="board"),
    path("board/major/", board.MajorView.as_view(), name="board-major"),
    path("board/take/", board.TakeView.as_view(), name="board-take"),
    path("board/bulk/", bulk.BoardBulkView.as_view(), name="board-bulk"),
    path("ask/", asking.AskView.as_view(), name="ask"),
    path("ask/<slug:reference>/", asking.AskForView.as_view(), name="ask-for"),
    path("incidents/advice/", AdviceView.as_view(kind=find_kind("incident")), name="incident-advice"),
    *(
        path(
            f"{kind.slug}/{RECORD}{address}",
            view.as_view(kind=find_kind(kind.model.kind_key)),
            name=f"{kind.model.kind_key}-{name}",
        )
        for kind in TICKETS
        for name, address, view in STEPS
    ),
    *kind_urls(IncidentKind, {"action": ticket.TicketActionView, "create": NewIncidentView}),
    *kind_urls(ServiceRequestKind, {"action": ticket.TicketActionView}),
    *kind_urls(ServiceReportKind),
    *kind_urls(TeamKind),
]
