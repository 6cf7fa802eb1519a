"""Reviews that are due, by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from documents.models import Document

if TYPE_CHECKING:
    from people.models import User

MONTHS = 12


@dataclass(frozen=True)
class Reviews:
    """How many reviews are due in a month, its rest where it has begun; of no month, those whose day has gone by."""

    month: date | None
    count: int


def coming_months() -> list[date]:
    """The first days of this month and those that follow, a year in all."""
    first = timezone.localdate().replace(day=1)
    return [first + relativedelta(months=n) for n in range(MONTHS)]


def month_key(month: date) -> str:
    """A month as it stands in an address: 2026-11."""
    return f"{month:%Y-%m}"


def due_in(month: str) -> Q:
    """Those whose review is due in a month, named as in an address, from today on."""
    first = parse_date(f"{month}-01") or timezone.localdate()
    return Q(due__gte=max(first, timezone.localdate()), due__lt=first + relativedelta(months=1))


def reviews_due(user: User) -> list[Reviews]:
    """What is late, then the reviews of each coming month, of documents that the reader sees."""
    today, months = timezone.localdate(), coming_months()
    counts = {f"n{place}": Count("pk", filter=due_in(month_key(month))) for place, month in enumerate(months)}
    documents = Document.objects.visible_to(user).current().exclude(due=None)
    found = documents.aggregate(late=Count("pk", filter=Q(due__lt=today)), **counts)
    return [
        Reviews(None, found["late"]),
        *(Reviews(month, found[f"n{place}"]) for place, month in enumerate(months)),
    ]
