"""Addresses of the service management team's room."""

from django.urls import path

from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from operations.views import excluding, reports
from operations.views.overview import overview
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "operations"

#: Pages of a service report beside those of every kind.
OF_REPORTS = (
    ("decisions", "decisions/", reports.DecisionsView),
    ("now", "now/", reports.NowView),
    ("print", "print/", reports.PrintReportView),
    ("workbook", "figures.xlsx", reports.WorkbookView),
)
#: Pages of tickets about a target that was missed.
OF_MISSES = (
    ("exclude", "missed/<int:key>/exclude/", excluding.ExcludeView),
    ("approve-exclusion", "missed/<int:key>/approve/", excluding.ApproveExclusionView),
    ("refuse-exclusion", "missed/<int:key>/refuse/", excluding.RefuseExclusionView),
)
TICKETS = (("incidents", "incident"), ("requests", "service-request"))
urlpatterns = [
    path("overview/", overview, name="overview"),
    *(
        path(
            f"reports/{RECORD}{address}", view.as_view(kind=find_kind("service-report")), name=f"service-report-{name}"
        )
        for name, address, view in OF_REPORTS
    ),
    *(
        path(f"{slug}/{RECORD}{address}", view.as_view(kind=find_kind(kind)), name=f"{kind}-{name}")
        for slug, kind in TICKETS
        for name, address, view in OF_MISSES
    ),
    *kind_urls(IncidentKind),
    *kind_urls(ServiceRequestKind),
    *kind_urls(ServiceReportKind, {"action": reports.ReportStepView}),
    *kind_urls(TeamKind),
]
