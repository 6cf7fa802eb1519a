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
from leadership.views import commitment, objective, packs, pages, plan, review, review_meeting, to_decide
from leadership.views.allocation import allocation
from leadership.views.brief import brief
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
#: Those of a review. An input's address ends with its code.
OF_REVIEWS = (
    ("input", "inputs/<slug:code>/", review.InputView),
    ("presenters", "presenters/", review.PresentersView),
    ("nudge", "nudge/", review.NudgeView),
    ("opening", "meeting/", review_meeting.OpeningView),
    ("conclusion", "meeting/conclusion/", review_meeting.ConclusionView),
    ("meeting", "meeting/<slug:code>/", review_meeting.MeetingInputView),
    ("notes", "meeting/<slug:code>/notes/", review_meeting.NotesView),
    ("decide", "meeting/<slug:code>/decide/", review_meeting.DecideView),
    ("strike", "decisions/<int:key>/strike/", review_meeting.StrikeView),
    ("pack", "pack/", packs.MakeView),
    ("pack-content", "pack/<int:key>/", packs.ContentView),
)
urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("tree/", pages.tree_page, name="tree"),
    path("inputs/", review.inputs_now, name="inputs-now"),
    path("allocation/", allocation, name="allocation"),
    path("brief/", brief, name="brief"),
    path("to-decide/", to_decide.to_decide_page, name="to-decide"),
    path("to-decide/<slug:reference>/", to_decide.BlockView.as_view(), name="to-decide-block"),
    path("to-decide/<slug:reference>/<slug:step>/", to_decide.DecideView.as_view(), name="to-decide-step"),
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
    *(
        path(f"reviews/{RECORD}{address}", view.as_view(kind=find_kind("review")), name=f"review-{name}")
        for name, address, view in OF_REVIEWS
    ),
    *kind_urls(GoalKind),
    *kind_urls(ObjectiveKind, {"action": objective.StepView}),
    *kind_urls(BusinessProcessKind),
    *kind_urls(ManagementPlanKind, {"action": plan.StepView}),
    *kind_urls(ResourceKind),
    *kind_urls(ResourceRequestKind),
    *kind_urls(DelegationKind),
    *kind_urls(ReviewKind, {"detail": review.ReviewView, "action": review.StepView}),
]
