"""Indicators in words and pictures, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.enums import TONES, Direction, Frequency, Status
from measures.figures import Target, name_of, period_after
from measures.figures.trends import POINTS_MIN
from records.kind import find_kind
from shell.html import badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from measures.figures import Forecast
    from measures.models import Indicator, Measurement
    from measures.queries import Point, Standing
    from people.calendar import Period

#: Towards the bad side, so that a target that is missed never looks reached.
ROUNDING = {Direction.HIGHER: ROUND_FLOOR, Direction.LOWER: ROUND_CEILING, Direction.BAND: ROUND_HALF_UP}


@dataclass(frozen=True)
class PointShown:
    """A period as the table of an indicator shows it: the value that holds, and those it replaced, the latest first."""

    name: str
    point: Point
    shown: str
    status: Status
    url: str
    replaced: Sequence[tuple[Measurement, str]]

    @property
    def badge(self) -> SafeString:
        """How it stands."""
        return badge_of(self.status)

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"p-{self.point.period.first.isoformat()}"


def value_text(indicator: Indicator, value: Decimal | None) -> str:
    """A value with its unit, rounded towards what is not good; "no data" without one."""
    if value is None:
        return _("no data")
    rounding = ROUNDING[Direction(indicator.direction)]
    return with_unit(indicator, value.quantize(Decimal(1).scaleb(-indicator.decimals), rounding))


def with_unit(indicator: Indicator, value: Decimal) -> str:
    """A number as the language writes it, with the indicator's unit."""
    number = number_format(value, force_grouping=abs(value) >= 10_000)  # noqa: PLR2004 - as shell.html.number
    return number if indicator.unit in {"count", "ratio"} else f"{number}\N{NO-BREAK SPACE}{indicator.unit}"


def target_text(indicator: Indicator, wanted: Target | None = None) -> str:
    """What is wanted, in words; of a target that it had before, that one."""
    wanted = wanted or Target.of(indicator)
    target = with_unit(indicator, plain(wanted.target))
    if wanted.direction == Direction.BAND and wanted.upper is not None:
        return _("%(low)s to %(high)s") % {"low": target, "high": with_unit(indicator, plain(wanted.upper))}
    words = _("at least %(target)s") if wanted.direction == Direction.HIGHER else _("at most %(target)s")
    return words % {"target": target}


def plain(value: Decimal) -> Decimal:
    """A number without zeros that say nothing."""
    return Decimal(f"{value.normalize():f}")


def badge_of(status: Status) -> SafeString:
    """A status as tone, shape and word."""
    return badge(TONES[status], str(status.label))


def trend_text(standing: Standing) -> str:
    """Where it leads, in words; said plainly where there are too few values."""
    found = standing.trend
    if found.key == "short":
        about = {"n": found.count, "needed": POINTS_MIN}
        return (
            ngettext(
                "Not enough points for a trend: %(n)d value of %(needed)d.",
                "Not enough points for a trend: %(n)d values of %(needed)d.",
                found.count,
            )
            % about
        )
    is_better = found.is_better(standing.indicator.direction)
    words = {
        ("steady", None): _("Steady over the last %(n)d values."),
        ("rising", True): _("Rising over the last %(n)d values: getting better."),
        ("rising", False): _("Rising over the last %(n)d values: getting worse."),
        ("falling", True): _("Falling over the last %(n)d values: getting better."),
        ("falling", False): _("Falling over the last %(n)d values: getting worse."),
        ("rising", None): _("Rising over the last %(n)d values."),
        ("falling", None): _("Falling over the last %(n)d values."),
    }
    return words[found.key, is_better] % {"n": found.count}


def forecast_text(standing: Standing) -> str:
    """What is to be expected at the end of the period that runs, in words; nothing without a forecast."""
    found = standing.forecast
    if found is None:
        return ""
    indicator = standing.indicator
    after = period_after(indicator.frequency, standing.points[-1].period)
    low, value, high = bounds(standing)
    said = {
        name: with_unit(indicator, rounded(indicator, each))
        for name, each in (("low", low), ("v", value), ("high", high))
    }
    return _("Expected for %(period)s: %(v)s, with 95 in 100 between %(low)s and %(high)s.") % {
        "period": name_of(indicator.frequency, after),
        **said,
    }


def bounds(standing: Standing, found: Forecast | None = None) -> tuple[float, float, float]:
    """A forecast, kept to what can be: no share below 0 or of parts above 100, nothing counted below 0."""
    found = found or standing.forecast
    if found is None:
        message = "There is no forecast"
        raise ValueError(message)
    known = [float(value) for value in standing.values if value is not None]
    low = 0.0 if min(known) >= 0 else float("-inf")
    high = 100.0 if standing.indicator.unit == "%" and max(known) <= 100 else float("inf")  # noqa: PLR2004 - a hundred per cent
    return tuple(min(max(each, low), high) for each in (found.low, found.value, found.high))  # type: ignore[return-value]


def short_name(frequency: str, period: Period) -> str:
    """A period under a point: the least that tells it from its neighbours."""
    if frequency == Frequency.WEEKLY:
        return f"{period.first.isocalendar().week}"
    if frequency == Frequency.YEARLY:
        return str(period.first.year)
    if frequency == Frequency.MONTHLY:
        return date_format(period.first, "M")
    step = 3 if frequency == Frequency.QUARTERLY else 6
    return f"{(period.first.month - 1) // step + 1}/{period.first:%y}"


def point_url(indicator: Indicator, point: Point) -> str:
    """Where the records behind a point are; of a value that somebody brought, its row in the table."""
    first = point.period.first.isoformat()
    if point.measurement is not None and point.measurement.shape:
        return f"{find_kind('indicator').record_url(indicator, 'records')}?first={first}"
    if point.measurement is not None and point.measurement.url:
        return point.measurement.url
    return f"{indicator.page_url}#p-{first}"


def rounded(indicator: Indicator, value: float) -> Decimal:
    """A figure that was reckoned, with the indicator's decimals."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)
