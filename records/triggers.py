"""Triggers that refuse to change or delete what only grows: events, history, comments; on both databases.

A model may say ``freezes_when``, a column, and ``frozen``, others: once the first has a value, those are
refused to change, and the row to be deleted. SQLite also needs one on INSERT, since REPLACE would get through; and it drops all triggers of a
table that a migration rebuilds, so they are installed anew after every migrate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "events and history are neither changed nor deleted"

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION sms_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


@dataclass(frozen=True)
class Guarded:
    """A table that is guarded, with the column of its key.

    ``frozen`` is when a row is, as a condition; ``changed`` are the columns it then keeps. Both are
    empty where every change and every deletion is refused.
    """

    key: str
    frozen: str = ""
    changed: tuple[str, ...] = ()


def guarded_tables() -> dict[str, Guarded]:
    """Tables whose models say ``only_grows`` or ``freezes_when``."""
    found = {}
    for model in apps.get_models():
        key = str(model._meta.pk.column)
        if getattr(model, "only_grows", False):
            found[model._meta.db_table] = Guarded(key)
        elif column := getattr(model, "freezes_when", ""):
            found[model._meta.db_table] = Guarded(key, f'"{column}" IS NOT NULL', model.frozen)  # type: ignore[attr-defined]
    return found


def install_all(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every guarded table that exists, in place of older ones."""
    existing = set(connection.introspection.table_names())
    drop_all(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table, guarded in guarded_tables().items():
            for statement in _statements(connection.vendor, table, guarded) if table in existing else ():
                cursor.execute(statement)


def drop_all(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away; for tests that empty tables, and for installing them anew."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in guarded_tables():
            for name in _names(connection.vendor, table) if table in existing else ():
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Guarded tables that exist without all their triggers, by name."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {name for (name,) in cursor.fetchall()}
    tables = [table for table in guarded_tables() if table in existing]
    return [table for table in tables if not found.issuperset(_names(connection.vendor, table))]


def _names(vendor: str, table: str) -> list[str]:
    events = ("change", "delete", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table[:50]}_no_{event}" for event in events]


def _statements(vendor: str, table: str, guarded: Guarded) -> list[str]:
    return _on_postgres(table, guarded) if vendor == "postgresql" else _on_sqlite(table, guarded)


def _on_postgres(table: str, guarded: Guarded) -> list[str]:
    update, delete, truncate = _names("postgresql", table)
    on_update, on_delete = _when(guarded, "IS DISTINCT FROM")
    each = f'ON "{table}" FOR EACH'
    return [
        f'CREATE TRIGGER "{update}" BEFORE UPDATE {each} ROW {on_update} EXECUTE FUNCTION sms_refuse()',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE {each} ROW {on_delete} EXECUTE FUNCTION sms_refuse()',
        f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE {each} STATEMENT EXECUTE FUNCTION sms_refuse()',
    ]


def _on_sqlite(table: str, guarded: Guarded) -> list[str]:
    update, delete, replace = _names("sqlite", table)
    on_update, on_delete = _when(guarded, "IS NOT")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    frozen = f" AND {guarded.frozen}" if guarded.frozen else ""
    known = f'SELECT 1 FROM "{table}" WHERE "{guarded.key}" = NEW."{guarded.key}"{frozen}'  # noqa: S608 - names of our own tables
    return [
        f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" {on_update} {refuse}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" {on_delete} {refuse}',
        f'CREATE TRIGGER "{replace}" BEFORE INSERT ON "{table}" WHEN EXISTS ({known}) {refuse}',
    ]


def _when(guarded: Guarded, differs: str) -> tuple[str, str]:
    """The conditions of refusing an update and a deletion; ``differs`` is how the database says so of NULL too."""
    if not guarded.frozen:
        return "", ""
    changes = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in guarded.changed)
    return f"WHEN (OLD.{guarded.frozen} AND ({changes}))", f"WHEN (OLD.{guarded.frozen})"
