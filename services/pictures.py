"""The picture of what a service rests on and what rests on it: drawn here, each service a link to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.hours.words import WeekDay
    from services.queries import Edge, Node, Surroundings

#: Boxes and the room between them, in units of the drawing.
BOX, HIGH, ASIDE, APART = 168, 42, 56, 12
#: Letters of a name that fit a box.
LETTERS = 23
#: Minutes that lie between two marks of a day.
MARKS = 360
DAY_MINUTES = 1440


def draw(found: Surroundings, page: str) -> SafeString:
    """Levels as columns from left (what rests on it) to right; ``page`` follows each service's address: "map/"."""
    columns = [nodes for _level, nodes in found.levels]
    places = _places(columns)
    wide = len(columns) * (BOX + ASIDE) - ASIDE
    high = max(len(nodes) for nodes in columns) * (HIGH + APART) - APART
    lines = "".join(_line(edge, places) for edge in found.edges)
    boxes = "".join(_box(node, places[node.key], page) for node in found.nodes)
    return SafeString(
        f'<svg class="pic pic-map" viewBox="-1 -1 {wide + 2} {high + 2}" width="{wide + 2}" height="{high + 2}" '
        f'role="group" aria-label="{escape(_("Parts and dependencies"))}">{lines}{boxes}</svg>'
    )  # figures, our own words, and names that are escaped


def draw_day(day: WeekDay) -> SafeString:
    """The open hours of a day on its twenty-four."""
    marks = "".join(
        f'<line class="axis" x1="{at}" x2="{at}" y1="0" y2="10"/>' for at in range(MARKS, DAY_MINUTES, MARKS)
    )
    bars = "".join(
        f'<rect class="f-pri" x="{start}" width="{end - start}" height="10"/>' for start, end in day.stretches
    )
    return SafeString(
        f'<svg class="meter meter-day" viewBox="0 0 {DAY_MINUTES} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-line" width="{DAY_MINUTES}" height="10"/>{bars}{marks}</svg>'
    )  # figures alone


def _places(columns: Sequence[Sequence[Node]]) -> dict[int, tuple[int, int]]:
    """Where each box stands: columns beside each other, their boxes around the middle."""
    most = max(len(nodes) for nodes in columns)
    step = HIGH + APART
    return {
        node.key: (column * (BOX + ASIDE), (most - len(nodes)) * step // 2 + row * step)
        for column, nodes in enumerate(columns)
        for row, node in enumerate(nodes)
    }


def _line(edge: Edge, places: Mapping[int, tuple[int, int]]) -> str:
    """From the right side of the upper service to the left side of the lower one; parts are drawn whole, others dashed."""
    (x1, y1), (x2, y2) = places[edge.upper], places[edge.lower]
    x1, y1, y2 = x1 + BOX, y1 + HIGH // 2, y2 + HIGH // 2
    bend = max((x2 - x1) // 2, ASIDE // 2)
    css = "edge" if edge.is_part else "edge edge-needs"
    return f'<path class="{css}" d="M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"/>'


def _box(node: Node, place: tuple[int, int], page: str) -> str:
    x, y = place
    name = escape(Truncator(node.name).chars(LETTERS))
    css = "node node-here" if node.level == 0 else "node"
    shape = f'<rect class="{css}" x="{x}" y="{y}" width="{BOX}" height="{HIGH}" rx="6"/>'
    if node.service is None:
        return f'{shape}<text x="{x + 10}" y="{y + 26}">{name}</text>'
    tone = {"critical": "f-bad", "high": "f-warn"}.get(node.service.criticality, "f-quiet")
    said = f"{node.service.reference} {node.name}, {node.service.get_criticality_display()}"
    return (
        f'<a href="{escape(node.service.page_url)}{page}" aria-label="{escape(said)}"><title>{escape(said)}</title>{shape}'
        f'<rect class="{tone}" x="{x}" y="{y + 8}" width="4" height="{HIGH - 16}" rx="2"/>'
        f'<text class="k" x="{x + 12}" y="{y + 18}">{name}</text>'
        f'<text x="{x + 12}" y="{y + 33}">{escape(node.service.code[:20])}</text></a>'
    )
