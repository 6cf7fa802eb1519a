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

#: Whether a person did it. Written out, since My work asks it whenever it is opened; of one's own deeds no more is
#: told than that they were done. Each is found by an index, however much else the person did; a column is looked for
#: among what they recorded of its kind.
OF_ANY_KIND = "SELECT 1 FROM records_event e WHERE e.actor_id = %s AND e.action = %s"
OF_A_KIND = "SELECT 1 FROM records_event e WHERE e.actor_id = %s AND e.action = %s AND e.kind = %s"
OF_A_COLUMN = """
SELECT 1 FROM records_event e JOIN {table} c ON c.record_ptr_id = e.record_id
 WHERE e.actor_id = %s AND e.action = 'create' AND e.kind = %s AND c.{column} = %s
"""
OF_A_CLAUSE = """
SELECT 1 FROM records_evidence v
  JOIN standard_requirementitem i ON i.id = v.item_id JOIN standard_clause c ON c.id = i.clause_id
 WHERE v.added_by_id = %s AND v.withdrawn IS NULL AND (c.number = %s OR c.number LIKE %s)
"""


def deeds_of(user: User, asked: Collection[Deed]) -> frozenset[Deed]:
    """Those of ``asked`` that a person has ever done themselves; one query."""
    deeds = sorted(asked)
    if not deeds:
        return frozenset()
    found = [_condition(user, deed) for deed in deeds]
    sql = " UNION ALL ".join(f"SELECT {place} WHERE EXISTS ({text})" for place, (text, _) in enumerate(found))
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in found for value in values])
        return frozenset(deeds[place] for (place,) in cursor.fetchall())


def is_of_a_column(deed: Deed) -> bool:
    """Whether it names a column that its kind of record has."""
    kind, (column, is_column, _value) = deed[0], deed[1].partition("=")
    try:
        return bool(is_column) and bool(model_of(kind)._meta.get_field(column))
    except (FieldDoesNotExist, StopIteration):
        return False


def _condition(user: User, deed: Deed) -> tuple[str, list[Any]]:
    """What finds a deed of the person, with its values."""
    kind, action = deed
    if action.startswith(EVIDENCE):
        number = action.removeprefix(EVIDENCE)
        return OF_A_CLAUSE, [user.pk, number, f"{number}.%"]
    if "=" in action:
        return _of_a_column(user, kind, action)
    return (OF_A_KIND, [user.pk, action, kind]) if kind else (OF_ANY_KIND, [user.pk, action])


def _of_a_column(user: User, kind: str, fact: str) -> tuple[str, list[Any]]:
    name, _sign, value = fact.partition("=")
    model = model_of(kind)
    column: Field = model._meta.get_field(name)  # type: ignore[assignment]
    sql = OF_A_COLUMN.format(table=model._meta.db_table, column=column.column)
    return sql, [user.pk, kind, column.to_python(value)]
