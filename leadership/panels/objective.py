"""What stands on an objective's own page, and on those of indicators and processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communication.models import Meeting
from improvement.models import Action
from leadership import shown
from leadership.domain.standing import OnPath, all_on_path, on_path
from leadership.models import Goal, Objective, PlanStep, Telling
from leadership.pictures import draw_path
from leadership.queries import read_along
from measures.shown import plain, trend_text, value_text, with_unit
from records.access.permits import permits
from records.labels import labels_for
from records.models import Link
from shell.html import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User

#: Objectives that a panel lists, and times that one was told.
ROWS = 20


@dataclass(frozen=True)
class Stands:
    """An objective's figures: where it stands, on which picture, and where it leads."""

    found: OnPath
    picture: SafeString | str
    badge: SafeString
    value: str
    url: str
    period: str
    expected: str
    baseline: str
    target: str
    trend: str
    at_end: str
    result: str
    has_no_owner: bool
    may_appoint: bool
    may_bring: bool


@dataclass(frozen=True)
class StepShown:
    """A line of the plan; its action, where one was raised and is seen, says who, by when and how it stands."""

    step: PlanStep
    action: Action | None
    unseen: SafeString | str
    may_raise: bool


@dataclass(frozen=True)
class PlanShown:
    """The plan, and who may write it."""

    objective: Objective
    steps: Sequence[StepShown]
    struck: Sequence[PlanStep]
    may_write: bool


@dataclass(frozen=True)
class Told:
    """To whom it was told, and whether somebody still must be."""

    objective: Objective
    tellings: Sequence[tuple[Telling, SafeString | None]]
    may_tell: bool
    is_asked: bool


@dataclass(frozen=True)
class Place:
    """Where an objective stands in the tree."""

    goals: Sequence[Goal]
    below: Sequence[tuple[OnPath, SafeString]]
    is_lost: bool


@dataclass(frozen=True)
class Before:
    """The objective of the period before, beside this one: each line its name, before and now."""

    objective: Objective
    lines: Sequence[tuple[str, str, str]]
    result: str
    is_concluded: bool


def stands(objective: Objective, user: User) -> Stands:
    """Its figures, as far as ``user`` sees its indicator."""
    objective = read_along(objective, user)
    found, owner = on_path(objective, user), objective.owner
    return Stands(
        found=found,
        picture="" if found.is_hidden else draw_path(found),
        badge=shown.status_badge(found),
        value=shown.value_words(found),
        url=shown.result_url(found),
        period=shown.period_words(found),
        expected=shown.expected_words(found),
        baseline=shown.baseline_words(found),
        target=shown.target_words(found),
        trend="" if found.is_hidden or not found.standing.points else trend_text(found.standing),
        at_end=shown.at_end_words(found),
        result="" if objective.result is None else value_text(objective.indicator, objective.result),
        has_no_owner=objective.is_open and (owner is None or not owner.is_active),
        may_appoint=permits(user, "appoint", objective),
        may_bring=not found.is_hidden
        and objective.indicator.is_brought
        and objective.indicator.state == "in_use"
        and permits(user, "measure", objective.indicator),
    )


def plan(objective: Objective, user: User) -> PlanShown:
    """The lines of its plan, each with its action."""
    steps = list(objective.plan.select_related("who"))
    keys = {step.action_id for step in steps if step.action_id}
    seen = {each.pk: each for each in Action.objects.visible_to(user).filter(pk__in=keys).select_related("owner")}
    labels = labels_for(keys - set(seen), user) if keys - set(seen) else {}
    may_raise = objective.is_open and permits(user, "raise_step", objective)
    return PlanShown(
        objective=objective,
        steps=[
            StepShown(
                step=step,
                action=seen.get(step.action_id or 0),
                unseen=labels.get(step.action_id or 0, ""),
                may_raise=may_raise and step.action_id is None,
            )
            for step in steps
            if step.dropped is None
        ],
        struck=[step for step in steps if step.dropped is not None],
        may_write=objective.is_open and permits(user, "set_plan", objective),
    )


def told(objective: Objective, user: User) -> Told:
    """To whom it was told, when, how, and what shows it."""
    rows = list(Telling.objects.filter(objective=objective).select_related("person")[:ROWS])
    labels = labels_for({row.evidence_id for row in rows if row.evidence_id}, user) if rows else {}
    return Told(
        objective=objective,
        tellings=[(row, labels.get(row.evidence_id or 0)) for row in rows],
        may_tell=objective.is_open and permits(user, "tell", objective),
        is_asked=objective.state == "approved" and not rows,
    )


def place(objective: Objective, user: User) -> Place:
    """The goals that it serves, and the objectives cascaded from it."""
    goals = list(Goal.objects.visible_to(user).filter(served_by__objective=objective).order_by("reference"))
    rows = Objective.objects.visible_to(user).current().filter(parent=objective).exclude(state="dropped")
    below = all_on_path(rows.select_related("indicator", "owner").order_by("until", "pk")[:ROWS], user)
    is_lost = objective.is_open and not goals and objective.parent_id is None
    return Place(goals, [(each, shown.standing_badge(each)) for each in below], is_lost=is_lost)


def before(objective: Objective, user: User) -> Before | None:
    """The objective that this one follows from: what changed, and its last result; None where it follows from none."""
    links = Link.objects.filter(source=objective.pk, relation=Link.Relation.FOLLOWS, ended=None)
    earlier = Objective.objects.visible_to(user).filter(pk__in=links.values("target"))
    found = earlier.select_related("indicator", "owner").first()
    if found is None:
        return None
    stood, objective = on_path(found, user), read_along(objective, user)
    lines = [
        (str(field.verbose_name), _said(found, field.name), _said(objective, field.name))
        for field in Objective._meta.get_fields()
        if field.name in {"owner", "baseline", "target", "starts", "until"} and hasattr(field, "verbose_name")
    ]
    return Before(found, lines, shown.value_words(stood), is_concluded=not found.is_open)


def for_review(meeting: Any, user: User) -> Any:
    """What a management review looks at: the objectives in force, the nearest end first; to other meetings none."""
    seen = Objective.objects.visible_to(user).current().filter(state="approved").order_by("until", "pk")
    return seen if meeting.type == Meeting.Type.MANAGEMENT_REVIEW else seen.none()


def of_indicator(indicator: Any, user: User) -> Any:
    """The objectives that an indicator measures, the newest first."""
    return Objective.objects.visible_to(user).current().filter(indicator=indicator).order_by("-until")[:ROWS] or None


def of_process(process: Any, user: User) -> Any:
    """The objectives that a process carries, the newest first."""
    return Objective.objects.visible_to(user).current().filter(process=process).order_by("-until")[:ROWS] or None


def _said(objective: Objective, name: str) -> Any:
    value = getattr(objective, name)
    if name in {"baseline", "target"}:
        return with_unit(objective.indicator, plain(value))
    return day(value) if name in {"starts", "until"} else str(value or "")
