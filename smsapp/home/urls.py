"""Addresses below My work."""

from django.urls import path

from smsapp.home import views

app_name = "work"
urlpatterns = [
    path("waiting/", views.waiting, name="waiting"),
    path("handed-on/", views.handed_on, name="handed-on"),
    path("owned/", views.all_owned, name="owned"),
    path("changed/", views.changed, name="changed"),
    path("looked/", views.looked, name="looked"),
    path("seen/", views.seen, name="seen"),
    path("first-weeks/", views.keep_first_weeks, name="first-weeks"),
]
