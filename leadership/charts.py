"""Charts of what is brought to a review, drawn here: with links in the colours of a page, or in ink for paper."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Protocol

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from measures.pictures import Scale
from shell.paper.glyphs import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shell.registry import Chart, Point

#: The width of a large chart, on paper that of the text (a pixel is 1/96 of an inch).
WIDE = 631
#: A bar: its row, itself, the room for its name at the left and its value at the right.
ROW, BAR, NAME, VALUE = 21, 13, 214, 74
#: Bars drawn at most, letters of the name of one, periods named below a line, values named beside it.
BARS_MAX, NAME_MAX, NAMES, MARKS = 40, 34, 8, 4
#: Of the span of values, how much is left free above and below.
FREE = 0.12
#: Decimals of values that are no whole numbers.
DECIMALS = 2
TEXT = 'font-family="Inter" font-size="9.5" font-weight="500"'
#: Ink by the name that the same thing has in static/css/charts.css.
INK = {
    "band": 'fill="#e3eaee"',
    "axis": 'stroke="#c4ccd2" stroke-width=".75" fill="none"',
    "goal": 'stroke="#16202a" stroke-width="1" stroke-dasharray="3 2.5" fill="none"',
    "ln": 'stroke="#12384a" stroke-width="1.5" fill="none" stroke-linejoin="round" stroke-linecap="round"',
    "pt": 'fill="#16202a"',
    "pt pt-good": 'fill="#12384a"',
    "pt pt-warn": 'fill="#a8741a"',
    "pt pt-bad": 'fill="#b23a0e"',
    "f-good": 'fill="#2f5f74"',
    "f-warn": 'fill="#d9a05b"',
    "f-bad": 'fill="#b23a0e"',
    "f-quiet": 'fill="#7f929d"',
    "text": f'{TEXT} fill="#46525d"',
    "k": f'{TEXT} fill="#16202a"',
    "tx-bad": 'font-family="Inter" font-size="9.5" font-weight="700" fill="#16202a"',
}


@dataclass(frozen=True)
class Form:
    """The size of a line's drawing, and the room at its edges for words: all values, those of both ends, or none."""

    wide: int
    tall: int
    left: int
    right: int
    above: int
    below: int
    words: str = "all"


LARGE = Form(WIDE, 210, 40, 76, 10, 24)
#: On paper, and one of three beside each other there; on a page beside a figure, of the last points alone.
PRINTED = Form(WIDE, 168, 40, 60, 8, 24)
MULTIPLE = Form(200, 66, 26, 4, 4, 14, "ends")
SPARK = Form(144, 52, 5, 5, 5, 5, "none")
#: Points of a spark.
LATEST = 13


class Pen(Protocol):
    """How something is drawn: ``paint`` gives the attributes of what a name stands for."""

    is_paper: bool

    def paint(self, name: str) -> str:
        """Attributes of an element."""

    def linked(self, point: Point, words: str, drawn: str) -> str:
        """What was drawn of a point, so that it leads to the records behind it where it can."""


class PagePen:
    """Draws with classes, which light and dark give their colours; every point says its value and leads on."""

    is_paper = False

    def paint(self, name: str) -> str:
        """A class; plain text needs none."""
        return "" if name == "text" else f'class="{name}"'

    def linked(self, point: Point, words: str, drawn: str) -> str:
        """In a link with its words, or under them alone."""
        said = escape(words)
        if not point.url:
            return f'<g role="img" aria-label="{said}"><title>{said}</title>{drawn}</g>'
        return f'<a href="{escape(point.url)}" aria-label="{said}"><title>{said}</title>{drawn}</a>'


class PaperPen:
    """Draws with ink: the chart stands alone, as an image whose words are its finding."""

    is_paper = True

    def paint(self, name: str) -> str:
        """The ink of it."""
        return INK[name]

    def linked(self, _point: Point, _words: str, drawn: str) -> str:
        """As it is: paper leads nowhere."""
        return drawn


def draw(chart: Chart) -> SafeString:
    """The chart for a page, large; "" where nothing was measured."""
    return _on_page(chart, LARGE)


def spark(chart: Chart) -> SafeString:
    """Its last points for a page, small and without words, which stand beside it; "" for bars."""
    if chart.shape == "bars":
        return SafeString("")
    return _on_page(replace(chart, points=list(chart.points)[-LATEST:]), SPARK, "img")


