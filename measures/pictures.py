"""Pictures of indicators, drawn here: one large with its target band and forecast, and small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measures.enums import TONES
from measures.figures import Target, name_of, period_after
from measures.shown import bounds, point_url, short_name, target_text, value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measures.queries import Point, Standing

#: The large picture: its width and height, the room for words at the left and below.
WIDE, TALL, LEFT, BELOW, ABOVE, RIGHT = 720, 240, 56, 26, 14, 16
#: A small one.
SMALL_WIDE, SMALL_TALL, EDGE = 220, 56, 6
#: Of the span of values, how much is left free above and below.
FREE = 0.12
#: Values named at the left, at most, and periods named below.
MARKS, NAMES = 4, 16


@dataclass(frozen=True)
class Scale:
    """From values and places to the drawing."""

    low: float
    high: float
    places: int
    left: float
    right: float
    top: float
    ground: float

    def x(self, place: float) -> float:
        """Where a place stands."""
        step = (self.right - self.left) / max(self.places - 1, 1)
        return round(self.left + step * place, 1)

    def y(self, value: float) -> float:
        """Where a value stands, within the drawing."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.ground - share * (self.ground - self.top), 1)


def chart(standing: Standing, way: Sequence[float] = (), said: str = "") -> SafeString:
    """The last periods with what is wanted as a band; each point leads to the records behind it.

    With a ``way``, which has a value for each period, that line stands in the place of the band.
    """
    wanted = Target.of(standing.indicator)
    is_ahead = standing.forecast is not None
    scale = _scale(standing, is_ahead, (LEFT, WIDE - RIGHT, ABOVE, TALL - BELOW), way)
    parts = (
        [_grid(scale, standing), _way(scale, way)]
        if way
        else [_band(scale, wanted), _grid(scale, standing), _goals(scale, wanted)]
    )
    parts += [_line(scale, standing), _ahead(scale, standing) if is_ahead else ""]
    parts += [_point(scale, standing, place, point) for place, point in enumerate(standing.points)]
    said = said or f"{standing.indicator.title}, {_('target')} {target_text(standing.indicator)}"
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {WIDE} {TALL}" role="group" aria-label="{escape(said)}">{"".join(parts)}</svg>'
    )  # figures, our own words, and names that are escaped


def small(standing: Standing, way: Sequence[float] = ()) -> SafeString:
    """The same as a small picture without words, which stand beside it."""
    wanted = Target.of(standing.indicator)
    scale = _scale(standing, is_ahead=False, edges=(EDGE, SMALL_WIDE - EDGE, EDGE, SMALL_TALL - EDGE), way=way)
    aim = _way(scale, way) if way else f"{_band(scale, wanted)}{_goals(scale, wanted)}"
    dots = "".join(
        f'<circle class="{_tone(standing, point)}" cx="{scale.x(place)}" cy="{scale.y(float(point.value))}" r="2.5"/>'
        for place, point in enumerate(standing.points)
        if point.value is not None
    )
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {SMALL_WIDE} {SMALL_TALL}" aria-hidden="true">'
        f"{aim}{_line(scale, standing)}{dots}</svg>"
    )  # figures alone


def _scale(
    standing: Standing,
    is_ahead: bool,  # noqa: FBT001 - of two here
    edges: tuple[float, float, float, float],
    way: Sequence[float] = (),
) -> Scale:
    wanted = Target.of(standing.indicator)
    aims = way or (wanted.lowest, wanted.highest)
    known = [float(value) for value in (*standing.values, *aims) if value is not None]
    known += bounds(standing) if is_ahead else ()
    low, high = min(known), max(known)
    free = (high - low) * FREE or abs(high) * FREE or 1
    floor = max(low - free, 0) if low >= 0 else low - free
    ceiling = min(high + free, 100 + free / 3) if standing.indicator.unit == "%" and high <= 100 else high + free  # noqa: PLR2004 - per cent
    return Scale(floor, ceiling, len(standing.points) + is_ahead, *edges)


def _band(scale: Scale, wanted: Target) -> str:
    top = scale.y(float(wanted.highest)) if wanted.highest is not None else scale.top
    ground = scale.y(float(wanted.lowest)) if wanted.lowest is not None else scale.ground
    wide = scale.right - scale.left
    return f'<rect class="band" x="{scale.left}" y="{top}" width="{wide}" height="{round(max(ground - top, 0), 1)}"/>'


