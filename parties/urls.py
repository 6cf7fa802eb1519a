"""Addresses of the parties."""

from parties.kind import ContactKind, OrganisationKind
from records.urls import kind_urls

app_name = "parties"
urlpatterns = [*kind_urls(OrganisationKind), *kind_urls(ContactKind)]
