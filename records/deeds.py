"""What a person did themselves, asked of the records: nobody ticks it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection

from records.models.record import model_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import Field

    from people.models import User

#: A kind of record, empty for any, and what was done to one of it: an action of its events ("accept"), a
#: column with its value of one that the person recorded ("is_customer=True"), or evidence for a clause
#: ("evidence:7.4").
Deed = tuple[str, str]
EVIDENCE = "evidence:"
#: How many of a person's first, and of their newest, events are looked at: who is new has few, and who did much
#: has done it all.
LOOKED_AT = 300

#: The person's events that are looked at. Written out, since My work asks it whenever it is opened; of one's own
#: deeds no more is told than their kinds.
LOOKED_AT_EVENTS = """
WITH looked AS (
  SELECT id, record_id, action FROM records_event WHERE id IN (
    SELECT id FROM (SELECT id FROM records_event WHERE actor_id = %s ORDER BY id LIMIT %s) AS first_events
    UNION
    SELECT id FROM (SELECT id FROM records_event WHERE actor_id = %s ORDER BY id DESC LIMIT %s) AS newest_events
  )
)
SELECT r.kind, e.action FROM looked e JOIN records_record r ON r.id = e.record_id
"""
OF_A_COLUMN = """
UNION SELECT %s, %s FROM {table} c JOIN looked e ON c.record_ptr_id = e.record_id
 WHERE e.action = 'create' AND c.{column} = %s
"""
OF_A_CLAUSE = """
UNION SELECT '', %s FROM records_evidence v
  JOIN standard_requirementitem i ON i.id = v.item_id JOIN standard_clause c ON c.id = i.clause_id
 WHERE v.added_by_id = %s AND v.withdrawn IS NULL AND (c.number = %s OR c.number LIKE %s)
"""


def deeds_of(user: User, asked: Collection[Deed] = ()) -> frozenset[Deed]:
    """The actions of a person's events by kind of record, and those of ``asked`` that are no action and true; one query."""
    sql, values = LOOKED_AT_EVENTS, [user.pk, LOOKED_AT] * 2
    for deed in sorted(asked):
        more, known = _fact(user, deed)
        sql, values = sql + more, [*values, *known]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return frozenset((kind, action) for kind, action in cursor.fetchall())


def is_of_a_column(deed: Deed) -> bool:
    """Whether it names a column that its kind of record has."""
    kind, (column, is_column, _value) = deed[0], deed[1].partition("=")
    try:
        return bool(is_column) and bool(model_of(kind)._meta.get_field(column))
    except (FieldDoesNotExist, StopIteration):
        return False


def _fact(user: User, deed: Deed) -> tuple[str, list[Any]]:
    """What asks for a deed that no event tells, with its values; nothing for one that events tell."""
    kind, fact = deed
    if fact.startswith(EVIDENCE):
        number = fact.removeprefix(EVIDENCE)
        return OF_A_CLAUSE, [fact, user.pk, number, f"{number}.%"]
    if "=" not in fact:
        return "", []
    name, _sign, value = fact.partition("=")
    column: Field = model_of(kind)._meta.get_field(name)  # type: ignore[assignment]
    sql = OF_A_COLUMN.format(table=model_of(kind)._meta.db_table, column=column.column)
    return sql, [kind, fact, column.to_python(value)]