def _goals(scale: Scale, wanted: Target) -> str:
    heights = [scale.y(float(limit)) for limit in (wanted.lowest, wanted.highest) if limit is not None]
    return "".join(f'<line class="goal" x1="{scale.left}" x2="{scale.right}" y1="{y}" y2="{y}"/>' for y in heights)


def _way(scale: Scale, way: Sequence[float]) -> str:
    """The line that values are to follow."""
    places = " ".join(f"{scale.x(place)},{scale.y(value)}" for place, value in enumerate(way))
    return f'<polyline class="goal" points="{places}"/>'


def _grid(scale: Scale, standing: Standing) -> str:
    step = _step((scale.high - scale.low) / MARKS)
    marks = [step * number for number in range(ceil(scale.low / step), floor(scale.high / step) + 1)]
    digits = max(-floor(log10(step)), 0)
    lines = "".join(
        f'<text x="{scale.left - 6}" y="{scale.y(mark) + 4}" text-anchor="end">{mark:.{digits}f}</text>'
        for mark in marks
    )
    names = "".join(
        f'<text x="{scale.x(place)}" y="{TALL - 8}" text-anchor="middle">'
        f"{escape(short_name(standing.indicator.frequency, point.period))}</text>"
        for place, point in enumerate(standing.points)
        if place % ceil(len(standing.points) / NAMES) == 0
    )
    ground = f'<line class="axis" x1="{scale.left}" x2="{scale.right}" y1="{scale.ground}" y2="{scale.ground}"/>'
    return lines + names + ground


def _step(about: float) -> float:
    """The step near a size that people count in: 1, 2 or 5 with zeros."""
    unit = 10.0 ** floor(log10(about))
    return next((unit * step for step in (1, 2, 5) if unit * step >= about), unit * 10)


def _line(scale: Scale, standing: Standing) -> str:
    """The values joined; where one is missing the line is broken."""
    paths, is_open = [], False
    for place, value in enumerate(standing.values):
        if value is not None:
            paths.append(f"{'L' if is_open else 'M'}{scale.x(place)} {scale.y(float(value))}")
        is_open = value is not None
    return f'<path class="ln" d="{"".join(paths)}"/>' if paths else ""


def _ahead(scale: Scale, standing: Standing) -> str:
    """What is to be expected, as a bar from low to high at the place of the period that runs."""
    low, value, high = bounds(standing)
    x = scale.x(len(standing.points))
    after = period_after(standing.indicator.frequency, standing.points[-1].period)
    name = escape(short_name(standing.indicator.frequency, after))
    top = scale.y(high)
    return (
        f'<rect class="f-quiet ahead" x="{x - 5}" y="{top}" width="10" height="{round(max(scale.y(low) - top, 1), 1)}" rx="3"/>'
        f'<circle class="pt" cx="{x}" cy="{scale.y(value)}" r="3"/>'
        f'<text x="{x}" y="{TALL - 8}" text-anchor="middle">{name}?</text>'
    )


def _point(scale: Scale, standing: Standing, place: int, point: Point) -> str:
    if point.measurement is None:
        return ""
    name = name_of(standing.indicator.frequency, point.period)
    said = escape(f"{name}: {value_text(standing.indicator, point.value)}, {standing.status_at(point).label}")
    y = scale.y(float(point.value)) if point.value is not None else scale.ground
    mark = (
        f'<circle class="{_tone(standing, point)}" cx="{scale.x(place)}" cy="{y}" r="5"/>'
        if point.value is not None
        else f'<rect class="f-quiet" x="{scale.x(place) - 4}" y="{y - 2}" width="8" height="4"/>'
    )
    room = f'<rect class="f-none" x="{scale.x(place) - 12}" y="{y - 12}" width="24" height="24"/>'
    return f'<a href="{escape(point_url(standing.indicator, point))}" aria-label="{said}"><title>{said}</title>{room}{mark}</a>'


def _tone(standing: Standing, point: Point) -> str:
    return f"pt pt-{TONES[standing.status_at(point)]}"
