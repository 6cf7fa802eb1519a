"""Management reviews."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind
from leadership import review_inputs
from leadership.conditions import CONDITIONS
from leadership.domain.reviews.freezing import FREEZE_JOB, freeze_review
from leadership.kind import ReviewKind
from leadership.panels import review
from records.labels import job_about
from shell.registry import KeptAs, NavigationEntry, Panel, ReviewInput, RoleSight, registry
from standard.roles import SMR, TOP_MANAGEMENT

REVIEW = ReviewKind()

registry.add(
    REVIEW,
    REVIEW.navigation(),
    NavigationEntry(
        key="leadership.inputs_now",
        room="leadership",
        label=_("Review inputs now"),
        url_name="leadership:inputs-now",
        weight=13,
    ),
    *CONDITIONS,
    *(RoleSight(key=f"leadership.{role}.review", role=role, kind="review") for role in (TOP_MANAGEMENT, SMR)),
    KeptAs(key="9.3/management-review-minutes-and-decisions", kind="review", states=("approved", "past")),
    Panel(
        key="leadership.review",
        kind="review",
        room="leadership",
        title=_("Inputs"),
        rows=review.shown,
        template="leadership/panels/review.html",
        leads=True,
    ),
    Panel(
        key="leadership.of_meeting",
        kind="meeting",
        room="leadership",
        title=_("Management review"),
        rows=review.of_meeting,
        leads=True,
        weight=10,
    ),
    ReviewInput(
        key="leadership.earlier", code="a", title=_("Decisions of earlier reviews"), collect=review_inputs.decisions
    ),
    ReviewInput(
        key="leadership.objectives", code="g", title=_("Objectives"), collect=review_inputs.objectives, weight=10
    ),
    ReviewInput(key="leadership.resources", code="j", title=_("Resources"), collect=review_inputs.resources, weight=10),
    JobKind(
        key=FREEZE_JOB,
        label=_("Freeze the figures of a review"),
        run=freeze_review,
        about=job_about("review"),
        time_limit=timedelta(minutes=5),
        attempts=12,
        pause=timedelta(seconds=1),
    ),
)
