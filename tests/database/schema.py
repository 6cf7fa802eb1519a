"""What tables there are, as the database itself tells."""

from django.db import connection


def schema():
    """Of each table its columns as ``name type null`` and its constraints and indexes as ``columns meaning``."""
    look = connection.introspection
    with connection.cursor() as cursor:
        return {
            table: [*_columns(look.get_table_description(cursor, table)), *_bounds(look.get_constraints(cursor, table))]
            for table in look.table_names(cursor)
        }


def _columns(described):
    return sorted(f"{each.name} {each.type_code} {each.null_ok}" for each in described)


def _bounds(found):
    meanings = ("primary_key", "unique", "index", "check", "foreign_key")
    return sorted(f"{each['columns']} {[each[meaning] for meaning in meanings]}" for each in found.values())
