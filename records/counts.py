"""How much hangs on a record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection
from django.db.models import Count, Q

from records.models import Acknowledgement
from shell.registry import Panel, registry

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


def part_counts(record: Record, user: User) -> dict[str, int]:
    """Open tasks, links, files, evidence, comments and events of a record that was found to be visible, in one query.

    ``pinned`` is 1 where this person keeps the record at hand; so is the key of a panel that says what it is hung by,
    where something does.
    """
    hung = panels_hung()
    with connection.cursor() as cursor:
        counted = ", ".join([COUNTS, *hung.values(), PINNED])
        cursor.execute(f"SELECT {counted}", [*[record.pk] * (len(PARTS) + len(hung) + 1), user.pk])
        return dict(zip((*PARTS, *hung, "pinned"), cursor.fetchone(), strict=True))


@cache
def panels_hung() -> dict[str, str]:
    """Whether anything hangs on a record by the foreign key that a panel names, by the panel's key."""
    return {panel.key: _exists(panel.hung_by) for panel in registry.all(Panel) if panel.hung_by}


def _exists(hung_by: str) -> str:
    model, _dot, name = hung_by.rpartition(".")
    field: Any = apps.get_model(model)._meta.get_field(name)
    table, column = (connection.ops.quote_name(found) for found in (field.model._meta.db_table, field.column))
    return f"(SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} = %s))"  # noqa: S608 - names of tables of ours
