"""Which records a person may see: one predicate for lists, counts, pickers, panels and exports."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import BooleanField, Expression, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from records.access.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from records.models import Record

Records = TypeVar("Records", bound="QuerySet[Any]")

#: Stands in the SQL of every query that went by way of ``visible_to``; the test guard looks for it.
MARK = "'visible_to' = 'visible_to'"


class Mark(Expression):
    """A condition that is always true and shows in the SQL that visibility was asked for."""

    output_field = BooleanField()
    conditional = True

    def as_sql(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[str | int, ...]]:
        """The mark itself."""
        return MARK, ()


def visibility(user: User, kind: str = "") -> Q:
    """The condition under which ``user`` sees a record; ``kind`` when all are of that kind.

    Staff see what is not restricted; restricted records are for their owner, the holders of their
    scope, those they were shared with, and people with sight of that kind. Grants are asked for by
    their keys, as the rules have them, so that SQL and Python cannot differ.
    """
    if not (user.is_authenticated and user.is_active):
        return Q(Mark()) & Q(pk__in=[])
    if kind and kind in standing_of(user).sights:
        return Q(Mark())
    return Q(Mark()) & reduce(Q.__or__, _ways(user, kind))


def newest_branches(shown: Records, stretches: Sequence[QuerySet[Any]], user: User, count: int) -> Records:
    """The first ``count`` rows of ``shown`` that ``user`` may see, one branch a way and stretch.

    ``stretches`` are querysets that together hold the rows, each in an order that an index gives.
    """
    ways = _branches(user, shown.model.kind_key)
    keys = [stretch.filter(way).values("pk")[:count] for stretch in stretches for way in ways]
    kept: Records = shown.filter(Q(Mark()), pk__in=_together(keys))[:count]
    return kept


def count_of_branches(records: QuerySet[Any], user: User, kind: str, limit: int) -> RawSQL:
    """How many of ``records`` are of ``kind`` and ``user`` may see, at most ``limit``; to be read along with rows."""
    seen = _together([records.filter(way).order_by().values("pk")[:limit] for way in _branches(user, kind)])
    counted = f"SELECT COUNT(*) FROM (SELECT 1 FROM ({seen.sql}) AS seen LIMIT %s) AS counted"  # noqa: S608 - our own SQL
    return RawSQL(counted, [*seen.params, limit], output_field=IntegerField())


def _together(keys: Sequence[QuerySet[Any]]) -> RawSQL:
    """The keys that any of the queries finds.

    Written out, since Django refuses a limited query in a union on SQLite, which takes it as a table.
    """
    parts = [query.query.sql_with_params() for query in keys]
    sql = " UNION ALL ".join(f"SELECT * FROM ({text}) AS branch_{place}" for place, (text, _) in enumerate(parts))
    return RawSQL(sql, [value for _, values in parts for value in values])


def can_see(user: User, record: Record) -> bool:
    """The same answer for one record already read, without a query."""
    standing = standing_of(user)
    return bool(
        user.is_active
        and (
            not record.restricted
            or (record.owner_id is not None and record.owner_id == user.pk)
            or standing.holds(record)
            or standing.was_given(record)
            or record.kind in standing.sights
        )
    )


def _ways(user: User, kind: str) -> list[Q]:
    """The ways a person may come to see a record."""
    standing = standing_of(user)
    ways = [Q(restricted=False), Q(owner=user)]
    if given := standing.governs | standing.shared:
        ways.append(Q(pk__in=given))
    if standing.governs:
        ways.append(Q(scope__in=standing.governs))
    if standing.sights and not kind:
        ways.append(Q(kind__in=standing.sights))
    return ways


def _branches(user: User, kind: str) -> list[Q]:
    """The same ways to a record of a kind, without overlap, each with an index for every order."""
    if not (user.is_authenticated and user.is_active):
        return [Q(pk=None)]
    # IN and not a bare NOT, by which SQLite would pass its index by.
    everybody, hidden = Q(kind=kind, restricted__in=[False]), Q(kind=kind, restricted__in=[True])
    if kind in standing_of(user).sights:
        return [everybody, hidden]
    return [everybody, hidden & Q(owner=user), *_granted_branches(user, kind)]


def _granted_branches(user: User, kind: str) -> list[Q]:
    """Grants by their keys, which are few: a key finds its row where EXISTS would ask every row.

    What else is asked of the row is put so that no index answers it, or SQLite would walk that one.
    """
    standing = standing_of(user)
    granted = standing.governs | standing.shared
    if not granted:
        return []
    others = Q(Exact(Coalesce("kind", Value("")), kind), restricted=True) & ~Q(owner=user)
    given = Q(pk__in=granted)
    scoped = [others & ~given & Q(scope__in=standing.governs)] if standing.governs else []
    return [others & given, *scoped]
