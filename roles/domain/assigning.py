"""Giving somebody a role, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.calendar import today
from records.access.permits import require_rule
from records.domain.errors import InputError
from records.domain.log import note
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.domain.write import write
from records.models import Task
from roles.domain import duties
from roles.domain.settling import settle
from roles.models import Assignment, AssignmentScope
from roles.rules import gives

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import User
    from records.models import Record

#: How long a person has to accept a role.
TO_ACCEPT = timedelta(days=14)


@transaction.atomic
def assign(
    assignment: Assignment, *, actor: User | None, scopes: Sequence[Record] = (), action: str = "create", **about: Any
) -> Assignment:
    """Give a person a role: the rights come with its first day, and the person is asked to accept it.

    Raises Refused, InputError: nobody gives a role to themselves, nor one that would audit its own work.
    """
    _check(assignment, actor, scopes)
    assignment.owner, assignment.due = assignment.person, assignment.ends
    assignment.title = _title(assignment)
    write(assignment, actor=actor, action=action, **about)
    _put_scopes(assignment, scopes, actor)
    _ask_to_accept(assignment)
    settle([assignment.person])
    return assignment


@transaction.atomic
def change(
    assignment: Assignment, *, actor: User | None, scopes: Sequence[Record] = (), action: str = "edit", **about: Any
) -> Assignment:
    """Change the term, the records, the deputy or the competence of an assignment; who and which role stay.

    Raises as ``assign`` does, and StaleError.
    """
    stored = Assignment.objects.get(pk=assignment.pk)
    if (stored.person_id, stored.role_id) != (assignment.person_id, assignment.role_id):
        raise InputError(_("Person and role stay: end this assignment and make another"), "person")
    _check(assignment, actor, scopes)
    assignment.due = assignment.ends
    write(assignment, actor=actor, action=action, **about)
    _put_scopes(assignment, scopes, actor)
    settle([assignment.person])
    return assignment


@transaction.atomic
def accept(assignment: Assignment, *, actor: User, reason: str = "", token: str | None = None) -> Assignment:
    """Take a role on; the person's word for it is kept."""
    assignment.accepted = timezone.now()
    write(assignment, actor=actor, action="accept", reason=reason, token=token)
    _answered(assignment, actor, _("Accepted"))
    return assignment


@transaction.atomic
def decline(assignment: Assignment, *, actor: User, reason: str, token: str | None = None) -> Assignment:
    """Not take a role on: its rights end at once."""
    write(assignment, actor=actor, action="decline", reason=reason, token=token)
    _answered(assignment, actor, _("Declined"))
    settle([assignment.person])
    return assignment


@transaction.atomic
def end(assignment: Assignment, *, actor: User | None, reason: str, token: str | None = None) -> Assignment:
    """Let a person hold a role no longer, from now on."""
    assignment.ends = assignment.due = _last_day(assignment)
    write(assignment, actor=actor, action="end", reason=reason, token=token)
    drop_tasks(assignment, kind=Task.Kind.ANSWER, reason=reason)
    settle([assignment.person])
    return assignment


def _check(assignment: Assignment, actor: User | None, scopes: Sequence[Record]) -> None:
    duties.hold(assignment.person, assignment.deputy)
    if actor is not None:
        require_rule(gives, actor, assignment)
    duties.require_active(assignment.person, "person")
    duties.require_not_oneself(actor, assignment.person, "person")
    duties.require_term(assignment.starts, assignment.ends)
    duties.require_other_deputy(assignment.person, assignment.deputy)
    if assignment.deputy:
        duties.require_not_oneself(actor, assignment.deputy, "deputy")
    duties.require_once(assignment, scopes)
    duties.require_impartial(assignment, scopes)


def _title(assignment: Assignment) -> str:
    return f"{assignment.role.title}: {assignment.person}"[:200]


def _last_day(assignment: Assignment) -> date:
    return min(day for day in (assignment.ends, max(assignment.starts, today())) if day)


def _put_scopes(assignment: Assignment, scopes: Sequence[Record], actor: User | None) -> None:
    """Hold the role for these records alone; each record's history says so."""
    before, after = set(assignment.scopes.values_list("record", flat=True)), {record.pk for record in scopes}
    assignment.scopes.exclude(record__in=after).delete()
    for record in scopes:
        if record.pk not in before:
            record.acted_for_id = assignment.acted_for_id
            AssignmentScope.objects.create(assignment=assignment, record_id=record.pk)
            detail = {"role": assignment.role.title, "to": str(assignment.person)}
            note(record, actor=actor, action="assign", detail=detail)


def _ask_to_accept(assignment: Assignment) -> None:
    title = _("Accept the role “%(role)s”, or decline it") % {"role": assignment.role.title}
    due = today() + TO_ACCEPT
    set_task(assignment, actor=None, assignee=assignment.person, title=title[:200], due=due, kind=Task.Kind.ANSWER)


def _answered(assignment: Assignment, actor: User, outcome: str) -> None:
    asked = assignment.tasks.filter(kind=Task.Kind.ANSWER, assignee=actor, created_by=None, done=None).first()
    if asked:
        finish_task(asked, actor=actor, outcome=outcome)
