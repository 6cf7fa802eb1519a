"""Addresses of the customer liaison officers' room."""

from customers.kind import CustomerRelationshipKind
from records.urls import kind_urls

app_name = "customers"
urlpatterns = [*kind_urls(CustomerRelationshipKind)]
