"""Reviews of processes: planned, held with what the figures say, followed by the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from measures.figures import name_of
from measures.queries import of_processes
from measures.shown import target_text, value_text
from people.calendar import today
from processes.domain.copies import copy_of
from processes.domain.rolling_out import roll_out_state, steps_of
from processes.models import ProcessReview, Waiver
from records.domain.errors import InputError
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from processes.models import Process


@transaction.atomic
def plan_review(
    review: ProcessReview, *, actor: User | None, action: str = "create", token: str | None = None
) -> ProcessReview:
    """Plan a review by a day, and ask whoever owns it to hold it. Raises InputError without a day, or for one gone by."""
    if review.due is None or review.due < today():
        raise InputError(_("Choose today or a day to come"), "due")
    review.owner = review.owner or review.process.owner or actor
    write(review, actor=actor, action=action, token=token)
    _ask(review)
    return review


@transaction.atomic
def conclude(
    review: ProcessReview,
    *,
    actor: User,
    conclusion: str,
    findings: str,
    decisions: str,
    next_due: date,
    reason: str = "",
    token: str | None = None,
) -> ProcessReview:
    """Say what it came to; the figures of the day are kept with it, and the next review is planned.

    Raises InputError for a next review that is not ahead.
    """
    if next_due <= today():
        raise InputError(_("The next review comes on a day ahead"), "next_due")
    review.conclusion, review.findings, review.decisions = conclusion, findings, decisions
    review.held_on, review.next_due, review.figures = today(), next_due, figures_of(review.process, actor)
    write(review, actor=actor, action="conclude", reason=reason, token=token, detail={"conclusion": conclusion})
    drop_tasks(review, kind=Task.Kind.REVIEW, reason=_("The review was held"))
    _plan_next(review, actor)
    return review


@transaction.atomic
def call_off(review: ProcessReview, *, actor: User, reason: str, token: str | None = None) -> ProcessReview:
    """Say that it is not held, and why."""
    write(review, actor=actor, action="call_off", reason=reason, token=token)
    drop_tasks(review, kind=Task.Kind.REVIEW, reason=reason)
    return review


def figures_of(process: Process, actor: User) -> dict[str, Any]:
    """What can be counted of a process today, by the key of the figure; indicators as far as ``actor`` sees them."""
    items, waivers = copy_of(process).items, Waiver.counted().filter(process=process)
    return {
        "items": len(items),
        "items_met": sum(bool(item.how) for item in items),
        "waivers": waivers.count(),
        "waivers_expired": waivers.filter(due__lt=today()).count(),
        "roll_out": str(roll_out_state(steps_of(process))) if process.version_in_force else "",
        "indicators": _indicators_of(process, actor),
    }


def _indicators_of(process: Process, actor: User) -> list[dict[str, Any]]:
    """The latest value of each in words, as it was on the day, and how it stood to its target."""
    found = of_processes({process.key: process.pk}, actor)[process.key]
    return [
        {
            "indicator": standing.indicator.pk,
            "period": name_of(standing.indicator.frequency, standing.last.period) if standing.last else "",
            "value": value_text(standing.indicator, standing.value),
            "target": target_text(standing.indicator),
            "status": str(standing.status),
        }
        for standing in found
    ]


def _plan_next(review: ProcessReview, actor: User) -> None:
    """Whoever may conclude may do this, also who may not plan reviews."""
    following = ProcessReview(
        process=review.process,
        title=review.title,
        owner=review.process.owner or review.owner,
        due=review.next_due,
        period_from=review.period_until,
        restricted=review.restricted,
        created_by=actor,
    )
    plan_review(following, actor=None)


def _ask(review: ProcessReview) -> None:
    owner = review.owner
    if owner is not None and owner.is_active and review.due is not None:
        title = _("Hold the review “%(title)s”") % {"title": review.title}
        set_task(review, actor=None, assignee=owner, title=title[:200], due=review.due, kind=Task.Kind.REVIEW)
