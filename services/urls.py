"""Addresses of the service portfolio."""

from records.urls import kind_urls
from services.kind import CalendarKind, CatalogueItemKind, ServiceKind

app_name = "services"
urlpatterns = [*kind_urls(ServiceKind), *kind_urls(CatalogueItemKind), *kind_urls(CalendarKind)]
