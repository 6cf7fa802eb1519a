"""Addresses of the parties."""

from parties.kind import ContactKind, OrganisationKind
from parties.views import StepView
from records.urls import kind_urls

app_name = "parties"
urlpatterns = [*kind_urls(OrganisationKind, {"action": StepView}), *kind_urls(ContactKind, {"action": StepView})]
