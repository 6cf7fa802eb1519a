"""Addresses of accounts."""

from django.urls import path

from people.views import accounts, entry, groups, organisation

app_name = "people"
urlpatterns = [
    path("", accounts.directory, name="directory"),
    path("preferences/", accounts.preferences, name="preferences"),
    path("invite/", accounts.invite, name="invite"),
    path("invitations/<int:pk>/revoke/", accounts.revoke, name="revoke"),
    path("welcome/<str:token>/", entry.accept, name="accept"),
    path("set-up/<str:token>/", entry.set_up, name="set-up"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.create_group, name="create-group"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/edit/", groups.edit_group, name="edit-group"),
    path("<int:pk>/", accounts.account, name="account"),
    path("<int:pk>/edit/", accounts.edit, name="edit"),
    path("<int:pk>/deactivate/", accounts.change_activity, {"becomes_active": False}, name="deactivate"),
    path("<int:pk>/reactivate/", accounts.change_activity, {"becomes_active": True}, name="reactivate"),
]
