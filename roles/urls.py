"""Addresses of the roles' room."""

from django.urls import path

from records.urls import kind_urls
from roles.kind import AbsenceKind, AssignmentKind, RoleKind
from roles.views.hand_over import hand_over
from roles.views.overview import authority, overview, paper, responsibilities

app_name = "roles"
urlpatterns = [
    path("", overview, name="overview"),
    path("authority/", authority, name="authority"),
    path("responsibilities/", responsibilities, name="responsibilities"),
    path("paper/", paper, name="paper"),
    path("hand-over/<int:key>/", hand_over, name="hand-over"),
    *kind_urls(RoleKind),
    *kind_urls(AssignmentKind),
    *kind_urls(AbsenceKind),
]
