"""Figures of documents that indicators take their values from: as the history says that documents stood."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from documents.enums import DOCUMENTS_IN_FORCE
from documents.models import Document, Version
from people.calendar import DAY
from records.kind import find_kind
from shell.registry import Computed, ComputedMeasure

if TYPE_CHECKING:
    from datetime import date

    from people.calendar import Period
    from people.models import User

#: Days of the week on which people work.
WORKING = range(5)


def inside_review_date(period: Period, seen_by: User | None) -> Computed:
    """Documents in force at the period's end whose review day was still ahead / all of them x 100 (K-P25-1)."""
    rows = _as_they_stood(period, seen_by).filter(state__in=DOCUMENTS_IN_FORCE, withdrawn=False)
    ahead = rows.filter(due__gt=period.last)
    return Computed.share(ahead.count(), rows.count(), f"{find_kind('document').url()}?state=published")


def approval_lead_time(period: Period, seen_by: User | None) -> Computed:
    """Mean working days from submitting to approving, of versions approved in the period (K-P25-2)."""
    rows = Version.objects.filter(approved__gte=period.begin, approved__lt=period.end, submitted__isnull=False)
    if seen_by is not None:
        rows = rows.filter(document__in=Document.objects.visible_to(seen_by).values("pk"))
    spans = [
        _working_days(submitted.date(), approved.date())
        for submitted, approved in rows.values_list("submitted", "approved")
        if submitted and approved
    ]
    total = Decimal(sum(spans))
    value = total / len(spans) if spans else None
    return Computed(value, total, Decimal(len(spans)), find_kind("document").url())


def computed_measures() -> list[ComputedMeasure]:
    """What the room declares of them."""
    return [
        ComputedMeasure(
            key="documents.inside_review_date",
            label=_("Documents inside review date"),
            explain=_(
                "Documents in force at the end of the period whose review was still ahead then, of all in force."
            ),
            unit="%",
            compute=inside_review_date,
            serves="K-P25-1",
        ),
        ComputedMeasure(
            key="documents.approval_lead_time",
            label=_("Approval lead time"),
            explain=_(
                "Working days, Monday to Friday, from the submission of a version to its approval in the period."
            ),
            unit="days",
            compute=approval_lead_time,
            serves="K-P25-2",
        ),
    ]


def _as_they_stood(period: Period, seen_by: User | None) -> Any:
    """The last row of history of each document before the period was over."""
    every = Document.history.filter(history_date__lt=period.end)  # type: ignore[attr-defined]
    last = every.filter(record_ptr=OuterRef("record_ptr")).order_by("-history_date", "-history_id")
    rows = every.filter(history_id=Subquery(last.values("history_id")[:1]))
    if seen_by is not None:
        rows = rows.filter(record_ptr__in=Document.objects.visible_to(seen_by).values("pk"))
    return rows


def _working_days(first: date, last: date) -> int:
    """Days from Monday to Friday after the first, up to the last."""
    days = (first + DAY * step for step in range(1, (last - first).days + 1))
    return sum(day.weekday() in WORKING for day in days)
