"""Settling what assignments and absences give: worked out whole from what is recorded, so that it cannot drift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from people.calendar import today
from records.access.standing import GOVERN, HOLD, VIEW, forget
from records.domain.rights import Cover, Right, Sight, settle_covers, settle_rights
from roles.domain.terms import Term, Turn, turns_for
from roles.models import Absence, Assignment, Role
from shell.registry import RoleSight, registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from people.models import User

#: States of an assignment in which it gives rights: from the day it is given, whether accepted yet or not.
IN_FORCE = ("given", "accepted")
#: What holding a role for a record gives on it.
RIGHT_OF = {Role.Reach.GOVERN: GOVERN, Role.Reach.SEE: VIEW}


@transaction.atomic
def settle(people: Sequence[User]) -> None:
    """Settle what everybody has who holds a role as, is away as, or stands in for, one of these people."""
    for person in people:
        forget(person)
    keys = _with_those_they_stand_in_for({person.pk for person in people})
    for absence in Absence.objects.filter(person__in=keys).select_related("person", "deputy"):
        settle_absence(absence)
    for assignment in Assignment.objects.filter(person__in=keys).select_related("role", "person", "deputy"):
        settle_assignment(assignment)


def settle_all() -> None:
    """Settle everything, for repair and when rooms declare new sights; what is as it should be is not written."""
    for absence in Absence.objects.select_related("person", "deputy"):
        settle_absence(absence)
    for assignment in Assignment.objects.select_related("role", "person", "deputy", "created_by"):
        settle_assignment(assignment)


def settle_assignment(assignment: Assignment) -> None:
    """Let the assignment give exactly what it says, to the holder and to whoever stands in."""
    rights, sights = [], []
    scopes = list(assignment.scopes.values_list("record", flat=True))
    for user, term, acts_for in _holders(assignment):
        rights += _rights(assignment.role, scopes, user, term, acts_for)
        sights += _sights(assignment.role, user, term, acts_for)
    settle_rights(assignment, rights, sights, actor=assignment.created_by)


def settle_absence(absence: Absence) -> None:
    """Let the absence put exactly those in the person's place who stand in."""
    covers = []
    if absence.state == "declared" and absence.person.is_active:
        days = Term(absence.starts, absence.ends)
        covers = [
            Cover(absence.person, turn.deputy, turn.term.since, turn.term.until or absence.ends)
            for turn in turns_of(absence, days)
        ]
    settle_covers(absence, covers)


def turns_of(absence: Absence, days: Term) -> list[Turn]:
    """Who stands in by this absence, those who stand in for its deputy included."""
    passed = frozenset({absence.person_id})
    return [Turn(absence.deputy, days), *turns_for(absence.deputy, days, passed=passed)]


def _holders(assignment: Assignment) -> Iterator[tuple[User, Term, User | None]]:
    """Who has the role by it on which days, and in whose stead."""
    if assignment.state not in IN_FORCE or not assignment.person.is_active:
        return
    term = Term(assignment.starts, assignment.ends)
    yield assignment.person, term, None
    for turn in turns_for(assignment.person, term, first=assignment.deputy):
        if turn.term.until is None or turn.term.until >= today():
            yield turn.deputy, turn.term, assignment.person


def _rights(role: Role, scopes: list[int], user: User, term: Term, acts_for: User | None) -> list[Right]:
    held = [(role.pk, HOLD), *((scope, RIGHT_OF[Role.Reach(role.reach)]) for scope in scopes)]
    return [Right(user, record, right, role.key, term.since, term.until, acts_for) for record, right in held]


def _sights(role: Role, user: User, term: Term, acts_for: User | None) -> list[Sight]:
    kinds = [declared.kind for declared in registry.all(RoleSight) if declared.role == role.key]
    return [Sight(user, kind, term.since, term.until, acts_for) for kind in kinds]


def _with_those_they_stand_in_for(keys: set[int]) -> set[int]:
    """The people, and those whose deputy, or deputy's deputy, one of them is."""
    found = set(keys)
    while True:
        by_absence = Absence.objects.filter(deputy__in=found, state="declared").values_list("person", flat=True)
        by_role = Assignment.objects.filter(deputy__in=found, state__in=IN_FORCE).values_list("person", flat=True)
        wider = found | set(by_absence) | set(by_role)
        if wider == found:
            return found
        found = wider