def on_paper(chart: Chart) -> str:
    """The chart as the ``data:`` address of an image for paper; "" where nothing was measured."""
    inside, wide, tall = _inside(chart, PaperPen(), MULTIPLE if chart.is_small else PRINTED)
    if not inside:
        return ""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}">'
    return "data:image/svg+xml;base64," + b64encode(printable(f"{svg}{inside}</svg>").encode()).decode()


def value_words(value: float | None, unit: str = "") -> str:
    """A value of a chart in words."""
    if value is None:
        return "\N{EN DASH}"
    rounded = round(value, DECIMALS)
    words = number_format(int(rounded) if rounded == int(rounded) else rounded)
    return f"{words}\N{NO-BREAK SPACE}{unit}" if unit else words


def _said(point: Point, chart: Chart) -> str:
    """The value of a point as tables and figures have it."""
    return point.words or value_words(point.value, chart.unit)


def _on_page(chart: Chart, form: Form, role: str = "group") -> SafeString:
    inside, wide, tall = _inside(chart, PagePen(), form)
    if not inside:
        return SafeString("")
    said = escape(chart.finding)
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {wide} {tall}" role="{role}" aria-label="{said}">{inside}</svg>'
    )  # figures, and words that are escaped


def _inside(chart: Chart, pen: Pen, form: Form) -> tuple[str, int, int]:
    """What is drawn, and how wide and tall it is."""
    if not any(point.value is not None for point in chart.points):
        return "", 0, 0
    return Bars(chart, pen).drawn() if chart.shape == "bars" else (Line(chart, pen, form).drawn(), form.wide, form.tall)


