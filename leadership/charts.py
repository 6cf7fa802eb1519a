"""Charts of review inputs, drawn here: large with names and band, and small beside a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString

from shell.html import number

if TYPE_CHECKING:
    from shell.registry import Chart, Point

#: The large picture: width, height, and the room for words at its edges.
WIDE, TALL, LEFT, RIGHT, ABOVE, BELOW = 640, 250, 12, 88, 14, 26
#: A small one.
SMALL_WIDE, SMALL_TALL, EDGE = 144, 52, 5
#: A bar with its name: the height of a row, and where the bar begins and ends.
ROW, BAR, BEGIN, END = 30, 14, 190, 540
#: Points kept of a small picture, and names of periods below a large one.
LATEST, NAMES = 13, 13
#: Of the span of values, how much is left free.
FREE = 0.12


@dataclass(frozen=True)
class Scale:
    """From places and values to the drawing."""

    low: float
    high: float
    places: int
    left: float
    right: float
    top: float
    ground: float

    def x(self, place: float) -> float:
        """Where a place stands."""
        return round(self.left + (self.right - self.left) / max(self.places - 1, 1) * place, 1)

    def y(self, value: float) -> float:
        """Where a value stands, within the drawing."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.ground - share * (self.ground - self.top), 1)


def draw(chart: Chart) -> SafeString:
    """The chart as its shape asks, each point a link where it has an address; empty without points."""
    if not chart.points:
        return SafeString()
    return _bars(chart) if chart.shape == "bars" else _lines(chart)


def spark(chart: Chart) -> SafeString:
    """Its last points as a small picture without words, which stand beside it; empty for bars."""
    points = list(chart.points)[-LATEST:]
    if chart.shape == "bars" or not any(point.value is not None for point in points):
        return SafeString()
    scale = _scale(chart, points, (EDGE, SMALL_WIDE - EDGE, EDGE, SMALL_TALL - EDGE))
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {SMALL_WIDE} {SMALL_TALL}" role="img" aria-label="{escape(chart.finding)}">'
        f"{_band(chart, scale)}{_way(points, scale)}{_last(points, scale)}</svg>"
    )  # figures, and a finding that is escaped


def _lines(chart: Chart) -> SafeString:
    points = list(chart.points)
    if not any(point.value is not None for point in points):
        return SafeString()
    scale = _scale(chart, points, (LEFT, WIDE - RIGHT, ABOVE, TALL - BELOW))
    every = -(-len(points) // NAMES)
    names = "".join(
        f'<text x="{scale.x(place)}" y="{TALL - 8}" text-anchor="middle">{escape(point.label)}</text>'
        for place, point in enumerate(points)
        if place % every == 0
    )
    ground = f'<line class="axis" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{scale.ground}.5" y2="{scale.ground}.5"/>'
    dots = "".join(_dot(point, place, scale, chart) for place, point in enumerate(points))
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {WIDE} {TALL}" role="group" aria-label="{escape(chart.finding)}">'
        f"{_band(chart, scale)}{_wanted(chart, scale)}{ground}{names}{_way(points, scale)}{dots}{_value(chart, points, scale)}</svg>"
    )  # figures, and words that are escaped


def _bars(chart: Chart) -> SafeString:
    most = max([point.value or 0 for point in chart.points] + [chart.high or 0]) or 1
    rows = "".join(_bar(point, place, most, chart) for place, point in enumerate(chart.points))
    tall = ROW * len(chart.points) + 6
    goal = ""
    wanted = chart.low if chart.low is not None else chart.high
    if wanted is not None:
        x = round(BEGIN + (END - BEGIN) * wanted / most, 1)
        goal = f'<line class="goal" x1="{x}" x2="{x}" y1="0" y2="{tall}"/>'
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {WIDE} {tall}" role="group" aria-label="{escape(chart.finding)}">{rows}{goal}</svg>'
    )  # as above


