"""Addresses of the conformity room."""

from django.urls.resolvers import URLPattern

app_name = "conformity"
urlpatterns: list[URLPattern] = []
