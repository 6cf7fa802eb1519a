"""The records a person owns, of every kind: what is due first, then the newest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Q, When
from django.utils import timezone

from records.access.visibility import count_of
from records.kind import all_kinds, is_over
from records.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from records.models import RecordQuerySet

#: Days ahead in which what is due stands before what is new.
SOON = timedelta(days=14)
#: Counting stops here.
COUNT_MAX = 1000


def owned_by(user: User) -> RecordQuerySet:
    """The person's own records: those due soon or late first, then the newest."""
    awaited = Q(due__lte=timezone.localdate() + SOON) & ~is_over()
    owned: RecordQuerySet = Record.objects.visible_to(user).current().filter(owner=user)
    return owned.order_by(Case(When(awaited, then=F("due"))).asc(nulls_last=True), "-created", "-id")


def first_owned(user: User, count: int) -> list[Any]:
    """The first of them, each with how many there are: ``n_owned``, at most one more than ``COUNT_MAX``."""
    owned = owned_by(user)
    return list(owned.annotate(n_owned=count_of([owned], COUNT_MAX + 1))[:count])


def narrowed(records: RecordQuerySet, params: Mapping[str, str]) -> tuple[RecordQuerySet, dict[str, str]]:
    """The records of the kind that the address asks for, the late ones alone where it says so; and what it asks."""
    chosen = {"kind": params.get("kind", ""), "late": params.get("late", "")}
    if chosen["kind"] in {kind.key for kind in all_kinds()}:
        records = records.filter(kind=chosen["kind"])
    if chosen["late"]:
        records = records.filter(Q(due__lt=timezone.localdate()) & ~is_over())
    return records, chosen
