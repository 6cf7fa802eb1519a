"""Addresses of the catalogue."""

from django.urls import path

from standard import views

app_name = "standard"
urlpatterns = [
    path("", views.tree, name="catalogue"),
    path("<str:number>/", views.clause, name="clause"),
]
