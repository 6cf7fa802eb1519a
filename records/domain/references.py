"""Giving out references: unique per prefix and year, without gaps."""

from django.db import IntegrityError, connection, transaction

from people.calendar import today
from records.models.record import Record
from records.models.reference import Counter

#: Stands for the year of identifiers that are counted through.
NO_YEAR = 0


def allot(prefix: str, count: int = 1) -> list[str]:
    """The next ``count`` references of a prefix this year, such as OPP-2026-0007.

    Called inside the transaction that uses them: a rollback gives the numbers back, and others wait
    for the row until then, so no gap arises.
    """
    year = today().year
    last = _advance(prefix, year, count)
    return [f"{prefix}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]


def allot_plain(prefix: str) -> str:
    """The next identifier of a prefix whatever the year, such as POL-001; one chosen by hand is passed over."""
    while True:
        reference = f"{prefix}-{_advance(prefix, NO_YEAR, 1):03d}"
        if not Record.objects.filter(reference=reference).exists():
            return reference


def _advance(prefix: str, year: int, count: int) -> int:
    """Move the row on and read it in one statement, which Django cannot say."""
    statement = f'UPDATE "{Counter._meta.db_table}" SET last = last + %s WHERE prefix = %s AND year = %s RETURNING last'  # noqa: S608 - the name of our own table
    with connection.cursor() as cursor:
        cursor.execute(statement, [count, prefix, year])
        row = cursor.fetchone()
    if row is None:
        _begin(prefix, year)
        return _advance(prefix, year, count)
    last: int = row[0]
    return last


def _begin(prefix: str, year: int) -> None:
    """Make the year's row; when another writer was faster, theirs will do."""
    try:
        with transaction.atomic():
            Counter.objects.create(prefix=prefix, year=year)
    except IntegrityError:
        if not Counter.objects.filter(prefix=prefix, year=year).exists():
            raise
