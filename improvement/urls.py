"""Addresses of the improvement champions' room."""

from improvement.kind import ActionKind, OpportunityKind
from records.urls import kind_urls

app_name = "improvement"
urlpatterns = [*kind_urls(OpportunityKind), *kind_urls(ActionKind)]
