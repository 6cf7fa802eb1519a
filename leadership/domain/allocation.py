"""What is needed in a year against what was allocated, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from leadership.models import Resource
from leadership.models.resource import ResourceType, counted_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User


@dataclass(frozen=True)
class Sum:
    """What resources of one kind come to that are counted in the same; ``unit`` says in what."""

    unit: str
    currency: str
    resources: Sequence[Resource]

    @property
    def needed(self) -> Decimal:
        """All that is needed."""
        return sum((each.needed for each in self.resources), Decimal(0))

    @property
    def allocated(self) -> Decimal:
        """All that was allocated."""
        return sum((each.allocated for each in self.resources), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """What is missing, resource by resource: too much of one thing does not make up for too little of another."""
        return sum((each.gap for each in self.resources), Decimal(0))


@dataclass(frozen=True)
class OfKind:
    """A kind of resource with its sums; none where nothing is planned."""

    type: ResourceType
    sums: Sequence[Sum] = field(default_factory=list)

    @property
    def has_gap(self) -> bool:
        """Whether anything is missing."""
        return any(each.gap for each in self.sums)


def of_year(user: User, year: int) -> list[OfKind]:
    """The four kinds as far as ``user`` sees them: those with a gap first, those without anything planned next."""
    return by_kind(planned_for(user, date(year, 1, 1), date(year, 12, 31)))


def by_kind(found: Sequence[Resource]) -> list[OfKind]:
    """Resources by their kind, in the same order."""
    kinds = [OfKind(kind, _sums([each for each in found if each.type == kind])) for kind in ResourceType]
    return sorted(kinds, key=lambda kind: (not kind.has_gap, bool(kind.sums)))


def planned_for(user: User, first: date, last: date) -> list[Resource]:
    """The resources of a stretch of days, those with the largest gap, as a share of the need, first."""
    seen = Resource.objects.visible_to(user).current().filter(starts__lte=last, ends__gte=first)
    rows = list(seen.exclude(state="closed").select_related("serves", "owner").order_by("title"))
    return sorted(rows, key=lambda each: -(each.gap / each.needed if each.needed else Decimal(0)))


def _sums(resources: Sequence[Resource]) -> list[Sum]:
    units = sorted({(counted_in(each), each.currency) for each in resources})
    sums = [
        Sum(unit, currency, [each for each in resources if (counted_in(each), each.currency) == (unit, currency)])
        for unit, currency in units
    ]
    return sorted(sums, key=lambda each: not each.gap)
