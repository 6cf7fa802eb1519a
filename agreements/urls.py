"""Addresses of agreements."""

from django.urls import path

from agreements import views
from agreements.kind import AgreementKind
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "agreements"

#: Pages of an agreement beside those of every kind.
PAGES = (("terms", views.TermsView), ("priorities", views.PrioritiesView), ("print", views.PrintView))
urlpatterns = [
    path("priorities/", views.PrioritiesForAllView.as_view(), name="priorities"),
    *(path(f"slas/{RECORD}{name}/", view.as_view(kind=find_kind("sla")), name=f"sla-{name}") for name, view in PAGES),
    *kind_urls(AgreementKind, {"action": views.StepView}),
]
