"""What roles give: worked out whole from the record by which it is given, and written where it differs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from records.access.standing import forget
from records.domain.sharing import permission
from records.models import KindSight, Record, RecordUserPermission, StandIn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import Model, QuerySet

    from people.models import User


@dataclass(frozen=True)
class Right:
    """``user`` has ``codename`` on the record with key ``record`` by the role ``role``, on days of a term.

    ``until`` None is without end; ``acts_for`` is the absent person in whose stead a deputy has it.
    """

    user: User
    record: int
    codename: str
    role: str
    since: date
    until: date | None
    acts_for: User | None = None


@dataclass(frozen=True)
class Sight:
    """``user`` sees every record of a kind, on days of a term."""

    user: User
    kind: str
    since: date
    until: date | None
    acts_for: User | None = None


@dataclass(frozen=True)
class Cover:
    """``deputy`` stands in for ``absent``, on days of a term."""

    absent: User
    deputy: User
    since: date
    until: date


def settle_rights(source: Record, rights: Sequence[Right], sights: Sequence[Sight], *, actor: User | None) -> None:
    """Let ``source`` give exactly these rights and sights; those it gave before and does not name are taken away.

    Asks no rule and writes no event: it is for verbs that have asked theirs and tell of it.
    """
    _settle(source, {RecordUserPermission: _grants(source, rights, actor), KindSight: _sights(source, sights)})
    for person in [*(right.user for right in rights), *(sight.user for sight in sights)]:
        forget(person)


def settle_covers(source: Record, covers: Sequence[Cover]) -> None:
    """Let the absence ``source`` put exactly these people in another's place."""
    turns = [
        StandIn(absent=cover.absent, deputy=cover.deputy, since=cover.since, until=cover.until, source_id=source.pk)
        for cover in covers
    ]
    _settle(source, {StandIn: turns})
    for cover in covers:
        forget(cover.deputy)


def _grants(source: Record, rights: Sequence[Right], actor: User | None) -> list[RecordUserPermission]:
    permissions = {codename: permission(codename) for codename in {right.codename for right in rights}}
    return [
        RecordUserPermission(
            user=right.user,
            content_object_id=right.record,
            permission=permissions[right.codename],
            role=right.role,
            since=right.since,
            until=right.until,
            acts_for=right.acts_for,
            source_id=source.pk,
            granted_by=actor,
        )
        for right in rights
    ]


def _sights(source: Record, sights: Sequence[Sight]) -> list[KindSight]:
    return [
        KindSight(
            user=sight.user,
            kind=sight.kind,
            since=sight.since,
            until=sight.until,
            acts_for=sight.acts_for,
            source_id=source.pk,
        )
        for sight in sights
    ]


def _settle(source: Record, wanted: Mapping[type[Model], Sequence[Model]]) -> None:
    """Let the source give exactly these rows of each table; where it does so already, nothing is written or held."""
    if not any(_differs(source, table, rows) for table, rows in wanted.items()):
        return
    with transaction.atomic():
        # Another who settles it meanwhile waits, and so gives nothing twice.
        Record.objects.select_for_update(no_key=True).only("pk").get(pk=source.pk)
        for table, rows in wanted.items():
            _replace(source, table, rows)


def _differs(source: Record, table: type[Model], rows: Sequence[Model]) -> bool:
    return Counter(map(_values, _given(source, table))) != Counter({_values(row) for row in rows})


def _replace(source: Record, table: type[Model], rows: Sequence[Model]) -> None:
    """Take away what is not wanted, and give what is missing."""
    known = {_values(row): row.pk for row in _given(source, table)}
    wanted = {_values(row): row for row in rows}
    _given(source, table).exclude(pk__in=[key for values, key in known.items() if values in wanted]).delete()
    table._default_manager.bulk_create(row for values, row in wanted.items() if values not in known)


def _given(source: Record, table: type[Model]) -> QuerySet[Model]:
    return table._default_manager.filter(source_id=source.pk)


def _values(row: Model) -> tuple[Any, ...]:
    """Every column but the key: two rows that say the same are one."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key)
