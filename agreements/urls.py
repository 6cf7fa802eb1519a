"""Addresses of agreements."""

from agreements.kind import AgreementKind
from records.urls import kind_urls

app_name = "agreements"
urlpatterns = [*kind_urls(AgreementKind)]
