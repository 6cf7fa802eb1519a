"""Stretches of days: when somebody holds a role, and when another stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roles.models import Absence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from people.models import User


@dataclass(frozen=True)
class Term:
    """From a day to a day, both included; ``until`` None is without end."""

    since: date
    until: date | None

    def meets(self, other: Term) -> Term | None:
        """The days both have, or None."""
        ends = [day for day in (self.until, other.until) if day is not None]
        since, until = max(self.since, other.since), min(ends, default=None)
        return Term(since, until) if until is None or since <= until else None


@dataclass(frozen=True)
class Turn:
    """``deputy`` stands in for somebody on days of a term."""

    deputy: User
    term: Term


def absences_of(person: User) -> list[Absence]:
    """The person's absences that hold, the past ones too, earliest first."""
    found = Absence.objects.filter(person=person, state="declared").select_related("deputy", "person")
    return list(found.order_by("starts", "pk"))


def turns_for(
    person: User, term: Term, *, first: User | None = None, passed: frozenset[int] = frozenset()
) -> Iterator[Turn]:
    """Who stands in for a person on which days of a term.

    ``first`` goes before the deputy an absence names. A deputy who is away too has a deputy in turn;
    a circle ends where it would return to somebody in ``passed``.
    """
    passed = passed | {person.pk}
    for absence in absences_of(person):
        deputy, days = first or absence.deputy, term.meets(Term(absence.starts, absence.ends))
        if days is None or deputy.pk in passed:
            continue
        yield Turn(deputy, days)
        yield from turns_for(deputy, days, passed=passed)