def _bar(point: Point, place: int, most: float, chart: Chart) -> str:
    top = place * ROW + 4
    length = max(round((END - BEGIN) * (point.value or 0) / most, 1), 1)
    said = _said(point, chart)
    name = point.label if len(point.label) <= 28 else f"{point.label[:27]}…"  # noqa: PLR2004 - letters that fit
    drawn = (
        f'<text x="{BEGIN - 8}" y="{top + 13}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="f-{point.tone or "quiet"}" x="{BEGIN}" y="{top}" width="{length}" height="{BAR + 4}" rx="2"/>'
        f'<text class="k" x="{BEGIN + length + 8}" y="{top + 13}">{escape(_words(point, chart))}</text>'
    )
    return _linked(point, said, drawn)


def _dot(point: Point, place: int, scale: Scale, chart: Chart) -> str:
    if point.value is None:
        return ""
    x, y = scale.x(place), scale.y(point.value)
    css = f"pt pt-{point.tone}" if point.tone else "pt"
    reach = f'<rect class="f-none" x="{x - 12}" y="{y - 12}" width="24" height="24"/>'
    return _linked(point, _said(point, chart), f'{reach}<circle class="{css}" cx="{x}" cy="{y}" r="4"/>')


def _linked(point: Point, said: str, drawn: str) -> str:
    said = escape(said)
    if not point.url:
        return f"<g><title>{said}</title>{drawn}</g>"
    return f'<a href="{escape(point.url)}" aria-label="{said}"><title>{said}</title>{drawn}</a>'


def _value(chart: Chart, points: list[Point], scale: Scale) -> str:
    """The last value in words, at its point."""
    place = max(place for place, point in enumerate(points) if point.value is not None)
    point = points[place]
    tone = f"tx-{point.tone}" if point.tone in {"bad", "warn", "good"} else "k"
    return f'<text class="{tone}" x="{scale.x(place) + 8}" y="{scale.y(point.value or 0) + 4}">{escape(_words(point, chart))}</text>'


def _wanted(chart: Chart, scale: Scale) -> str:
    heights = [scale.y(limit) for limit in (chart.low, chart.high) if limit is not None]
    return "".join(f'<line class="goal" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y}" y2="{y}"/>' for y in heights)


def _band(chart: Chart, scale: Scale) -> str:
    if chart.low is None and chart.high is None:
        return ""
    top = scale.y(chart.high) if chart.high is not None else scale.top
    ground = scale.y(chart.low) if chart.low is not None else scale.ground
    wide = scale.right - scale.left
    return f'<rect class="band" x="{scale.left}" y="{top}" width="{wide}" height="{round(max(ground - top, 0), 1)}"/>'


def _way(points: list[Point], scale: Scale) -> str:
    """The values joined; where one is missing the line is broken."""
    parts, is_open = [], False
    for place, point in enumerate(points):
        if point.value is not None:
            parts.append(f"{'L' if is_open else 'M'}{scale.x(place)} {scale.y(point.value)}")
        is_open = point.value is not None
    return f'<path class="ln" d="{"".join(parts)}"/>'


def _last(points: list[Point], scale: Scale) -> str:
    place = max(place for place, point in enumerate(points) if point.value is not None)
    tone = points[place].tone
    css = f"pt pt-{tone}" if tone else "pt"
    return f'<circle class="{css}" cx="{scale.x(place)}" cy="{scale.y(points[place].value or 0)}" r="3.5"/>'


def _scale(chart: Chart, points: list[Point], edges: tuple[float, float, float, float]) -> Scale:
    known = [value for value in (*(point.value for point in points), chart.low, chart.high) if value is not None]
    low, high = min(known), max(known)
    free = (high - low) * FREE or abs(high) * FREE or 1
    floor = max(low - free, 0) if low >= 0 else low - free
    return Scale(floor, high + free, len(points), *edges)


def _words(point: Point, chart: Chart) -> str:
    if point.value is None:
        return ""
    value = number(int(point.value) if float(point.value).is_integer() else round(point.value, 2))
    return f"{value}\N{NO-BREAK SPACE}{chart.unit}".strip() if chart.unit else value


def _said(point: Point, chart: Chart) -> str:
    return f"{point.label}: {_words(point, chart)}"
