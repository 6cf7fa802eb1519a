"""Addresses of the process owners' room."""

from __future__ import annotations

from django.urls import path

from processes.kind import ProcessKind, ProcessReviewKind, WaiverKind
from processes.views import overview, process
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "processes"
#: Pages of a process beside those of every kind: the end of the name, the end of the address, the view.
OF_PROCESS = (
    ("activities", "activities/", process.ActivitiesView),
    ("items", "items/", process.ItemsView),
    ("map", "map/", process.MapView),
    ("roll-out", "roll-out/<slug:step>/", process.RollOutView),
    ("read", "read/", process.ReadView),
    ("read-version", "read/<int:number>/", process.ReadView),
    ("print", "read/<int:number>/print/", process.PrintView),
    ("difference", "difference/", process.DifferenceView),
)
urlpatterns = [
    path("map/", overview.overview, name="overview"),
    path("adopt/", overview.adopt_processes, name="adopt"),
    path("mine/", overview.dashboard, name="dashboard"),
    *(
        path(f"processes/{RECORD}{address}", view.as_view(kind=find_kind("process")), name=f"process-{name}")
        for name, address, view in OF_PROCESS
    ),
    *kind_urls(ProcessKind, {"action": process.StepView}),
    *kind_urls(WaiverKind),
    *kind_urls(ProcessReviewKind),
]
