"""Addresses of the service management team's room."""

from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from records.urls import kind_urls

app_name = "operations"
urlpatterns = [
    *kind_urls(IncidentKind),
    *kind_urls(ServiceRequestKind),
    *kind_urls(ServiceReportKind),
    *kind_urls(TeamKind),
]
