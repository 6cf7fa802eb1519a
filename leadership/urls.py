"""Addresses of the leadership room."""

from django.urls import path

from leadership.kind import (
    BusinessProcessKind,
    DelegationKind,
    GoalKind,
    ManagementPlanKind,
    ObjectiveKind,
    ResourceKind,
    ResourceRequestKind,
    ReviewKind,
)
from leadership.views import commitment, objective, pages, plan
from leadership.views.allocation import allocation
from leadership.views.delegation import deciding
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "leadership"
#: Pages of an objective beside those of every kind: the end of the name, the end of the address, the view.
OF_OBJECTIVES = (
    ("plan", "plan/", objective.PlanView),
    ("raise", "plan/<int:key>/raise/", objective.RaiseView),
)
#: Those of a plan.
OF_PLANS = (
    ("part", "part/<slug:part>/", plan.PartView),
    ("difference", "difference/", plan.DifferenceView),
    ("text", "text/", plan.TextView),
    ("print", "print/", plan.PrintView),
)
urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("tree/", pages.tree_page, name="tree"),
    path("allocation/", allocation, name="allocation"),
    path("deciding/", deciding, name="deciding"),
    path("commitment/", commitment.commitment, name="commitment"),
    path("commitment/<int:person>/<str:item>/", commitment.add, name="commitment-add"),
    path("commitment/entries/<int:key>/correct/", commitment.correct, name="commitment-correct"),
    *(
        path(f"objectives/{RECORD}{address}", view.as_view(kind=find_kind("objective")), name=f"objective-{name}")
        for name, address, view in OF_OBJECTIVES
    ),
    *(
        path(f"plan/{RECORD}{address}", view.as_view(kind=find_kind("management-plan")), name=f"management-plan-{name}")
        for name, address, view in OF_PLANS
    ),
    *kind_urls(GoalKind),
    *kind_urls(ObjectiveKind, {"action": objective.StepView}),
    *kind_urls(BusinessProcessKind),
    *kind_urls(ManagementPlanKind, {"action": plan.StepView}),
    *kind_urls(ResourceKind),
    *kind_urls(ResourceRequestKind),
    *kind_urls(DelegationKind),
    *kind_urls(ReviewKind),
]
