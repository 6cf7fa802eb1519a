"""What the roles' room shows on pages of others: on a person's, and on a role's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, When

from people.calendar import today
from records.access.permits import meets
from records.models import Record
from roles.domain.settling import IN_FORCE
from roles.models import Absence, Assignment
from roles.queries import assignments_in_force
from roles.rules import hands_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

#: Assignments listed on a role's page at most.
ROWS = 50


@dataclass(frozen=True)
class OfPerson:
    """The roles a person holds, absences to come, and whether the reader may hand the person's work over."""

    person: User
    assignments: Sequence[Assignment]
    absences: Sequence[Absence]
    may_hand_over: bool


def of_person(person: User, user: User) -> OfPerson:
    """What a person holds and when they are away, as far as ``user`` sees it."""
    held = assignments_in_force(user).filter(person=person).select_related("role", "deputy")
    away = Absence.objects.visible_to(user).current().filter(person=person, state="declared", ends__gte=today())
    return OfPerson(
        person, list(held), list(away.select_related("deputy").order_by("starts")), meets(hands_over, user, person)
    )


@dataclass(frozen=True)
class Scopes:
    """The records a role is held for that the reader sees, and whether there are any at all."""

    records: Sequence[Record]
    is_whole: bool


def scopes_of(assignment: Any, user: User) -> Scopes:
    """The records the role is held for, as far as ``user`` sees them."""
    keys = list(assignment.scopes.values_list("record", flat=True))
    seen = Record.objects.visible_to(user).filter(pk__in=keys).order_by("reference")
    return Scopes(list(seen), is_whole=not keys)


def of_role(role: Any, user: User) -> Any:
    """Who holds the role, and held it: the present ones first."""
    found = Assignment.objects.visible_to(user).current().filter(role=role).select_related("person")
    return found.order_by(Case(When(state__in=IN_FORCE, then=0), default=1), "-starts", "-pk")[:ROWS]
