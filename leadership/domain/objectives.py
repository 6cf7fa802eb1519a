"""Objectives: writing them, having them approved, changing and concluding them (clause 6.2.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.domain.measured import follow, indicator_for, let_be_measured
from leadership.domain.path import Path
from leadership.domain.standing import on_path
from leadership.domain.trees import require_no_cycle
from leadership.models import Goal, Objective, ServedGoal
from measures.enums import Direction
from measures.shown import plain, value_text, with_unit
from people.calendar import today
from people.models import User
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.holders import holders_of
from records.models import Notice, Task
from records.notices.telling import tell
from records.origin import moment_of_writing
from roles.domain.asking import ask_for_approval, end_asking_for_approval
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

#: What top management approved: from then on it is replanned, not edited.
APPROVED_AS = ("title", "indicator_id", "method", "baseline", "target", "starts", "until", "owner_id", "function")
#: The first and last year of a period, and the longest one in years.
YEARS, LONGEST = range(2000, 2201), 10
#: Within this time a new owner looks at what they own.
TO_TAKE_OVER = timedelta(days=7)
#: Why a target is none, and a period.
NO_WAY = gettext_lazy("The target is what it is already: name what is to be reached")
NO_PERIOD = gettext_lazy("Its period ends after the day it begins")


@transaction.atomic
def create(
    objective: Objective,
    /,
    *,
    actor: User | None,
    goals: Iterable[Goal] = (),
    metric: str = "",
    unit: str = "",
    frequency: str = "",
    **about: Any,
) -> Objective:
    """Write an objective. One that names no indicator describes its ``metric``, of which an indicator is made.

    Raises Refused; InputError at the field of what says nothing: no metric, a target that is the baseline, a period
    upside down, an indicator that another objective has in this time.
    """
    objective.owner = objective.owner or actor
    _require_period(objective)
    if objective.target == objective.baseline:
        raise InputError(NO_WAY, "target")
    if objective.indicator_id is None:
        objective.indicator = indicator_for(objective, actor=actor, metric=metric, unit=unit, frequency=frequency)
    _require_sense(objective)
    objective.due = objective.until
    write(objective, actor=actor, **{"action": "create", **about})
    _set_goals(objective, goals)
    return objective


@transaction.atomic
def edit(
    objective: Objective, /, *, actor: User | None, goals: Iterable[Goal] | None = None, **about: Any
) -> Objective:
    """Change an objective; raises as ``create`` does, and NotNowError for what was proposed or approved already."""
    stored = Objective.objects.get(pk=objective.pk)
    if stored.state == "draft":
        _require_period(objective)
        _require_sense(objective)
        objective.due = objective.until
    elif not stored.is_open or any(getattr(stored, name) != getattr(objective, name) for name in APPROVED_AS):
        raise NotNowError(_("It was proposed or approved as it stands: send it back, replan it or roll it forward"))
    require_no_cycle(objective)
    write(objective, actor=actor, **about)
    if goals is not None:
        _set_goals(objective, goals)
    follow(objective)
    return objective


@transaction.atomic
def propose(objective: Objective, *, actor: User, due: date, reason: str = "", token: str | None = None) -> Objective:
    """Ask top management to approve it by a day.

    Raises InputError for a day gone by, NotNowError without a plan, or where nobody could approve it.
    """
    _require_ahead(due)
    _require_complete(objective)
    _require_somebody_else(objective, actor)
    objective.proposed_by = actor
    write(objective, actor=actor, action="propose", reason=reason, token=token)
    _ask_for_approval(objective, due)
    return objective


@transaction.atomic
def send_back(objective: Objective, *, actor: User, reason: str, token: str | None = None) -> Objective:
    """Have it written otherwise, and say what is missing."""
    write(objective, actor=actor, action="send_back", reason=reason, token=token)
    end_asking_for_approval(objective, outcome=_("It was sent back"))
    return objective


@transaction.atomic
def approve(objective: Objective, *, actor: User | None, reason: str = "", token: str | None = None) -> Objective:
    """Let it be gone for: its indicator is measured, and those it concerns are told.

    Raises Refused for whoever wrote or proposed it, NotNowError while it has no plan or its owner left.
    """
    _require_complete(objective)
    objective.approved_by, objective.approved_at = actor, moment_of_writing(timezone.now())
    write(objective, actor=actor, action="approve", reason=reason, token=token)
    let_be_measured(objective.indicator)
    end_asking_for_approval(objective, by=actor, outcome=_("Approved"))
    what = _("Objective approved: %(title)s") % {"title": objective.title}
    tell(concerned(objective), kind=Notice.Kind.NEWS, record=objective, actor=actor, detail={"what": what})
    return objective


@transaction.atomic
def replan(
    objective: Objective,
    *,
    actor: User,
    target: Decimal,
    until: date,
    due: date,
    reason: str,
    token: str | None = None,
) -> Objective:
    """Ask for another target or last day, with the reason; top management decides anew by ``due``.

    Raises InputError where nothing differs, or the change says nothing.
    """
    _require_ahead(due)
    before = (objective.target, objective.until)
    if (target, until) == before:
        raise InputError(_("This is what it has: name another target or another day"), "target")
    objective.target, objective.until, objective.due, objective.proposed_by = target, until, until, actor
    _require_period(objective)
    _require_sense(objective)
    detail = {
        "from": _words(objective, *before),
        "to": _words(objective, target, until),
    }
    write(objective, actor=actor, action="replan", reason=reason, token=token, detail=detail)
    follow(objective)
    _ask_for_approval(objective, due)
    return objective


@transaction.atomic
def appoint(objective: Objective, *, actor: User, owner: User, reason: str, token: str | None = None) -> Objective:
    """Name another owner, who is asked to take it over. Raises InputError for the one it has, NotNowError once it was concluded."""
    if not objective.is_open:
        raise NotNowError(_("It was concluded: roll it forward with another owner"))
    if owner.pk == objective.owner_id:
        raise InputError(_("This is its owner: choose somebody else"), "owner")
    was, objective.owner = objective.owner_id, owner
    write(objective, actor=actor, action="appoint", reason=reason, token=token, detail={"owner": owner.display_name})
    follow(objective, former=was)
    title = (_("Take over the objective “%(title)s”") % {"title": objective.title})[:200]
    set_task(objective, actor=None, assignee=owner, title=title, due=today() + TO_TAKE_OVER, kind=Task.Kind.READ)
    return objective


@transaction.atomic
def achieve(objective: Objective, *, actor: User, conclusion: str, reason: str = "", token: str | None = None) -> Any:
    """Conclude that its target was reached; raises InputError where its results say otherwise."""
    found = on_path(objective)
    if not Path.of(objective).is_reached(found.value):
        said = value_text(objective.indicator, found.value)
        raise InputError(
            _(
                "Its last result is %(value)s, which is short of the target: bring the result first, or say it was missed"
            )
            % {"value": said},
            "conclusion",
        )
    return _conclude(objective, "achieve", found.value, actor=actor, conclusion=conclusion, reason=reason, token=token)


@transaction.atomic
def miss(objective: Objective, *, actor: User, conclusion: str, reason: str = "", token: str | None = None) -> Any:
    """Conclude that its target was not reached, and what follows from that."""
    value = on_path(objective).value
    return _conclude(objective, "miss", value, actor=actor, conclusion=conclusion, reason=reason, token=token)


@transaction.atomic
def drop(objective: Objective, *, actor: User, conclusion: str, reason: str = "", token: str | None = None) -> Any:
    """Go for it no more, and say why."""
    value = on_path(objective).value
    return _conclude(objective, "drop", value, actor=actor, conclusion=conclusion, reason=reason, token=token)


def concerned(objective: Objective) -> list[User]:
    """The people an objective concerns: its owner, those of its plan, and whoever owns the one it is cascaded from."""
    keys = {objective.owner_id, *objective.plan.filter(dropped=None).values_list("who", flat=True)}
    if objective.parent is not None:
        keys.add(objective.parent.owner_id)
    return list(User.objects.filter(pk__in=[key for key in keys if key], is_active=True).order_by("pk"))


def _conclude(objective: Objective, verdict: str, value: Decimal | None, *, conclusion: str, **about: Any) -> Objective:
    objective.result, objective.conclusion = value, conclusion
    detail = {"value": value_text(objective.indicator, value)}
    done = write(objective, action=verdict, detail=detail, **about)
    for kind in (Task.Kind.APPROVE, Task.Kind.READ):
        drop_tasks(done, kind=kind, reason=_("It was concluded"))
    return done


def _ask_for_approval(objective: Objective, due: date) -> None:
    end_asking_for_approval(objective, outcome=_("It was asked for anew"))
    title = _("Approve the objective “%(title)s”") % {"title": objective.title}
    ask_for_approval(objective, role=TOP_MANAGEMENT, title=title, due=due)


def _require_period(objective: Objective) -> None:
    if objective.starts.year not in YEARS:
        raise InputError(_("Name a day from the year 2000 on"), "starts")
    if objective.until <= objective.starts:
        raise InputError(NO_PERIOD, "until")
    if objective.until > objective.starts + relativedelta(years=LONGEST):
        raise InputError(
            _("That is longer than ten years: make it a goal, and the next years' part an objective"), "until"
        )


def _require_sense(objective: Objective) -> None:
    if objective.owner is None:
        raise InputError(_("Say who owns it: without an owner nobody goes for it"), "owner")
    if objective.target == objective.baseline:
        raise InputError(NO_WAY, "target")
    leads, wanted = Path.of(objective).direction, objective.indicator.direction
    if wanted not in {Direction.BAND, leads}:
        raise InputError(
            _("Of this indicator %(direction)s, and this target is on the other side of the baseline")
            % {"direction": str(Direction(wanted).label).lower()},
            "target",
        )
    require_no_cycle(objective)
    _require_apart(objective)


def _require_apart(objective: Objective) -> None:
    """One figure has one target at a time."""
    others = Objective.objects.filter(
        indicator=objective.indicator_id, starts__lte=objective.until, until__gte=objective.starts, withdrawn=False
    )
    other = others.exclude(pk=objective.pk).exclude(state="dropped").order_by("starts").first()
    if other is not None:
        raise InputError(
            _(
                "%(reference)s goes for this indicator from %(first)s to %(last)s already: one figure has one target at a"
                " time. Replan that one, choose another indicator, or a period beside it"
            )
            % {"reference": other.reference, "first": _day(other.starts), "last": _day(other.until)},
            "indicator",
        )


def _require_complete(objective: Objective) -> None:
    if not objective.plan.filter(dropped=None).exists():
        raise NotNowError(_("It has no plan yet: say first what is done, by whom, with what and by when"))
    if objective.owner is None or not objective.owner.is_active:
        raise NotNowError(_("Its owner left: name another owner first"))


def _require_somebody_else(objective: Objective, actor: User) -> None:
    """Whoever wrote or proposed it does not approve it: of top management one more is needed."""
    deciders = holders_of(TOP_MANAGEMENT)
    if deciders.exists() and not deciders.exclude(pk__in=[objective.created_by_id, actor.pk]).exists():
        raise NotNowError(
            _(
                "Nobody could approve it: top management has nobody but who wrote or proposed it. Give the role to one more"
            )
        )


def _require_ahead(due: date) -> None:
    if due < today():
        raise InputError(_("Choose today or a day to come"), "due")


def _set_goals(objective: Objective, goals: Iterable[Goal]) -> None:
    wanted = {goal.pk for goal in goals}
    objective.served.exclude(goal__in=wanted).delete()
    for key in sorted(wanted - set(objective.served.values_list("goal", flat=True))):
        ServedGoal.objects.create(objective=objective, goal_id=key)


def _words(objective: Objective, target: Decimal, until: date) -> str:
    return _("%(target)s by %(day)s") % {"target": with_unit(objective.indicator, plain(target)), "day": _day(until)}


def _day(day: date) -> str:
    return date_format(day, "j M Y")
