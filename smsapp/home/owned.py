"""The records a person owns, of every kind: what is due first, then the newest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Q, When, Window
from django.utils import timezone

from records.access.visibility import rows_found
from records.kind import all_kinds, is_over
from records.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from records.models import RecordQuerySet

#: Days ahead in which what is due stands before what is new.
SOON = timedelta(days=14)


def owned_by(user: User) -> RecordQuerySet:
    """The person's own records: those due soon or late first, then the newest."""
    awaited = Q(due__lte=timezone.localdate() + SOON) & ~is_over()
    owned: RecordQuerySet = Record.objects.visible_to(user).current().filter(owner=user)
    return owned.order_by(Case(When(awaited, then=F("due"))).asc(nulls_last=True), "-created", "-id")


def first_owned(user: User, count: int) -> tuple[list[Any], int]:
    """The first of them, and how many there are.

    Keys first: all are put in order and counted at once, and rows are read for those shown alone.
    """
    found = list(owned_by(user).values_list("pk", Window(Count("*")))[:count])
    if not found:
        return [], 0
    rows = {record.pk: record for record in rows_found(Record, [pk for pk, _n in found])}
    return [rows[pk] for pk, _n in found if pk in rows], found[0][1]


def narrowed(records: RecordQuerySet, params: Mapping[str, str]) -> tuple[RecordQuerySet, dict[str, str]]:
    """The records of the kind that the address asks for, the late ones alone where it says so; and what it asks."""
    chosen = {"kind": params.get("kind", ""), "late": params.get("late", "")}
    if chosen["kind"] in {kind.key for kind in all_kinds()}:
        records = records.filter(kind=chosen["kind"])
    if chosen["late"]:
        records = records.filter(Q(due__lt=timezone.localdate()) & ~is_over())
    return records, chosen
