"""Spans between two moments, and percentiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import FloatField, Func

if TYPE_CHECKING:
    from collections.abc import Sequence


class Seconds(Func):
    """Seconds from one moment to another (the later one is named first), counted by the database itself."""

    output_field = FloatField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps moments as texts, which it reads as days."""
        template = "ROUND((JULIANDAY(%(expressions)s)) * 86400, 3)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=") - JULIANDAY(", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL subtracts moments."""
        template = "EXTRACT(EPOCH FROM (%(expressions)s))"
        return super().as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


def percentile(values: Sequence[Any], share: int) -> Any:
    """The value below which a share of a hundred lies, by linear interpolation between the two nearest ranks.

    With 50 it is the median. Raises ValueError for no values.
    """
    if not values:
        message = "There is no percentile of nothing"
        raise ValueError(message)
    ordered = sorted(values)
    low, rest = divmod((len(ordered) - 1) * share, 100)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * rest / 100
