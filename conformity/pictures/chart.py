"""The burn-up as a picture: what is in place and proven week by week, the way still needed, and the way at this pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformity.queries.roadmap import BurnUp

WIDE, TALL, LEFT, RIGHT, ABOVE, BELOW = 760, 260, 44, 20, 26, 28
#: Days named below, at most; and how far ahead the way at this pace is drawn beyond the day aimed at.
NAMES, AHEAD = 8, timedelta(days=120)


@dataclass(frozen=True)
class Scale:
    """From days and counts to the drawing."""

    first: date
    last: date
    most: int

    def x(self, day: date) -> float:
        """Where a day stands."""
        share = (day - self.first) / max(self.last - self.first, timedelta(days=1))
        return round(LEFT + (WIDE - LEFT - RIGHT) * share, 1)

    def y(self, count: float) -> float:
        """Where a count stands."""
        return round(TALL - BELOW - (TALL - BELOW - ABOVE) * count / max(self.most, 1), 1)


def draw_burn_up(found: BurnUp) -> SafeString:
    """The picture; its words are said beside it once more."""
    points, last = found.points, found.points[-1]
    aim, ends = found.aim, found.pace.done_by
    days = [last.day, *([aim] if aim else []), *([min(ends, (aim or ends) + AHEAD)] if ends else [])]
    scale = Scale(points[0].day, max(days), found.total)
    there = [(scale.x(point.day), scale.y(point.there)) for point in points]
    proven = [(scale.x(point.day), scale.y(point.proven)) for point in points]
    parts = [_grid(scale), _months(scale), _area(there, scale, "f-there"), _area(proven, scale, "f-proven")]
    parts.append(f'<path class="ln" d="{_path(there)}"/>')
    parts += [_aim(scale, found, aim)] if aim and aim >= points[0].day else []
    parts += [_ahead(scale, found, ends)] if ends and ends > last.day else []
    parts.append(f'<circle class="pt" cx="{there[-1][0]}" cy="{there[-1][1]}" r="4"/>')
    parts.append(f'<text class="k" x="{there[-1][0] - 8}" y="{there[-1][1] - 8}" text-anchor="end">{last.there}</text>')
    said = escape(
        _("%(there)d of %(total)d items in place, %(proven)d of them proven")
        % {"there": last.there, "total": found.total, "proven": last.proven}
    )
    return SafeString(
        f'<svg class="pic burn-up" viewBox="0 0 {WIDE} {TALL}" role="img" aria-label="{said}">{"".join(parts)}</svg>'
    )  # figures, days, and our own words


def _grid(scale: Scale) -> str:
    step = next((size for size in (1, 2, 5, 10, 20, 50, 100, 200) if scale.most / size <= 5), 500)  # noqa: PLR2004 - lines
    marks = [*range(0, scale.most - step // 2, step), scale.most] if scale.most else [0]
    lines = (f'<line class="axis" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{scale.y(m)}" y2="{scale.y(m)}"/>' for m in marks)
    names = (f'<text x="{LEFT - 6}" y="{scale.y(mark) + 4}" text-anchor="end">{mark}</text>' for mark in marks)
    return "".join([*lines, *names])


def _months(scale: Scale) -> str:
    days = list(_firsts(scale.first, scale.last))
    step = -(-len(days) // NAMES) or 1
    return "".join(
        f'<text x="{scale.x(day)}" y="{TALL - 8}" text-anchor="middle">'
        f"{escape(date_format(day, 'M Y' if day.month == 1 else 'M'))}</text>"
        for day in days[::step]
    )


def _firsts(first: date, last: date) -> Iterable[date]:
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "".join(f"{'L' if place else 'M'}{x} {y}" for place, (x, y) in enumerate(points))


def _area(points: list[tuple[float, float]], scale: Scale, css: str) -> str:
    ground = scale.y(0)
    return f'<path class="{css}" d="{_path(points)}L{points[-1][0]} {ground}L{points[0][0]} {ground}Z"/>'


def _aim(scale: Scale, found: BurnUp, aim: date) -> str:
    """The day that is aimed at, and the way from where we stand to all items on it."""
    x, last = scale.x(aim), found.points[-1]
    way = ""
    if aim > last.day and found.pace.left > 0:
        begin = (scale.x(last.day), scale.y(last.there))
        way = f'<path class="goal" d="{_path([begin, (x, scale.y(found.total))])}"/>'
    name = escape(_("Certification"))
    return (
        f'<line class="aim" x1="{x}" x2="{x}" y1="{ABOVE}" y2="{TALL - BELOW}"/>{way}'
        f'<text class="k" x="{x}" y="{ABOVE - 10}" text-anchor="{"end" if x > WIDE - 60 else "middle"}">{name}</text>'
    )


def _ahead(scale: Scale, found: BurnUp, ends: date) -> str:
    """The way at this pace, cut where the picture ends."""
    last = found.points[-1]
    share = min((scale.last - last.day) / (ends - last.day), 1)
    goal = last.there + (found.total - last.there) * share
    end = min(ends, scale.last)
    return (
        f'<path class="pace" d="{_path([(scale.x(last.day), scale.y(last.there)), (scale.x(end), scale.y(goal))])}"/>'
    )
