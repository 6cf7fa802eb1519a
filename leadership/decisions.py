"""How top management decides on objectives, plans, requests and reviews in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership.domain.reviews.content import QUESTIONS
from leadership.domain.reviews.holding import label_of
from leadership.models import PlanStep
from leadership.models.resource import ResourceType
from leadership.panels.amounts import amount_text
from measures.shown import plain, with_unit
from records.access.visibility import can_see
from records.models import Event
from shell.html import day_text, days_text
from shell.registry import DecisionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadership.models import ManagementPlan, Objective, ResourceRequest, Review
    from people.models import User
    from shell.registry import Fact

#: The cost, and what one gets for it, in the words of each block.
COST, BECAUSE, IF_NOT = gettext_lazy("Cost"), gettext_lazy("Because"), gettext_lazy("If not")


def of_objective(objective: Objective, user: User) -> Sequence[Fact]:
    """From where to where by when, what it was before where it is replanned, and what is done for it."""
    wanted = _("%(before)s to %(after)s by %(day)s") % {
        "before": with_unit(objective.indicator, plain(objective.baseline)),
        "after": with_unit(objective.indicator, plain(objective.target)),
        "day": day_text(objective.until),
    }
    indicator = objective.indicator
    measured = indicator.title if can_see(user, indicator) else indicator.reference
    return [
        (_("What"), _("%(indicator)s: from %(way)s") % {"indicator": measured, "way": wanted}),
        *_replanned(objective),
        (BECAUSE, objective.intent),
        (_("Plan"), _steps(objective)),
        (_("Owner"), objective.owner),
    ]


def of_plan(plan: ManagementPlan, _user: User) -> Sequence[Fact]:
    """Its version, its period, and what it rests on."""
    return [
        (_("What"), _("Version %(n)s, eight parts") % {"n": plan.edition}),
        (_("For"), days_text(plan.starts, plan.ends)),
        (BECAUSE, plan.basis),
        (_("Instead of"), _("version %(n)s") % {"n": plan.follows.edition} if plan.follows else ""),
    ]


def of_request(request: ResourceRequest, user: User) -> Sequence[Fact]:
    """What it costs, why, what happens without, and by when it is needed."""
    label = COST if request.type == ResourceType.MONEY else _("How much")
    amount = amount_text(request.amount, request)
    if request.resource is not None:
        seen = can_see(user, request.resource)
        named = str(request.resource) if seen else request.resource.reference
        amount = _("%(amount)s, added to %(resource)s") % {"amount": amount, "resource": named}
    return [
        (label, amount),
        (BECAUSE, request.why),
        (IF_NOT, request.without),
        (_("Needed by"), request.due),
    ]


def of_review(review: Review, _user: User) -> Sequence[Fact]:
    """What it looked at, what was decided, and what is concluded."""
    count = sum(not each.decision.struck for each in review.decisions.all())  # type: ignore[attr-defined]
    decided = ngettext("%(n)d decision", "%(n)d decisions", count) % {"n": count}
    return [
        (_("Looked at"), days_text(review.period_from, review.period_until)),
        (_("Decided"), decided if count else _("Nothing")),
        *((label_of(name), _verdict(review, name)) for name in QUESTIONS),
    ]


DECISIONS = (
    DecisionCard(
        key="objective",
        approve="approve",
        refuse="send_back",
        facts=of_objective,
        read=lambda found: found.select_related("indicator", "proposed_by").prefetch_related(
            Prefetch("plan", PlanStep.objects.filter(dropped=None), "steps_in_force"),
            Prefetch("events", Event.objects.filter(action="replan").order_by("-pk"), "replans"),
        ),
        asker=lambda objective: objective.proposed_by or objective.owner,
    ),
    DecisionCard(
        key="management-plan",
        approve="approve",
        refuse="send_back",
        facts=of_plan,
        read=lambda found: found.select_related("proposed_by", "follows"),
        asker=lambda plan: plan.proposed_by or plan.owner,
        is_signed=True,
    ),
    DecisionCard(
        key="resource-request",
        approve="grant",
        refuse="refuse",
        more=("grant_part",),
        ask_back="ask_back",
        facts=of_request,
        read=lambda found: found.select_related("resource"),
    ),
    DecisionCard(
        key="review",
        approve="approve",
        refuse="send_back",
        facts=of_review,
        read=lambda found: found.select_related("meeting").prefetch_related("decisions__decision"),
        is_signed=True,
    ),
)


def _replanned(objective: Any) -> Sequence[Fact]:
    """What it was, and why it is to be another one, where it was approved before."""
    last = next(iter(objective.replans), None) if objective.approved_at else None
    return [(_("Instead of"), last.detail.get("from", "")), (_("Why anew"), last.reason)] if last else []


def _steps(objective: Any) -> str:
    steps = objective.steps_in_force
    if not steps:
        return ""
    count = ngettext("%(n)d step", "%(n)d steps", len(steps)) % {"n": len(steps)}
    return _("%(steps)s, the last by %(day)s") % {"steps": count, "day": day_text(max(step.by for step in steps))}


def _verdict(review: Review, name: str) -> str:
    verdict, why = getattr(review, f"get_{name}_display")(), getattr(review, f"{name}_why")
    return f"{verdict}: {why}" if verdict else ""
