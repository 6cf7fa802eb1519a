"""Recurring duties: adopting them, approving their intervals, and saying that they were done."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.domain.calendar_year import next_day_in
from measures.domain.interval import Interval
from measures.models import Duty, DutyDone, DutyItem
from people.calendar import today
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task
from roles.models import Role
from standard.models import RequirementItem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from people.models import User
    from records.models import Record

DATA = Path(__file__).parents[1] / "data" / "duties.yaml"


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """The duties to adopt, by key: title, items, every, unit, role and, where one names it, the rule parameter."""
    found: list[dict[str, Any]] = yaml.safe_load(DATA.read_text())["duties"]
    return {each["key"]: each for each in found}


def interval_of(duty: Duty) -> Interval | None:
    """The interval in force; None before the first was approved."""
    return Interval(duty.every, duty.unit) if duty.every else None


def proposed_of(duty: Duty) -> Interval | None:
    """The interval that waits for approval; None where none does."""
    return Interval(duty.proposed_every, duty.proposed_unit) if duty.proposed_every else None


@transaction.atomic
def create(duty: Duty, /, *, actor: User | None, items: str = "", **about: Any) -> Duty:
    """Propose a duty with its interval; raises InputError for an item that the catalogue does not have."""
    found = items_named(items)
    duty.owner, duty.proposed_by = duty.owner or actor, actor
    if duty.proposed_every is None:
        raise InputError(_("Say how often it is done"), "proposed_every")
    write(duty, actor=actor, **{"action": "create", **about})
    set_items(duty, found)
    return duty


@transaction.atomic
def edit(duty: Duty, /, *, actor: User | None, items: str | None = None, **about: Any) -> Duty:
    """Change what is said of a duty; its interval is proposed, and its days follow from it and the last time."""
    found = None if items is None else items_named(items)
    duty.due = due_of(duty)
    write(duty, actor=actor, **about)
    if found is not None:
        set_items(duty, found)
    return _with_task(duty)


@transaction.atomic
def adopt(key: str, *, actor: User, owner: User, first_due: date) -> Duty:
    """Take a duty over from the catalogue, with its interval proposed. Raises KeyError, InputError where it was already."""
    about = catalogue()[key]
    if Duty.objects.filter(key=key).exists():
        raise InputError(_("“%(title)s” is in the register already") % {"title": about["title"]})
    duty = Duty(key=key, title=about["title"], about=about.get("about", ""), owner=owner, first_due=first_due)
    duty.proposed_every, duty.proposed_unit = about["every"], about["unit"]
    duty.role = Role.objects.filter(key=about.get("role", ""), withdrawn=False).first()
    return create(duty, actor=actor, items=", ".join(about["items"]))


@transaction.atomic
def propose(duty: Duty, *, actor: User, every: int, unit: str, reason: str, token: str | None = None) -> Duty:
    """Ask for another interval; the one in force holds until it is approved. Raises InputError for the same one."""
    if duty.state == "resting":
        raise NotNowError(_("It rests: resume it first"))
    if Interval(every, unit) == interval_of(duty):
        raise InputError(_("This is the interval in force"), "every")
    duty.proposed_every, duty.proposed_unit, duty.proposed_by = every, unit, actor
    detail = {"interval": str(Interval(every, unit))}
    return write(duty, actor=actor, action="propose", reason=reason, token=token, detail=detail)


def take_back(duty: Duty, *, actor: User, reason: str, token: str | None = None) -> Duty:
    """Drop the proposed interval; the one in force stays. Raises NotNowError where there is no other."""
    if not duty.proposed_every or not duty.every:
        raise NotNowError(_("There is no other interval to go back to"))
    duty.proposed_every = duty.proposed_by = None
    return write(duty, actor=actor, action="take_back", reason=reason, token=token)


@transaction.atomic
def approve(duty: Duty, *, actor: User | None, reason: str = "", token: str | None = None) -> Duty:
    """Let the proposed interval hold: next day, task, calendar and freshness follow at once.

    Raises Refused for whoever proposed it, NotNowError where none waits.
    """
    interval = proposed_of(duty)
    if interval is None:
        raise NotNowError(_("No interval waits for approval"))
    duty.every, duty.unit, duty.proposed_every = interval.count, interval.unit, None
    duty.approved_by, duty.approved_at = actor, timezone.now()
    duty.due = due_of(duty)
    detail = {"interval": str(interval)}
    return _with_task(write(duty, actor=actor, action="approve", reason=reason, token=token, detail=detail))


@transaction.atomic
def record_done(
    duty: Duty,
    *,
    actor: User | None,
    on: date,
    evidence: Record | None = None,
    note: str = "",
    token: str | None = None,
) -> Duty:
    """Say that it was done, and what record shows it; the next day is reckoned from the latest time.

    Raises InputError for a day to come, NotNowError unless it is in force, Refused for evidence one does not see.
    """
    if on > today():
        raise InputError(_("A day to come: say so when it was done"), "on")
    if duty.state != "in_force":
        raise NotNowError(_("Its interval is not approved yet, or it rests"))
    if evidence is not None:
        evidence = enter_in_sight(evidence, actor=actor)
    if duty.last_done is None or on >= duty.last_done:
        duty.last_done, duty.last_evidence_id = on, evidence.pk if evidence else None
        duty.due = due_of(duty)
    detail = {"on": on.isoformat(), "evidence": evidence.reference if evidence else ""}
    write(duty, actor=actor, action="record_done", reason=note, token=token, detail=detail)
    about = {"evidence_id": evidence and evidence.pk, "note": note, "person": actor, "at": timezone.now()}
    DutyDone.objects.create(duty=duty, on=on, **about)
    return _with_task(duty)


@transaction.atomic
def rest(duty: Duty, *, actor: User, reason: str, token: str | None = None) -> Duty:
    """Stop doing it for the time being, and say why."""
    duty.due = None
    rested = write(duty, actor=actor, action="rest", reason=reason, token=token)
    drop_tasks(rested, kind=Task.Kind.ACT, reason=_("It rests"))
    return rested


@transaction.atomic
def resume(duty: Duty, *, actor: User, reason: str, token: str | None = None) -> Duty:
    """Do it again."""
    duty.due = due_of(duty)
    return _with_task(write(duty, actor=actor, action="resume", reason=reason, token=token))


def due_of(duty: Duty) -> date | None:
    """When it is to be done next: the interval after the last time, or the first day; None without an interval."""
    interval = interval_of(duty)
    if interval is None:
        return None
    return interval.after(duty.last_done) if duty.last_done else duty.first_due


def items_named(numbers: str) -> list[RequirementItem]:
    """The requirement items with these numbers; raises InputError naming those there are not."""
    wanted = set(numbers.replace(",", " ").split())
    found = list(RequirementItem.objects.filter(identifier__in=wanted, is_current=True))
    if unknown := wanted - {item.identifier for item in found}:
        message = _("The catalogue has no item %(numbers)s. Look the number up on the clause's page.")
        raise InputError(message % {"numbers": ", ".join(sorted(unknown))}, "items")
    return found


def set_items(duty: Duty, items: Iterable[RequirementItem]) -> None:
    """Say which items it answers. For verbs that have asked their rules."""
    wanted = {item.pk for item in items}
    duty.duty_items.exclude(item__in=wanted).delete()
    for key in sorted(wanted - set(duty.duty_items.values_list("item", flat=True))):
        DutyItem.objects.create(duty=duty, item_id=key)


def _with_task(duty: Duty) -> Duty:
    """The one open task of a duty in force is that of its next day, for whoever does it now."""
    if duty.state != "in_force" or duty.due is None:
        return duty
    doer = {"role_id": duty.role_id} if duty.role_id else {"assignee_id": duty.owner_id}
    waiting = Task.objects.filter(record=duty.pk, kind=Task.Kind.ACT, created_by=None, done=None)
    if waiting.filter(due=duty.due, **doer).exists():
        return duty
    drop_tasks(duty, kind=Task.Kind.ACT, reason=_("It has another day, or somebody else does it"))
    assignee = duty.role or duty.owner
    if assignee is not None:
        set_task(duty, actor=None, assignee=assignee, title=duty.title, due=duty.due, kind=Task.Kind.ACT)
    return duty


@transaction.atomic
def adopt_many(keys: Iterable[str], *, actor: User) -> list[Duty]:
    """Take duties over from the catalogue, each due for the first time in its month of the system's year."""
    wanted = [key for key in keys if key in catalogue()]
    return [adopt(key, actor=actor, owner=actor, first_due=next_day_in(catalogue()[key]["month"])) for key in wanted]
