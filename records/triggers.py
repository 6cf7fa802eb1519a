"""Triggers that refuse to change or delete what only grows: events, history, comments; on both databases.

SQLite also needs one on INSERT, since REPLACE would get through; and it drops all triggers of a
table that a migration rebuilds, so they are installed anew after every migrate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "events and history are neither changed nor deleted"

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION sms_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def guarded_tables() -> dict[str, str]:
    """Tables whose models say ``only_grows``, with the column of their key."""
    models = [model for model in apps.get_models() if getattr(model, "only_grows", False)]
    return {model._meta.db_table: str(model._meta.pk.column) for model in models}


def install_all(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every guarded table that exists, in place of older ones."""
    existing = set(connection.introspection.table_names())
    drop_all(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table, key in guarded_tables().items():
            for statement in _statements(connection.vendor, table, key) if table in existing else ():
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
    events = ("change", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table[:50]}_no_{event}" for event in events]


def _statements(vendor: str, table: str, key: str) -> list[str]:
    names = _names(vendor, table)
    if vendor == "postgresql":
        row, whole = names
        return [
            f'CREATE TRIGGER "{row}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION sms_refuse()',
            f'CREATE TRIGGER "{whole}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION sms_refuse()',
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    update, delete, replace = names
    known = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}")'  # noqa: S608 - names of our own tables
    return [
        f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{replace}" BEFORE INSERT ON "{table}" {known} {refuse}',
    ]
