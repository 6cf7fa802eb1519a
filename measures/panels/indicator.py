"""What stands on an indicator's own page, and on those of records that indicators belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from measures import pictures
from measures.enums import Aggregate, Source
from measures.figures import name_of
from measures.models import Measurement, Trouble
from measures.queries import standing_of
from measures.shown import (
    PointShown,
    badge_of,
    forecast_text,
    plain,
    point_url,
    target_text,
    trend_text,
    value_text,
    with_unit,
)
from records.access.permits import permits
from records.kind import find_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measures.queries import Standing
    from people.models import User

#: Periods that the table of values goes back.
ROWS = 24


@dataclass(frozen=True)
class Shown:
    """An indicator with its picture, its values and where they lead."""

    indicator: Any
    standing: Standing
    picture: SafeString
    rows: Sequence[PointShown]
    trouble: Trouble | None
    definition: str
    may_measure: bool
    may_correct: bool
    may_define: bool

    @property
    def badge(self) -> SafeString:
        """How its latest value stands."""
        return badge_of(self.standing.status)

    @property
    def value(self) -> str:
        """Its latest value in words."""
        return value_text(self.indicator, self.standing.value)

    @property
    def value_url(self) -> str:
        """The records behind its latest value."""
        return point_url(self.indicator, self.standing.last) if self.standing.last else ""

    @property
    def period(self) -> str:
        """Of which period that is."""
        return name_of(self.indicator.frequency, self.standing.last.period) if self.standing.last else ""

    @property
    def target(self) -> str:
        """What is wanted."""
        return target_text(self.indicator)

    @property
    def baseline(self) -> str:
        """What it was when one began."""
        return "" if self.indicator.baseline is None else with_unit(self.indicator, plain(self.indicator.baseline))

    @property
    def tolerance(self) -> str:
        """How far short counts as near."""
        return f"{plain(self.indicator.tolerance)} %"

    @property
    def trend(self) -> str:
        """Where it leads."""
        return trend_text(self.standing)

    @property
    def forecast(self) -> str:
        """What is to be expected."""
        return forecast_text(self.standing)


def series_panel(indicator: Any, user: User) -> Shown:
    """Picture, values with what they replaced, trend and forecast."""
    standing, is_in_use = standing_of(indicator), indicator.state == "in_use"
    return Shown(
        indicator=indicator,
        standing=standing,
        picture=pictures.chart(standing) if standing.last else SafeString(),
        rows=_rows(indicator),
        trouble=Trouble.objects.filter(indicator=indicator).first(),
        definition=definition_text(indicator),
        may_measure=is_in_use and indicator.is_brought and permits(user, "measure", indicator),
        may_correct=is_in_use and permits(user, "correct", indicator),
        may_define=indicator.source == Source.FILTER and permits(user, "define", indicator),
    )


def definition_text(indicator: Any) -> str:
    """What a saved filter counts, in words; nothing where none does, or it is not defined."""
    shape = indicator.shape
    if not shape:
        return ""
    try:
        kind = find_kind(shape["kind"])
    except KeyError:
        return str(shape["kind"])
    fields = {field.name: kind.label_of(field) for field in kind.model._meta.concrete_fields}
    words = [str(kind.plural), str(Aggregate(shape["aggregate"]).label), fields.get(shape["date"], shape["date"])]
    span = " → ".join(fields.get(name, name) for name in (shape["since"], shape["field"]) if name)
    return " · ".join([*words, span] if span else words)


def _rows(indicator: Any) -> list[PointShown]:
    standing = standing_of(indicator, ROWS)
    replaced = _replaced(indicator, standing)
    return [
        PointShown(
            name=name_of(indicator.frequency, point.period),
            point=point,
            shown=value_text(indicator, point.value) if point.measurement else "",
            status=standing.status_at(point),
            url=point_url(indicator, point),
            replaced=[(each, value_text(indicator, each.value)) for each in replaced[point.period.first]],
        )
        for point in reversed(standing.points)
    ]


def _replaced(indicator: Any, standing: Standing) -> dict[Any, list[Measurement]]:
    """Values that others replaced, by the first day of their period, the latest first."""
    found: dict[Any, list[Measurement]] = defaultdict(list)
    if standing.points:
        rows = Measurement.objects.filter(
            indicator=indicator, replacement__isnull=False, first__gte=standing.points[0].period.first
        )
        for row in rows.select_related("by", "replacement__by").order_by("-id"):
            found[row.first].append(row)
    return found
