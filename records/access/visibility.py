"""Which records a person may see: one predicate for lists, counts, pickers, panels and exports."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db.models import BooleanField, Exists, Expression, OuterRef, Q, QuerySet

from records.access.standing import in_term, standing_of

if TYPE_CHECKING:
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
    scope, those they were shared with, and people with sight of that kind.
    """
    if not (user.is_authenticated and user.is_active):
        return Q(Mark()) & Q(pk__in=[])
    if kind and kind in standing_of(user).sights:
        return Q(Mark())
    return Q(Mark()) & reduce(Q.__or__, _ways(user, kind, _granted_by_exists(user)))


def newest_branches(queryset: Records, user: User, count: int) -> Records:
    """The first ``count`` rows of an ordered queryset that ``user`` may see, one branch a way."""
    if not (user.is_authenticated and user.is_active):
        return queryset.filter(visibility(user))
    if queryset.model.kind_key in standing_of(user).sights:
        return queryset.filter(visibility(user, queryset.model.kind_key))[:count]
    rows = queryset.model.objects
    branches = [
        rows.filter(pk__in=queryset.filter(way).values("pk")[:count]).order_by().values("pk")
        for way in _ways(user, queryset.model.kind_key, _granted_by_key(user))
    ]
    found = rows.filter(Q(Mark()), pk__in=branches[0].union(*branches[1:]))
    found.query.order_by = queryset.query.order_by
    found.query.select_related = queryset.query.select_related
    kept: Records = found[:count]
    return kept


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


def _ways(user: User, kind: str, granted: list[Q]) -> list[Q]:
    """The ways a person may come to see a record, each with an index of its own; ``granted`` by grants."""
    # IN and not a bare NOT, by which SQLite would pass its index by.
    ways = [Q(restricted__in=[False]), Q(owner=user), *granted]
    sights = standing_of(user).sights
    return [*ways, Q(kind__in=sights)] if sights and not kind else ways


def _granted_by_exists(user: User) -> list[Q]:
    """Grants asked of each row; nothing is asked for a person who holds none."""
    standing = standing_of(user)
    if not standing.governs and not standing.shared:
        return []
    return [
        Q(Exists(_grants("RecordUserPermission", user=user))),
        Q(Exists(_grants("RecordGroupPermission", group__user=user))),
    ]


def _granted_by_key(user: User) -> list[Q]:
    """Grants by their keys: they are few, and a key finds its row where EXISTS would ask every row."""
    standing = standing_of(user)
    granted = standing.governs | standing.shared
    return [Q(pk__in=granted), Q(scope__in=granted)] if granted else []


def _grants(model: str, **holder: Any) -> Any:
    grants = apps.get_model("records", model).objects.filter(in_term(), **holder)
    return grants.filter(Q(content_object_id=OuterRef("pk")) | Q(content_object_id=OuterRef("scope_id")))
