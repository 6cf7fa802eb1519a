"""What the trunk shows on pages of the rooms below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from records.kind import all_kinds
from records.models import Evidence, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from people.models import User
    from records.kind import Kind
    from standard.models import Clause

#: Records and pieces of evidence listed on a clause's page at most.
ROWS = 50


@dataclass(frozen=True)
class OfClause:
    """What belongs to a clause: kinds whose every record does, single records, and evidence item by item."""

    kinds: Sequence[Kind]
    records: Iterable[Record]
    evidence: Iterable[Evidence]


def records_of_clause(clause: Clause, user: User) -> OfClause:
    """What belongs to a clause, as far as ``user`` sees it; the newest first."""
    seen = Record.objects.visible_to(user).current()
    evidence = Evidence.objects.filter(item__clause=clause, withdrawn=None, record__in=seen)
    return OfClause(
        kinds=[kind for kind in all_kinds() if clause.number in kind.clauses],
        records=seen.filter(clause_links__clause=clause).order_by("-created", "-id")[:ROWS],
        evidence=evidence.select_related("record", "item").order_by("item__place", "-id")[:ROWS],
    )
