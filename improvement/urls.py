"""Addresses of the improvement champions' room."""

from improvement.kind import OpportunityKind
from records.urls import kind_urls

app_name = "improvement"
urlpatterns = [*kind_urls(OpportunityKind)]
