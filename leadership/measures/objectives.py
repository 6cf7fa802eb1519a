"""Figures of objectives that indicators take their values from: as the history says that objectives stood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from leadership.domain.path import Path
from leadership.models import Objective
from measures.enums import Status
from measures.models import Measurement
from records.kind import find_kind
from shell.registry import Computed, ComputedMeasure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.calendar import Period
    from people.models import User


def objectives_on_target(period: Period, seen_by: User | None) -> Computed:
    """Objectives in force at the period's end that were on their path then / all in force x 100 (K-P23-1)."""
    rows = list(_in_force(period, seen_by))
    values = _values(rows, period)
    good = sum(_is_on_path(row, values.get(row.pk)) for row in rows)
    return Computed.share(good, len(rows), f"{find_kind('objective').url()}?state=approved")


def computed_measures() -> list[ComputedMeasure]:
    """What the room declares of them."""
    return [
        ComputedMeasure(
            key="leadership.objectives_on_target",
            label=_("Objectives on target"),
            explain=_(
                "Objectives in force at the end of the period whose latest result was on the way from baseline to target;"
                " one without a result counts as not on it."
            ),
            unit="%",
            compute=objectives_on_target,
            serves="K-P23-1",
        ),
    ]


def _in_force(period: Period, seen_by: User | None) -> Any:
    """The last row of history of each objective before the period was over, where it was gone for then."""
    every = Objective.history.filter(history_date__lt=period.end)  # type: ignore[attr-defined]
    last = every.filter(record_ptr=OuterRef("record_ptr")).order_by("-history_date", "-history_id")
    rows = every.filter(history_id=Subquery(last.values("history_id")[:1]), state="approved", withdrawn=False)
    rows = rows.filter(starts__lte=period.last, until__gte=period.first)
    if seen_by is not None:
        rows = rows.filter(record_ptr__in=Objective.objects.visible_to(seen_by).values("pk"))
    return rows


def _values(rows: Iterable[Any], period: Period) -> dict[int, Measurement]:
    """The latest value within each objective's own period and before this one was over, by the objective's row."""
    wanted = list(rows)
    found = Measurement.objects.current().filter(
        indicator__in={row.indicator_id for row in wanted}, last__lte=period.last, value__isnull=False
    )
    by_indicator: dict[int, list[Measurement]] = {}
    for value in found.select_related("indicator").order_by("first"):
        by_indicator.setdefault(value.indicator_id, []).append(value)
    return {
        row.pk: within[-1]
        for row in wanted
        if (within := [v for v in by_indicator.get(row.indicator_id, ()) if row.starts <= v.last <= row.until])
    }


def _is_on_path(row: Any, value: Measurement | None) -> bool:
    if value is None:
        return False
    path = Path(row.baseline, row.target, row.starts, row.until, value.indicator.tolerance)
    return path.status(value.value, value.last) == Status.GOOD
