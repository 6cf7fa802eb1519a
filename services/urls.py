"""Addresses of the service portfolio."""

from __future__ import annotations

from django.urls import path

from records.kind import find_kind
from records.urls import RECORD, kind_urls
from services.kind import CalendarKind, CatalogueItemKind, ServiceKind, ServiceRequirementKind, SmsScopeKind
from services.views import catalogue
from services.views.scope import DifferenceView, PrintView, ServicesView, StepView
from services.views.service import MapView

app_name = "services"
#: Pages of the scope beside those of every kind: the end of the name, the end of the address, the view.
OF_SCOPE = (
    ("services", "services/", ServicesView),
    ("difference", "difference/", DifferenceView),
    ("print", "print/", PrintView),
)
urlpatterns = [
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/print/", catalogue.print_catalogue, name="print-catalogue"),
    path("catalogue/publish/", catalogue.publish_catalogue, name="publish"),
    path("catalogue/published/", catalogue.snapshots, name="snapshots"),
    path("catalogue/published/<int:key>/", catalogue.snapshot, name="snapshot"),
    path(f"services/{RECORD}map/", MapView.as_view(kind=find_kind("service")), name="service-map"),
    *kind_urls(ServiceKind),
    *kind_urls(CatalogueItemKind),
    *kind_urls(ServiceRequirementKind),
    *(
        path(f"scope/{RECORD}{address}", view.as_view(kind=find_kind("sms-scope")), name=f"sms-scope-{name}")
        for name, address, view in OF_SCOPE
    ),
    *kind_urls(SmsScopeKind, {"action": StepView}),
    *kind_urls(CalendarKind),
]
