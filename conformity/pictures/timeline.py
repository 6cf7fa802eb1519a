"""The roadmap in time: phases as stretches, the actions in them as bars, lines from what waits to what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformity.queries.roadmap import PhaseShown, Placed, RoadmapShown

WIDE, NAMES, TOP, ROW, BAR, PHASE = 800, 236, 46, 24, 13, 28
LETTERS = 36
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """The days that are drawn."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands, kept within the drawing."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(NAMES + (WIDE - NAMES - 8) * share, 1)


def draw_timeline(found: RoadmapShown) -> SafeString:
    """The picture; the list below it says the same in words."""
    span, rows = _span(found), _rows(found.phases)
    tall = TOP + sum(PHASE if isinstance(row, _Head) else ROW for row in rows) + 8
    places, parts, y = {}, [_months(span, tall)], TOP
    for row in rows:
        if isinstance(row, _Head):
            parts.append(_phase(row.shown, span, y))
            y += PHASE
        else:
            places[row.placement.pk] = (row, y + ROW // 2)
            y += ROW
    parts += [_wait(span, places, row, other) for row, _y in places.values() for other in row.earlier]
    parts += [_bar(span, row, middle) for row, middle in places.values()]
    parts += [_line(span, found.roadmap.due, tall, "aim", _("Certification"))]
    parts += [_line(span, _today(found), tall, "now", _("Today"))]
    return SafeString(
        f'<svg class="pic timeline" viewBox="0 0 {WIDE} {tall}" role="group" '
        f'aria-label="{escape(_("The roadmap in time"))}">{"".join(parts)}</svg>'
    )  # figures, our own words, and names that are escaped


@dataclass(frozen=True)
class _Head:
    shown: PhaseShown


def _rows(phases: Sequence[PhaseShown]) -> list[_Head | Placed]:
    rows: list[_Head | Placed] = []
    for shown in phases:
        rows += [_Head(shown), *shown.placed]
    return rows


def _today(found: RoadmapShown) -> date | None:
    last = found.burn_up.last
    return last.day if last else None


def _span(found: RoadmapShown) -> Span:
    days = [found.roadmap.starts, *([found.roadmap.due] if found.roadmap.due else [])]
    for shown in found.phases:
        days += [shown.phase.first, shown.phase.last]
        days += [day for each in shown.placed for day in (each.placement.begins, each.ends)]
    return Span(min(days) - WEEK, max(days) + WEEK)


def _months(span: Span, tall: int) -> str:
    days = list(_firsts(span))
    step = -(-len(days) // 9) or 1
    lines = (f'<line class="axis" x1="{span.x(d)}" x2="{span.x(d)}" y1="{TOP - 8}" y2="{tall}"/>' for d in days[::step])
    names = (f'<text x="{span.x(day) + 3}" y="{TOP - 12}">{escape(_month(day))}</text>' for day in days[::step])
    return "".join([*lines, *names])


def _month(day: date) -> str:
    return date_format(day, "M Y" if day.month == 1 else "M")


def _firsts(span: Span) -> Iterator[date]:
    day = (span.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= span.last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _phase(shown: PhaseShown, span: Span, y: int) -> str:
    x, end = span.x(shown.phase.first), span.x(shown.phase.last)
    name = escape(Truncator(shown.phase.name).chars(LETTERS))
    return (
        f'<rect class="band" x="{x}" y="{y + 4}" width="{max(end - x, 2):.1f}" height="{PHASE - 8}" rx="4"/>'
        f'<text class="k" x="4" y="{y + 19}">{name}</text>'
        f'<text x="{x + 8}" y="{y + 19}">{shown.done} / {len(shown.placed)}</text>'
    )


def _bar(span: Span, row: Placed, middle: int) -> str:
    if row.action is None:
        return f'<text x="16" y="{middle + 4}">{escape(row.label)}</text>'
    x, end = span.x(row.placement.begins), span.x(row.ends)
    action = row.action
    said = escape(f"{action.reference} {action.title}: {row.placement.begins.isoformat()} / {row.ends.isoformat()}")
    name = escape(Truncator(action.title).chars(LETTERS))
    return (
        f'<a href="{escape(action.page_url)}" aria-label="{said}"><title>{said}</title>'
        f'<text x="16" y="{middle + 4}">{name}</text>'
        f'<rect class="node {_tone(row)}" x="{x}" y="{middle - BAR // 2}" width="{max(end - x, 4):.1f}" height="{BAR}" rx="3"/></a>'
    )


def _tone(row: Placed) -> str:
    if row.is_late:
        return "f-bad"
    if row.blocked_by or row.too_early_for:
        return "f-warn"
    return "f-good" if row.is_over else "f-pri"


def _wait(span: Span, places: dict[int, tuple[Placed, int]], row: Placed, other: Placed) -> str:
    """From the end of what is waited for to the beginning of what waits."""
    y1, y2 = places[other.placement.pk][1], places[row.placement.pk][1]
    x1, x2 = span.x(other.ends), span.x(row.placement.begins)
    css = "edge edge-late" if other in row.too_early_for or other in row.blocked_by else "edge"
    bend = max(x1 + 6, x2 - 6) if x2 >= x1 else x1 + 6
    return f'<path class="{css}" d="M{x1} {y1}H{bend}V{y2}H{x2}"/>'


def _line(span: Span, day: date | None, tall: int, css: str, name: str) -> str:
    if day is None:
        return ""
    x = span.x(day)
    side = "end" if x > WIDE - 100 else "start"  # room for the word
    at = x - 4 if side == "end" else x + 4
    return (
        f'<line class="{css}" x1="{x}" x2="{x}" y1="16" y2="{tall}"/>'
        f'<text class="k" x="{at}" y="12" text-anchor="{side}">{escape(name)}</text>'
    )
