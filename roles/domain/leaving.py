"""What becomes of a person's work when they leave, or hand it over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.queue import enqueue
from jobs.kinds import Result
from people.calendar import today
from people.models import User
from records.access.permits import require_rule
from records.access.predicates import nobody
from records.domain.errors import InputError
from records.domain.sharing import grant
from records.domain.tasks import move_task, set_task
from records.domain.write import write
from records.holders import holders_of_record
from records.models import Record, Task, record_models
from roles.domain import absences, assigning
from roles.domain.settling import IN_FORCE, settle
from roles.models import Absence, Assignment, Role
from roles.rules import hands_over
from standard.roles import SMR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from jobs.models import Job
    from jobs.progress import Progress

    Step = Callable[[], None]


#: The job that lets one thing after another go to a successor.
HAND_OVER = "roles.hand_over"


def open_tasks_of(person: User) -> QuerySet[Task]:
    """What waits for the person alone."""
    return Task.objects.filter(assignee=person, done=None).select_related("record", "assignee").order_by("pk")


def records_to_hand_over(person: User) -> QuerySet[Record]:
    """Current records the person owns that can have another owner; roles and absences end instead."""
    stay = [kind.kind_key for kind in record_models() if kind.rules["hand_over"] is nobody]
    found: QuerySet[Record] = Record.objects.filter(owner=person, withdrawn=False).exclude(kind__in=stay).order_by("pk")
    return found


def ask_to_hand_over(
    person: User,
    *,
    actor: User,
    successor: User,
    reason: str,
    tasks: bool = True,
    records: bool = True,
    key: str | None = None,
) -> Job:
    """Let open tasks and owned records go to a successor, in a job; raises Refused, InputError.

    ``key`` marks the form it came from: sent twice it is one job.
    """
    require_rule(hands_over, actor, person)
    if successor.pk == person.pk or not successor.is_active:
        raise InputError(_("Choose another person with an active account"), "successor")
    if not (tasks or records):
        raise InputError(_("Choose tasks, records or both"), "tasks")
    about: dict[str, Any] = {"by": actor.pk, "tasks": tasks, "records": records, "reason": reason}
    return enqueue(HAND_OVER, actor=actor, key=key, person=person.pk, successor=successor.pk, **about)


def hand_over_record(record: Record, *, actor: User | None, successor: User, reason: str) -> None:
    """Give a record another owner. Raises as ``write`` does."""
    child = record.child()
    child.owner = successor
    write(child, actor=actor, action="hand_over", reason=reason, detail={"to": str(successor)})


@transaction.atomic
def hand_over_task(task: Task, *, actor: User | None, successor: User, reason: str) -> None:
    """Let a task be the successor's, who is shown its record where it is restricted."""
    current = Task.objects.select_for_update(of=("self",)).select_related("record", "assignee").get(pk=task.pk)
    if current.done is None:
        _move(current, successor, actor, reason)


@transaction.atomic
def leave(person: User, actor: User | None) -> None:
    """What follows when an account is closed: roles end, tasks go to a deputy or a role, records find an owner.

    Rights end and tasks move here and now; records, which may be many, in a job.
    """
    deputy = _deputy_of(person)
    roles = _roles_of(person)
    _end_roles(person, actor)
    _end_absences(person, actor)
    for task in open_tasks_of(person):
        _rehome(task, deputy, roles, actor)
    _drop_as_deputy(person, actor)
    _leave_records(person, deputy, actor)
    settle([person])


def _deputy_of(person: User) -> User | None:
    """Who stands in for the person by an absence or a role, and has an active account."""
    away = Absence.objects.filter(person=person, state="declared", ends__gte=today(), deputy__is_active=True)
    held = Assignment.objects.filter(person=person, state__in=IN_FORCE, deputy__is_active=True)
    found = away.select_related("deputy").first() or held.select_related("deputy").order_by("pk").first()
    return found.deputy if found else None


def _roles_of(person: User) -> list[Role]:
    """Roles the person holds that somebody else holds too, or may come to hold; the SMR's last."""
    held = Assignment.objects.filter(person=person, state__in=IN_FORCE).select_related("role").order_by("pk")
    return [*dict.fromkeys(assignment.role for assignment in held), *Role.objects.filter(key=SMR)]


