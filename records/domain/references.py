"""Giving out references: unique per prefix and year, without gaps."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from records.models.reference import Counter


def allot(prefix: str, count: int = 1) -> list[str]:
    """The next ``count`` references of a prefix this year, such as OPP-2026-0007.

    Called inside the transaction that uses them: a rollback gives the numbers back, and others wait
    for the row until then, so no gap arises.
    """
    year = timezone.localdate().year
    last = _advance(prefix, year, count)
    return [f"{prefix}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]


def _advance(prefix: str, year: int, count: int) -> int:
    row = Counter.objects.filter(prefix=prefix, year=year)
    if not row.update(last=F("last") + count):
        _begin(prefix, year)
        row.update(last=F("last") + count)
    return row.values_list("last", flat=True).get()


def _begin(prefix: str, year: int) -> None:
    """Make the year's row; when another writer was faster, theirs will do."""
    try:
        with transaction.atomic():
            Counter.objects.create(prefix=prefix, year=year)
    except IntegrityError:
        if not Counter.objects.filter(prefix=prefix, year=year).exists():
            raise