@dataclass(frozen=True)
class Line:
    """Values of periods, joined; where one is missing the line is broken."""

    chart: Chart
    pen: Pen
    form: Form

    def drawn(self) -> str:
        """The band of what is wanted, the grid, the line, its points."""
        scale = self._scale()
        parts = (_band(self.chart, scale, self.pen), self._grid(scale), _goals(self.chart, scale, self.pen))
        return "".join((*parts, self._names(scale), self._path(scale), self._points(scale)))

    def _scale(self) -> Scale:
        low, high = _rounded(*_span(self.chart))
        form = self.form
        edges = (form.left, form.wide - form.right, form.above, form.tall - form.below)
        return Scale(low, high, len(self.chart.points), *edges)

    def _x(self, scale: Scale, place: int) -> float:
        return scale.x(place) if len(self.chart.points) > 1 else round((scale.left + scale.right) / 2, 1)

    def _grid(self, scale: Scale) -> str:
        """The values beside it: round ones, or those of both ends."""
        marks = {"all": _marks(scale.low, scale.high), "ends": [scale.low, scale.high]}.get(self.form.words, [])
        return "".join(self._mark(scale, value) for value in marks)

    def _mark(self, scale: Scale, value: float) -> str:
        y = scale.y(value)
        return (
            f'<path {self.pen.paint("axis")} d="M{scale.left} {y}H{scale.right}"/>'
            f'<text {self.pen.paint("text")} x="{scale.left - 5}" y="{round(y + 3.4, 1)}" text-anchor="end">{value_words(value)}</text>'
        )

    def _names(self, scale: Scale) -> str:
        """The periods below it: as many as have room, counted from the latest, or the first and the last."""
        last = len(self.chart.points) - 1
        step = -(-len(self.chart.points) // NAMES)
        places = {"all": range(last % step, last + 1, step), "ends": sorted({0, last})}.get(self.form.words, ())
        return "".join(self._name(scale, place, last) for place in places)

    def _name(self, scale: Scale, place: int, last: int) -> str:
        is_end = last and self.form.words == "ends"
        anchor = "middle" if not is_end else "start" if place == 0 else "end"
        x, y, name = self._x(scale, place), self.form.tall - 3, escape(self.chart.points[place].label)
        return f'<text {self.pen.paint("text")} x="{x}" y="{y}" text-anchor="{anchor}">{name}</text>'

    def _path(self, scale: Scale) -> str:
        steps, is_open = [], False
        for place, point in enumerate(self.chart.points):
            if point.value is not None:
                steps.append(f"{'L' if is_open else 'M'}{self._x(scale, place)} {scale.y(point.value)}")
            is_open = point.value is not None
        return f'<path {self.pen.paint("ln")} d="{"".join(steps)}"/>'

    def _points(self, scale: Scale) -> str:
        known = [place for place, point in enumerate(self.chart.points) if point.value is not None]
        drawn = "".join(self._point(scale, place) for place in known if self._is_drawn(place, known[-1]))
        return drawn + (self._last(scale, known[-1]) if self.form.words == "all" else "")

    def _is_drawn(self, place: int, last: int) -> bool:
        """Whether a point has a sign: on a page each, of a spark the last, on paper the last, those outside, those alone."""
        if place == last:
            return True
        if self.form.words == "none":
            return False
        is_outside = self.chart.points[place].tone in {"bad", "warn"}
        return not self.pen.is_paper or is_outside or not self._has_neighbour(place)

    def _point(self, scale: Scale, place: int) -> str:
        point = self.chart.points[place]
        x, y = self._x(scale, place), scale.y(point.value or 0)
        sign = _sign(point.tone, x, y, 2.6 if self.form.words == "ends" else 3.4, self.pen)
        if self.pen.is_paper or self.form.words == "none":
            return sign
        room = f'<rect class="f-none" x="{round(x - 12, 1)}" y="{round(y - 12, 1)}" width="24" height="24"/>'
        return self.pen.linked(point, f"{point.label}: {_said(point, self.chart)}", room + sign)

    def _last(self, scale: Scale, place: int) -> str:
        """The last value in words, at its point."""
        point = self.chart.points[place]
        x, y = round(self._x(scale, place) + 8, 1), round(scale.y(point.value or 0) + 3.4, 1)
        words = escape(_said(point, self.chart))
        return f'<text {self.pen.paint("tx-bad" if point.tone == "bad" else "k")} x="{x}" y="{y}">{words}</text>'

    def _has_neighbour(self, place: int) -> bool:
        points = self.chart.points
        beside = (*points[max(place - 1, 0) : place], *points[place + 1 : place + 2])
        return any(point.value is not None for point in beside)


@dataclass(frozen=True)
class Bars:
    """A bar for each value, one below the other, with its name and value."""

    chart: Chart
    pen: Pen

    def drawn(self) -> tuple[str, int, int]:
        """The band of what is wanted, the bars, the limits over them."""
        points = list(self.chart.points[:BARS_MAX])
        left_out = len(self.chart.points) - len(points)
        tall = ROW * (len(points) + bool(left_out)) + (ROW - 4)
        low, high = _span(self.chart, of_bars=True)
        scale = Scale(low, high, 2, NAME, WIDE - VALUE, 0, tall)
        axis = self._axis(scale, tall)
        bars = "".join(self._bar(scale, place, point) for place, point in enumerate(points))
        return "".join((self._band(scale, tall), bars, axis, self._more(left_out, tall))), WIDE, tall

    def _along(self, scale: Scale, value: float) -> float:
        share = (min(max(value, scale.low), scale.high) - scale.low) / (scale.high - scale.low)
        return round(scale.left + share * (scale.right - scale.left), 1)

    def _band(self, scale: Scale, tall: int) -> str:
        low, high = self.chart.low, self.chart.high
        if low is None and high is None:
            return ""
        left = scale.left if low is None else self._along(scale, low)
        right = scale.right if high is None else self._along(scale, high)
        return f'<rect {self.pen.paint("band")} x="{left}" y="0" width="{round(max(right - left, 0), 1)}" height="{tall - ROW + 4}"/>'

    def _bar(self, scale: Scale, place: int, point: Point) -> str:
        top, value = place * ROW + (ROW - BAR) // 2, point.value
        zero = self._along(scale, 0)
        end = self._along(scale, value or 0)
        left, wide = min(zero, end), max(round(abs(end - zero), 1), 0 if value is None else 1)
        tone = point.tone or "quiet"
        name = escape(point.label if len(point.label) <= NAME_MAX else point.label[: NAME_MAX - 1] + "…")
        said = escape(_said(point, self.chart))
        words = "tx-bad" if point.tone == "bad" else "k"
        base = top + BAR - 3
        drawn = (
            f'<text {self.pen.paint("text")} x="{NAME - 8}" y="{base}" text-anchor="end">{name}</text>'
            f'<rect {self.pen.paint(f"f-{tone}")} x="{left}" y="{top}" width="{wide}" height="{BAR}"/>'
            f'<text {self.pen.paint(words)} x="{max(end, zero) + 6}" y="{base}">{said}</text>'
        )
        return self.pen.linked(point, f"{point.label}: {_said(point, self.chart)}", drawn)

    def _axis(self, scale: Scale, tall: int) -> str:
        """Where nothing is, and dashed lines where what is wanted begins and ends, with their values."""
        limits = [limit for limit in (self.chart.low, self.chart.high) if limit is not None]
        zero = self._along(scale, 0)
        lines = f'<path {self.pen.paint("axis")} d="M{zero} 0V{tall - ROW + 4}"/>'
        for limit in dict.fromkeys(limits):
            x = self._along(scale, limit)
            said = value_words(limit, self.chart.unit)
            lines += (
                f'<path {self.pen.paint("goal")} d="M{x} 0V{tall - ROW + 4}"/>'
                f'<text {self.pen.paint("text")} x="{x}" y="{tall - 4}" text-anchor="middle">{said}</text>'
            )
        return lines

    def _more(self, left_out: int, tall: int) -> str:
        if not left_out:
            return ""
        words = ngettext("%(n)d more is not drawn", "%(n)d more are not drawn", left_out) % {"n": left_out}
        return f'<text {self.pen.paint("text")} x="{NAME}" y="{tall - ROW - 2}">{words}</text>'


def _span(chart: Chart, *, of_bars: bool = False) -> tuple[float, float]:
    """The lowest and highest value that is drawn."""
    known = [point.value for point in chart.points if point.value is not None]
    known += [limit for limit in (chart.low, chart.high) if limit is not None]
    if of_bars:
        low, high = min([0.0, *known]), max([0.0, *known])
        whole = max(high, 100.0) if chart.unit == "%" else high
        return low, whole if whole > low else low + 1
    low, high = min(known), max(known)
    free = (high - low) * FREE or abs(high) * FREE or 1
    return (max(low - free, 0) if low >= 0 else low - free), _ceiling(chart, high, free)


def _ceiling(chart: Chart, high: float, free: float) -> float:
    """What is a share ends at a hundred."""
    whole = 100
    return min(high + free, whole) if chart.unit == "%" and high <= whole else high + free


def _rounded(low: float, high: float) -> tuple[float, float]:
    """Both ends moved outwards to round values, which stand beside the chart."""
    step = _round_step((high - low) / MARKS)
    return floor(low / step) * step, ceil(high / step) * step


def _marks(low: float, high: float) -> list[float]:
    """Round values from one end to the other."""
    step = _round_step((high - low) / MARKS)
    return [low + step * number for number in range(round((high - low) / step) + 1)]


def _round_step(about: float) -> float:
    """The step near a size that people count in: 1, 2 or 5 with zeros."""
    unit = 10.0 ** floor(log10(about))
    return next((unit * step for step in (1, 2, 5) if unit * step >= about), unit * 10)


def _band(chart: Chart, scale: Scale, pen: Pen) -> str:
    if chart.low is None and chart.high is None:
        return ""
    top = scale.top if chart.high is None else scale.y(chart.high)
    ground = scale.ground if chart.low is None else scale.y(chart.low)
    wide, tall = round(scale.right - scale.left, 1), round(max(ground - top, 0), 1)
    return f'<rect {pen.paint("band")} x="{scale.left}" y="{top}" width="{wide}" height="{tall}"/>'


def _goals(chart: Chart, scale: Scale, pen: Pen) -> str:
    heights = [scale.y(limit) for limit in (chart.low, chart.high) if limit is not None]
    return "".join(f'<path {pen.paint("goal")} d="M{scale.left} {y}H{scale.right}"/>' for y in heights)


def _sign(tone: str, x: float, y: float, size: float, pen: Pen) -> str:
    """A square for what is outside, a triangle for what is near, a disc else: told apart without colour."""
    paint = pen.paint(f"pt pt-{tone}" if tone else "pt")
    if tone == "bad":
        return (
            f'<rect {paint} x="{round(x - size, 1)}" y="{round(y - size, 1)}" width="{2 * size}" height="{2 * size}"/>'
        )
    if tone == "warn":
        high = round(size * 1.2, 1)
        return f'<path {paint} d="M{x} {round(y - high, 1)}l{high} {2 * high}h{-2 * high}z"/>'
    return f'<circle {paint} cx="{x}" cy="{y}" r="{size}"/>'


def small_and_large(charts: Sequence[Chart]) -> tuple[list[Chart], list[Chart]]:
    """Those that stand among others of their kind, and those that take the width of the text."""
    return [each for each in charts if each.is_small], [each for each in charts if not each.is_small]
