"""Addresses of the leadership room."""

from django.urls.resolvers import URLPattern

app_name = "leadership"
urlpatterns: list[URLPattern] = []
