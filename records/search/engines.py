"""The index of the database at hand: putting it up, and asking it for keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import RawSQL

from records.models import SearchEntry
from records.search import postgres, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from django.db.backends.base.base import BaseDatabaseWrapper

    from records.search.asked import Asked


def engine_of(database: BaseDatabaseWrapper) -> ModuleType:
    """The module with the SQL of a database."""
    return postgres if database.vendor == "postgresql" else sqlite


def install(database: BaseDatabaseWrapper) -> bool:
    """Put up what is missing of the index; False where its table is not there (yet, or any more).

    SQLite drops triggers of a table that a migration rebuilds, so this follows every migrate.
    """
    if SearchEntry._meta.db_table not in database.introspection.table_names():
        return False
    with database.cursor() as cursor:
        for statement in engine_of(database).INSTALL:
            cursor.execute(statement)
    return True


def rebuild_index(database: BaseDatabaseWrapper) -> None:
    """Make the database's own index anew from the entries."""
    with database.cursor() as cursor:
        for statement in engine_of(database).REBUILD:
            cursor.execute(statement)


def newest_keys(asked: Asked, count: int, *, beyond: int | None = None, is_back: bool = False) -> list[int]:
    """Keys of the newest entries that have what is asked, newest first.

    With ``is_back`` those next above the key ``beyond``, nearest first. Nothing is found by no term or no sight.
    """
    if not asked.terms or not asked.sight:
        return []
    sql, values = engine_of(connection).newest(asked, count, beyond=beyond, is_back=is_back)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor.fetchall()]


def in_keys(keys: Iterable[int]) -> Any:
    """Keys to compare with, as one value: a thousand parameters would cost more than the query."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])
