"""Addresses of accounts."""

from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("preferences/", views.preferences, name="preferences"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("welcome/<str:token>/", views.accept, name="accept"),
    path("set-up/<str:token>/", views.set_up, name="set-up"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/deactivate/", views.change_activity, {"becomes_active": False}, name="deactivate"),
    path("<int:pk>/reactivate/", views.change_activity, {"becomes_active": True}, name="reactivate"),
]
