"""Addresses of the service management team's room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from operations.views import asking, board, bulk, excluding, reports, ticket
from operations.views.incident import AdviceView, NewIncidentView
from operations.views.overview import overview
from records.kind import find_kind
from records.urls import RECORD, kind_urls

if TYPE_CHECKING:
    from django.urls import URLPattern

    from records.kind import Kind
    from records.views.base import KindView

app_name = "operations"

#: The end of a page's name, the end of its address, its view.
Pages = tuple[tuple[str, str, "type[KindView]"], ...]
#: Pages of a ticket beside those of every kind: its steps, and targets that it missed.
OF_TICKETS: Pages = (
    ("step", "steps/<int:place>/", ticket.StepView),
    ("leave-out", "steps/<int:place>/leave-out/", ticket.LeaveOutView),
    ("take-steps", "steps/take/", ticket.TakeStepsView),
    ("exclude", "missed/<int:key>/exclude/", excluding.ExcludeView),
    ("approve-exclusion", "missed/<int:key>/approve/", excluding.ApproveExclusionView),
    ("refuse-exclusion", "missed/<int:key>/refuse/", excluding.RefuseExclusionView),
)
#: The same of a service report.
OF_REPORTS: Pages = (
    ("decisions", "decisions/", reports.DecisionsView),
    ("now", "now/", reports.NowView),
    ("print", "print/", reports.PrintReportView),
    ("workbook", "figures.xlsx", reports.WorkbookView),
)


def _own(kind: type[Kind], pages: Pages) -> list[URLPattern]:
    """The addresses of pages that one kind alone has."""
    key = kind.model.kind_key
    return [
        path(f"{kind.slug}/{RECORD}{address}", view.as_view(kind=find_kind(key)), name=f"{key}-{name}")
        for name, address, view in pages
    ]


urlpatterns = [
    path("overview/", overview, name="overview"),
    path("board/", board.BoardView.as_view(), name="board"),
    path("board/major/", board.MajorView.as_view(), name="board-major"),
    path("board/take/", board.TakeView.as_view(), name="board-take"),
    path("board/bulk/", bulk.BoardBulkView.as_view(), name="board-bulk"),
    path("ask/", asking.AskView.as_view(), name="ask"),
    path("ask/<slug:reference>/", asking.AskForView.as_view(), name="ask-for"),
    path("incidents/advice/", AdviceView.as_view(kind=find_kind("incident")), name="incident-advice"),
    *_own(IncidentKind, OF_TICKETS),
    *_own(ServiceRequestKind, OF_TICKETS),
    *_own(ServiceReportKind, OF_REPORTS),
    *kind_urls(IncidentKind, {"action": ticket.TicketActionView, "create": NewIncidentView}),
    *kind_urls(ServiceRequestKind, {"action": ticket.TicketActionView}),
    *kind_urls(ServiceReportKind, {"action": reports.ReportStepView}),
    *kind_urls(TeamKind),
]
