"""How much hangs on a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from records.models import Acknowledgement, Attachment, Comment, Event, Evidence, Link, Record, Task

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True)
class Readers:
    """How many people confirmed reading any version of a record, and whether one of them read the present one."""

    count: int
    includes_me: bool


def readers_of(record: Record, user: User) -> Readers:
    """Who has read a record, in numbers, in one query."""
    mine = Count("pk", filter=Q(person=user, version=record.version))
    found = Acknowledgement.objects.filter(record_id=record.pk).aggregate(n=Count("person", distinct=True), mine=mine)
    return Readers(found["n"], bool(found["mine"]))


def part_counts(record: Record, user: User) -> dict[str, int]:
    """Open tasks, links, files, evidence, comments and events of a record, in one query."""
    of_record = Q(record=OuterRef("pk"))
    parts: dict[str, QuerySet[Any]] = {
        "tasks": Task.objects.filter(of_record, done=None),
        "links": Link.objects.filter(Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")), ended=None),
        "files": Attachment.objects.filter(of_record, withdrawn=None),
        "evidence": Evidence.objects.filter(of_record, withdrawn=None),
        "comments": Comment.objects.filter(of_record),
        "history": Event.objects.filter(of_record),
    }
    counts = {f"n_{key}": _count(rows) for key, rows in parts.items()}
    row = Record.objects.visible_to(user).filter(pk=record.pk).annotate(**counts).values(*counts).get()
    return {key: row[f"n_{key}"] for key in parts}


def _count(rows: QuerySet[Any]) -> Subquery:
    one = rows.order_by().annotate(one=F("pk") * 0).values("one").annotate(n=Count("pk")).values("n")
    return Subquery(one, output_field=IntegerField())
