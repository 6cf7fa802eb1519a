"""Addresses of the leadership room."""

from django.urls import path

from leadership.kind import BusinessProcessKind, GoalKind, ObjectiveKind
from leadership.views import objective, pages
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "leadership"

#: Pages of an objective beside those of every kind: the end of the name, the end of the address, the view.
OF_OBJECTIVES = (
    ("plan", "plan/", objective.PlanView),
    ("raise", "plan/<int:key>/raise/", objective.RaiseView),
)
urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("tree/", pages.tree_page, name="tree"),
    *(
        path(f"objectives/{RECORD}{address}", view.as_view(kind=find_kind("objective")), name=f"objective-{name}")
        for name, address, view in OF_OBJECTIVES
    ),
    *kind_urls(GoalKind),
    *kind_urls(ObjectiveKind, {"action": objective.StepView}),
    *kind_urls(BusinessProcessKind),
]
