"""Who holds which role today, and where that needs a look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from people.calendar import today
from records.access.standing import HOLD, in_force
from records.models import RecordUserPermission
from roles.domain.settling import IN_FORCE
from roles.models import Absence, Assignment, Role
from standard import catalogue
from standard.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from people.models import User
    from records.models import RecordQuerySet

#: How long before its end a term is flagged.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role today, and for whom where they stand in."""

    person: User
    acts_for: User | None
    until: date | None


@dataclass
class Held:
    """A role with those who hold it today, and what needs a look."""

    role: Role
    assignments: list[Assignment] = field(default_factory=list)
    stand_ins: list[Holder] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        """Nobody holds it today."""
        return not self.assignments

    @property
    def ends(self) -> date | None:
        """The day its last holder's term passes, where that is soon and nobody goes on."""
        ends = [assignment.ends for assignment in self.assignments]
        last = max((day for day in ends if day), default=None) if ends and all(ends) else None
        return last if last and last <= today() + SOON else None

    @property
    def has_no_deputy(self) -> bool:
        """Held by one person, without a deputy."""
        return len(self.assignments) == 1 and self.assignments[0].deputy_id is None


def held_roles(user: User) -> list[Held]:
    """Every role in force with its holders of today; the twelve in the catalogue's order, then our own."""
    found = {held.role.pk: held for held in roles_and_holders(user, "scopes")}
    for grant in _held_today().exclude(acts_for=None):
        if grant.content_object_id in found:
            found[grant.content_object_id].stand_ins.append(Holder(grant.user, grant.acts_for, grant.until))
    return list(found.values())


def roles_and_holders(user: User, *along: str) -> list[Held]:
    """The same without those who stand in; ``along`` names what of assignments is read along. Two queries."""
    found = {
        role.pk: Held(role) for role in _in_order(Role.objects.visible_to(user).current().filter(state="in_force"))
    }
    assignments = assignments_in_force(user).select_related("person", "deputy").prefetch_related(*along)
    for assignment in assignments.order_by("starts", "pk"):
        if assignment.role_id in found:
            found[assignment.role_id].assignments.append(assignment)
    return list(found.values())


def holders_today() -> Mapping[str, Sequence[Holder]]:
    """Who holds each role today, by its key; those first who hold it themselves."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for grant in _held_today():
        holder = Holder(grant.user, grant.acts_for, grant.until)
        if holder not in found[grant.role]:
            found[grant.role].append(holder)
    return {key: sorted(holders, key=lambda holder: holder.acts_for is not None) for key, holders in found.items()}


def reaches(user: User) -> dict[str, str]:
    """What holding each role for a record means for it, by the role's key."""
    return dict(Role.objects.visible_to(user).values_list("key", "reach"))


@dataclass(frozen=True)
class Clause:
    """A clause with its letters, by the place of the role, and the names behind R and A today."""

    number: str
    title: str
    letters: Sequence[str]


def raci() -> list[Clause]:
    """Responsible, accountable, consulted, informed for every clause, in the order of ``ROLES``."""
    return [
        Clause(number, clause["title"], [clause.get("raci", {}).get(role, "") for role in ROLES])
        for number, clause in catalogue.clauses().items()
    ]


def assignments_in_force(user: User) -> RecordQuerySet:
    """Assignments whose term has begun and not passed, as far as the reader sees them."""
    day = today()
    begun = Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))
    found: RecordQuerySet = Assignment.objects.visible_to(user).current()
    return found.filter(begun, state__in=IN_FORCE, person__is_active=True)


def away_today(user: User) -> RecordQuerySet:
    """Absences of today."""
    day = today()
    found: RecordQuerySet = Absence.objects.visible_to(user).current()
    return found.filter(state="declared", starts__lte=day, ends__gte=day)


def _held_today() -> QuerySet[RecordUserPermission]:
    held = RecordUserPermission.objects.filter(in_force(), permission__codename=HOLD, user__is_active=True)
    return held.select_related("user", "acts_for").order_by("user__display_name", "pk")


def _in_order(roles: Iterable[Role]) -> list[Role]:
    order = {key: place for place, key in enumerate(ROLES)}
    return sorted(roles, key=lambda role: (order.get(role.key, len(ROLES)), role.title))
