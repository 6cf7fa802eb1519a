"""Addresses of the measures room."""

from django.urls import path

from measures.kind import DutyKind, IndicatorKind
from measures.views import calendar, definition, pages, values
from measures.views.tables import TemplateView
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "measures"

#: Pages of an indicator beside those of every kind: name, address, view.
PAGES = (
    ("value", "value/", values.ValueView),
    ("define", "define/", definition.DefineView),
    ("records", "records/", values.RecordsView),
    ("correct", "values/<int:key>/correct/", values.CorrectView),
    ("recompute", "values/<int:key>/compute/", values.RecomputeView),
)
urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("values/", pages.EnterView.as_view(), name="enter"),
    path("values/template.<str:form>", TemplateView.as_view(), name="values-import"),
    path("library/", pages.LibraryView.as_view(), name="library"),
    *(
        path(f"indicators/{RECORD}{address}", view.as_view(kind=find_kind("indicator")), name=f"indicator-{name}")
        for name, address, view in PAGES
    ),
    *kind_urls(IndicatorKind),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/next/", calendar.beside, name="beside"),
    path("calendar/year/", calendar.set_year, name="set-year"),
    path("calendar/address/", calendar.new_feed, name="new-feed"),
    path("calendar/address/end/", calendar.end_feed, name="end-feed"),
    path("calendar/feed/<str:token>.ics", calendar.feed_file, name="feed"),
    path("duties/adopt/", calendar.adopt, name="adopt"),
    *kind_urls(DutyKind),
]