def _rehome(task: Task, deputy: User | None, roles: list[Role], actor: User | None) -> None:
    """Let a task go to the deputy, else to a role: never nowhere."""
    reason = _("The account of %(name)s was closed") % {"name": task.assignee}
    if deputy:
        _move(task, deputy, actor, reason)
    elif roles:
        _move(task, roles[0], actor, reason)


def _move(task: Task, to: User | Role, actor: User | None, reason: str) -> None:
    for person in holders_of_record(to.pk) if isinstance(to, Role) else [to]:
        _let_see(task.record, person, actor)
    move_task(task, actor=actor, assignee=to, reason=reason)


def _let_see(record: Record, person: User, actor: User | None) -> None:
    """A restricted record is shared with whoever is to do something about it; its history says so."""
    if record.restricted and not Record.objects.visible_to(person).filter(pk=record.pk).exists():
        grant(record, person, actor=actor)


def _end_roles(person: User, actor: User | None) -> None:
    for assignment in Assignment.objects.filter(person=person, state__in=IN_FORCE):
        assigning.end(assignment, actor=None, reason=_closed_by(actor))


def _end_absences(person: User, actor: User | None) -> None:
    for absence in Absence.objects.filter(person=person, state="declared", ends__gte=today()):
        absences.call_off(absence, actor=None, reason=_closed_by(actor))


def _drop_as_deputy(person: User, actor: User | None) -> None:
    """Nobody relies on a deputy who left: roles go on without one, absences ask for another."""
    for assignment in Assignment.objects.filter(deputy=person, state__in=IN_FORCE):
        assignment.deputy = None
        write(assignment, actor=None, action="edit", reason=_closed_by(actor))
        settle([assignment.person])
    for absence in Absence.objects.filter(deputy=person, state="declared", ends__gte=today()):
        _ask_the_smr(_("Name another deputy: %(name)s left") % {"name": person}, absence)


def _leave_records(person: User, deputy: User | None, actor: User | None) -> None:
    """Let records go to the deputy; without one the SMR is asked to whom."""
    count = records_to_hand_over(person).count()
    if count and deputy:
        about: dict[str, Any] = {"by": None, "tasks": False, "records": True, "reason": _closed_by(actor)}
        enqueue(HAND_OVER, actor=actor, person=person.pk, successor=deputy.pk, **about)
    elif count:
        words = ngettext(
            "Hand over the %(count)d record of %(name)s, who left",
            "Hand over the %(count)d records of %(name)s, who left",
            count,
        )
        _ask_the_smr(words % {"count": count, "name": person})


def _ask_the_smr(title: str, about: Record | None = None) -> None:
    """Give the SMR something to do about a record, or about no certain one: then it hangs on their role."""
    for role in Role.objects.filter(key=SMR):
        set_task(about or role, actor=None, assignee=role, title=title[:200], due=today())


def _closed_by(actor: User | None) -> str:
    return _("The account was closed by %(name)s") % {"name": actor} if actor else _("The account was closed")


def carry_out_hand_over(
    progress: Progress, *, person: int, successor: int, by: int | None, reason: str, tasks: bool, records: bool
) -> Result:
    """The job: hand over one thing after another. What has gone over is not met again, so a second run goes on."""
    people = User.objects.in_bulk([person, successor, by or 0])
    leaver, heir, actor = people[person], people[successor], people.get(by or 0)
    steps = [
        *_task_steps(leaver, heir, actor, reason, wanted=tasks),
        *_record_steps(leaver, heir, actor, reason, wanted=records),
    ]
    for place, step in enumerate(steps):
        progress.tell(place, len(steps))
        step()
    words = ngettext("%(count)d thing went to %(name)s", "%(count)d things went to %(name)s", len(steps))
    return Result(words % {"count": len(steps), "name": heir}, reverse("people:account", args=[heir.pk]))


def _task_steps(leaver: User, heir: User, actor: User | None, reason: str, *, wanted: bool) -> Iterator[Step]:
    for task in open_tasks_of(leaver) if wanted else ():
        yield partial(hand_over_task, task, actor=actor, successor=heir, reason=reason)


def _record_steps(leaver: User, heir: User, actor: User | None, reason: str, *, wanted: bool) -> Iterator[Step]:
    for record in records_to_hand_over(leaver) if wanted else ():
        yield partial(hand_over_record, record, actor=actor, successor=heir, reason=reason)
