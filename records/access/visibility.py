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
    from collections.abc import Collection, Sequence

    from django.db.models import Model

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

    Staff see what is not restricted; restricted records are for their owner and who stands in for them, the holders of their
    scope, those they were shared with, and people with sight of that kind. Grants are asked for by
    their keys, as the rules have them, so that SQL and Python cannot differ.
    """
    if not (user.is_authenticated and user.is_active):
        return Q(Mark()) & Q(pk__in=[])
    if kind and kind in standing_of(user).sights:
        return Q(Mark())
    return Q(Mark()) & reduce(Q.__or__, _ways(user, kind))


def visibility_sql(user: User, table: str) -> tuple[str, list[Any]]:
    """The same condition written out for a table of records, with its values: for what every page asks.

    As with a person's standing, Django would spend more on making it than the database on answering it.
    """
    if not (user.is_authenticated and user.is_active):
        return f"({MARK} AND 1 = 0)", []
    columns = _columns(user)
    ways = [one_of(f"{table}.{column}", values) for column, values in columns.items()]
    sql = " OR ".join([f"NOT {table}.restricted", *ways])
    return f"({MARK} AND ({sql}))", [value for values in columns.values() for value in values]


def one_of(column: str, values: Sequence[Any]) -> str:
    """That a column has one of some values, which follow as parameters."""
    return f"{column} IN ({', '.join(['%s'] * len(values))})"


def branches(records: Records, user: User, kind: str) -> list[Records]:
    """Those of ``records`` that are of ``kind`` and ``user`` may see: a queryset a way, without overlap.

    Walking one index until enough visible rows are met is slow for a person who may see few of many;
    each way finds its own first by an index of its own. The indexes are those of the one table of
    records: ask for bare records, and read the kind's own columns by ``first_of``.
    """
    return [records.filter(way) for way in _ways_apart(user, kind)]


def first_of(parts: Sequence[QuerySet[Any]], count: int) -> Q:
    """The condition that finds the first ``count`` rows of each part."""
    return Q(Mark(), pk__in=_together([part.values("pk")[:count] for part in parts]))


def rows_found(model: type[Model], keys: Collection[int]) -> QuerySet[Any]:
    """The rows whose keys a query by ``visible_to`` has just found: the same is not asked twice."""
    return model._default_manager.filter(Mark(), pk__in=keys)


def count_of(parts: Sequence[QuerySet[Any]], limit: int) -> RawSQL:
    """How many rows the parts have, at most ``limit``; to be read along with rows.

    They are counted in an order that an index gives: without one PostgreSQL may read the whole table.
    """
    rows = _together([part.order_by("-created", "-id").values("pk")[:limit] for part in parts])
    counted = f"SELECT COUNT(*) FROM (SELECT 1 FROM ({rows.sql}) AS seen LIMIT %s) AS counted"  # noqa: S608 - as below
    return RawSQL(counted, [*rows.params, limit], output_field=IntegerField())  # noqa: S611 - Django's and our own SQL


def _together(keys: Sequence[QuerySet[Any]]) -> RawSQL:
    """The keys that any of the queries finds, as one.

    Written out, since Django refuses a limited query in a union on SQLite, which takes it as a table.
    """
    parts = [query.query.sql_with_params() for query in keys]
    tables = [f"({text}) AS branch_{place}" for place, (text, _) in enumerate(parts)]
    sql = " UNION ALL ".join(f"SELECT * FROM {table}" for table in tables)  # noqa: S608 - Django's SQL, values apart
    return RawSQL(sql, [value for _, values in parts for value in values])  # noqa: S611 - as above


def can_see(user: User, record: Record) -> bool:
    """The same answer for one record already read, without a query."""
    standing = standing_of(user)
    return bool(
        user.is_active
        and (
            not record.restricted
            or (record.owner_id is not None and record.owner_id in {user.pk, *standing.covers})
            or standing.holds(record)
            or standing.was_given(record)
            or record.kind in standing.sights
        )
    )


def _ways(user: User, kind: str) -> list[Q]:
    """The ways a person may come to see a record."""
    columns = {f"{column}__in": values for column, values in _columns(user, kind).items()}
    return [Q(restricted=False), *(Q(**{column: values}) for column, values in columns.items())]


def _columns(user: User, kind: str = "") -> dict[str, list[Any]]:
    """The columns by which a person comes to see what is restricted, each with the values that let them."""
    standing = standing_of(user)
    columns: dict[str, list[Any]] = {
        "owner_id": [user.pk, *sorted(standing.covers)],
        "id": sorted(standing.governs | standing.shared),
        "scope_id": sorted(standing.governs),
        "kind": [] if kind else sorted(standing.sights),
    }
    return {column: values for column, values in columns.items() if values}


def _ways_apart(user: User, kind: str) -> list[Q]:
    """The same ways to a record of a kind, without overlap, each with an index for every order."""
    if not (user.is_authenticated and user.is_active):
        return [Q(pk=None)]
    # IN and not a bare NOT, by which SQLite would pass its index by.
    everybody, hidden = Q(kind=kind, restricted__in=[False]), Q(kind=kind, restricted__in=[True])
    if kind in standing_of(user).sights:
        return [everybody, hidden]
    return [everybody, hidden & _owned(user), *_ways_granted(user, kind)]


def _owned(user: User) -> Q:
    """What the person owns, and what those own whom they stand in for."""
    covers = standing_of(user).covers
    return Q(owner__in=[user.pk, *sorted(covers)]) if covers else Q(owner=user)


def _ways_granted(user: User, kind: str) -> list[Q]:
    """Grants by their keys, which are few: a key finds its row where EXISTS would ask every row.

    What else is asked of the row is put so that no index answers it, or SQLite would walk that one.
    """
    standing = standing_of(user)
    granted = standing.governs | standing.shared
    if not granted:
        return []
    others = Q(Exact(Coalesce("kind", Value("")), kind), restricted=True) & ~_owned(user)
    return [others & (Q(pk__in=granted) | Q(scope__in=standing.governs))]
