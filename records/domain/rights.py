"""What roles give: written whole, from the record by which it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from records.access.standing import forget
from records.domain.sharing import permission
from records.models import KindSight, Record, RecordUserPermission, StandIn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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


@transaction.atomic
def settle_rights(source: Record, rights: Sequence[Right], sights: Sequence[Sight], *, actor: User | None) -> None:
    """Let ``source`` give exactly these rights and sights; those it gave before and does not name are taken away.

    Asks no rule and writes no event: it is for verbs that have asked theirs and tell of it.
    """
    _take_away(source, RecordUserPermission, KindSight)
    permissions = {codename: permission(codename) for codename in {right.codename for right in rights}}
    RecordUserPermission.objects.bulk_create(
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
    )
    KindSight.objects.bulk_create(
        KindSight(
            user=sight.user,
            kind=sight.kind,
            since=sight.since,
            until=sight.until,
            acts_for=sight.acts_for,
            source_id=source.pk,
        )
        for sight in sights
    )
    for person in [*(right.user for right in rights), *(sight.user for sight in sights)]:
        forget(person)


@transaction.atomic
def settle_covers(source: Record, covers: Sequence[Cover]) -> None:
    """Let the absence ``source`` put exactly these people in another's place."""
    _take_away(source, StandIn)
    StandIn.objects.bulk_create(
        StandIn(absent=cover.absent, deputy=cover.deputy, since=cover.since, until=cover.until, source_id=source.pk)
        for cover in covers
    )
    for cover in covers:
        forget(cover.deputy)


def _take_away(source: Record, *tables: type) -> None:
    """Drop what the source gave; another who settles it meanwhile waits, and so gives nothing twice."""
    Record.objects.select_for_update(no_key=True).only("pk").get(pk=source.pk)
    for table in tables:
        table.objects.filter(source_id=source.pk).delete()  # type: ignore[attr-defined]
