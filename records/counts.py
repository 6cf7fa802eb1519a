"""How much hangs on a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q

from records.models import Acknowledgement

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


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


#: What is counted of a record: the table, and which of its rows; a record's key stands where %s is.
PARTS = {
    "tasks": "records_task WHERE record_id = %s AND done IS NULL",
    "links": "records_link WHERE %s IN (source_id, target_id) AND ended IS NULL",
    "files": "records_attachment WHERE record_id = %s AND withdrawn IS NULL",
    "evidence": "records_evidence WHERE record_id = %s AND withdrawn IS NULL",
    "comments": "records_comment WHERE record_id = %s",
    "history": "records_event WHERE record_id = %s",
}
#: Written out, since every page of a record asks it: Django would spend more on making the SQL than the database on it.
COUNTS = ", ".join(f"(SELECT COUNT(*) FROM {rows})" for rows in PARTS.values())  # noqa: S608 - the lines above
PINNED = "(SELECT COUNT(*) FROM records_pin WHERE record_id = %s AND user_id = %s)"
COUNT_PARTS = f"SELECT {COUNTS}, {PINNED}"


def part_counts(record: Record, user: User) -> dict[str, int]:
    """Open tasks, links, files, evidence, comments and events of a record that was found to be visible, in one query.

    ``pinned`` is 1 where this person keeps the record at hand.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT_PARTS, [*[record.pk] * (len(PARTS) + 1), user.pk])
        return dict(zip((*PARTS, "pinned"), cursor.fetchone(), strict=True))
