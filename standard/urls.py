"""Addresses of the catalogue."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from standard import views


class ClauseNumberConverter(StringConverter):
    """Numbers of clauses, such as 8.6.1; nothing else reaches the database."""

    regex = r"[0-9]{1,3}(\.[0-9]{1,3}){0,5}"


register_converter(ClauseNumberConverter, "clause")

app_name = "standard"
urlpatterns = [
    path("", views.tree, name="catalogue"),
    path("<clause:number>/", views.clause, name="clause"),
]
