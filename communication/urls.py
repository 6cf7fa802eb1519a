"""Addresses of the communication room."""

from django.urls import path

from communication import views
from communication.kind import MeetingKind
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "communication"

MEETING = find_kind("meeting")
#: Pages of a meeting beside those of every kind: the end of the name, the end of the address, the view.
OF_MEETINGS = (
    ("minutes", "minutes/", views.MinutesView),
    ("item", "minutes/<int:key>/", views.ItemView),
    ("decide", "decide/", views.DecideView),
    ("strike", "decisions/<int:key>/strike/", views.StrikeView),
    ("calendar", "invitation.ics", views.CalendarView),
    ("print", "print/", views.PrintMinutesView),
)
urlpatterns = [
    *(
        path(f"meetings/{RECORD}{address}", view.as_view(kind=MEETING), name=f"meeting-{name}")
        for name, address, view in OF_MEETINGS
    ),
    *kind_urls(MeetingKind, {"action": views.MeetingActionView}),
]
