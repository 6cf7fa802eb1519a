"""Figures of the service catalogue that indicators take their values from: as the history says that services stood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from records.kind import find_kind
from services.models import Service
from shell.registry import Computed, ComputedMeasure

if TYPE_CHECKING:
    from people.calendar import Period
    from people.models import User

#: States in which customers use a service.
LIVE = ("live", "being_removed")
#: What an entry of the catalogue says, as ``services.domain.lives.missing_to_go_live`` asks.
COMPLETE = ~Q(customer_value="") & Q(owner__isnull=False, service_hours__isnull=False)


def catalogue_completeness(period: Period, seen_by: User | None) -> Computed:
    """Live services at the period's end with value, owner and hours in the catalogue / live services x 100 (K-P04-1)."""
    rows = _live(period, seen_by)
    return Computed.share(rows.filter(COMPLETE).count(), rows.count(), _list())


def entries_reviewed(period: Period, seen_by: User | None) -> Computed:
    """Live services at the period's end whose next review was still ahead then / live services x 100 (K-P04-2)."""
    rows = _live(period, seen_by)
    return Computed.share(rows.filter(due__gt=period.last).count(), rows.count(), _list())


def computed_measures() -> list[ComputedMeasure]:
    """What the room declares of them."""
    return [
        ComputedMeasure(
            key="services.catalogue_completeness",
            label=_("Catalogue completeness"),
            explain=_("Services live at the end of the period that say what customers get, who owns them and when."),
            unit="%",
            compute=catalogue_completeness,
            serves="K-P04-1",
        ),
        ComputedMeasure(
            key="services.entries_reviewed",
            label=_("Catalogue entries reviewed in interval"),
            explain=_("Services live at the end of the period whose next review was still ahead then, of all live."),
            unit="%",
            compute=entries_reviewed,
            serves="K-P04-2",
        ),
    ]


def _live(period: Period, seen_by: User | None) -> Any:
    """The last row of history of each service before the period was over, where it was live then."""
    every = Service.history.filter(history_date__lt=period.end)  # type: ignore[attr-defined]
    last = every.filter(record_ptr=OuterRef("record_ptr")).order_by("-history_date", "-history_id")
    rows = every.filter(history_id=Subquery(last.values("history_id")[:1]), state__in=LIVE, withdrawn=False)
    if seen_by is not None:
        rows = rows.filter(record_ptr__in=Service.objects.visible_to(seen_by).values("pk"))
    return rows


def _list() -> str:
    return f"{find_kind('service').url()}?state=live"
