"""What stands in the way of giving somebody a role: days, deputies, and separation of duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.calendar import today
from people.models import User
from records.domain.errors import InputError
from roles.domain.settling import IN_FORCE
from roles.domain.terms import Term
from roles.models import Absence, Assignment, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from records.models import Record


def hold(*people: User | None) -> None:
    """Let others who give these people roles, or say that they are away, wait until the transaction ends."""
    keys = [person.pk for person in people if person]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values("pk"))


def require_term(starts: date, ends: date | None) -> None:
    """Raise InputError for a term that ends before it begins, or that is over already."""
    if ends is None:
        return
    if ends < starts:
        raise InputError(_("The last day must be the first day or later"), "ends")
    if ends < today():
        raise InputError(_("The last day must be today or later"), "ends")


def require_active(person: User, field: str) -> None:
    """Raise InputError for a person whose account is deactivated."""
    if not person.is_active:
        raise InputError(_("The account of %(name)s is deactivated: choose somebody else") % {"name": person}, field)


def require_not_oneself(actor: User | None, person: User, field: str) -> None:
    """Raise InputError for somebody who would give rights to themselves; None stands for the system."""
    if actor is not None and actor.pk == person.pk:
        raise InputError(_("Nobody gives rights to themselves: ask somebody else who may do this"), field)


def require_other_deputy(person: User, deputy: User | None) -> None:
    """Raise InputError for somebody who would stand in for themselves, or whose account is deactivated."""
    if deputy is None:
        return
    require_active(deputy, "deputy")
    if deputy.pk == person.pk:
        raise InputError(
            _("%(name)s cannot stand in for themselves: choose somebody else") % {"name": person}, "deputy"
        )


def require_there(deputy: User, days: Term) -> None:
    """Raise InputError for a deputy who is away on one of the days too, which a circle of deputies comes to."""
    for absence in Absence.objects.filter(person=deputy, state="declared"):
        if both := days.meets(Term(absence.starts, absence.ends)):
            raise InputError(
                _("%(name)s is away too, from %(since)s to %(until)s: choose somebody else")
                % {"name": deputy, "since": _in_words(both.since), "until": _in_words(both.until or absence.ends)},
                "deputy",
            )


def _in_words(day: date) -> str:
    """A day of an absence as its title writes it."""
    return date_format(day, "j M Y")


def require_once(assignment: Assignment, scopes: Iterable[Record]) -> None:
    """Raise InputError for a person who holds the role already, for the same records, on one of the days."""
    wanted = {record.pk for record in scopes}
    for other in _others(assignment, [assignment.person], {"role": assignment.role}):
        if _scopes_of(other) == wanted:
            raise InputError(
                _("%(name)s holds this role already: change %(reference)s")
                % {"name": assignment.person, "reference": other.reference},
                "person",
            )


def require_impartial(assignment: Assignment, scopes: Iterable[Record]) -> None:
    """Raise InputError where the person, or the deputy, would audit their own work (clause 9.2.2)."""
    for field in ("person", "deputy"):
        if person := getattr(assignment, field):
            _require_impartial(assignment, {record.pk for record in scopes}, person, field)


def _require_impartial(assignment: Assignment, scopes: set[int], person: User, field: str) -> None:
    for other in _others(assignment, [person]):
        audits = [role for role in (assignment.role, other.role) if role.auditing == Role.Auditing.ALWAYS]
        if len(audits) != 1:
            continue
        worked = other.role if audits[0] == assignment.role else assignment.role
        if worked.auditing == Role.Auditing.NEVER or _overlap(scopes, _scopes_of(other)):
            raise InputError(
                _("%(name)s would audit their own work as %(role)s (%(reference)s): choose somebody else")
                % {"name": person, "role": worked.title, "reference": other.reference},
                field,
            )


def _overlap(scopes: set[int], others: set[int]) -> bool:
    """Whether two roles are held for the same: for a record, or both for the whole system, beside which there is nothing."""
    return bool(scopes & others) or not (scopes or others)


def _others(
    assignment: Assignment, people: Iterable[User], about: dict[str, Role] | None = None
) -> Iterator[Assignment]:
    """Other assignments of these people in force on one of its days."""
    term = Term(assignment.starts, assignment.ends)
    found = Assignment.objects.filter(person__in=people, state__in=IN_FORCE, **(about or {})).exclude(pk=assignment.pk)
    found = found.select_related("role").prefetch_related("scopes")
    return (other for other in found if term.meets(Term(other.starts, other.ends)))


def _scopes_of(assignment: Assignment) -> set[int]:
    return {scope.record_id for scope in assignment.scopes.all()}
