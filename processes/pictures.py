"""The map of processes: one in the middle of its neighbours, and the whole landscape by families; drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from processes.models import Process
    from processes.queries import Flow, Landscape, Node, Surroundings

#: Boxes of neighbours and the room between them, in units of the drawing.
BOX, HIGH, ASIDE, APART = 206, 44, 54, 10
#: Letters of a name and of what flows that fit a box.
LETTERS, FLOW_LETTERS = 27, 31
#: Boxes of the landscape, the room between them and beside them, and how many stand in a row.
TILE, TALL, GAP, LANE, WORDS, A_ROW = 172, 40, 14, 26, 190, 5
TILE_LETTERS = 25
TONES = {"published": "f-good", "approved": "f-pri", "in_review": "f-warn"}


def draw_surroundings(found: Surroundings) -> SafeString:
    """A process in the middle: on the left what it gets and from whom, on the right what it gives and to whom."""
    rows = max(len(found.gets), len(found.gives), 1)
    high, middle = rows * (HIGH + APART) - APART, BOX + ASIDE
    wide = 3 * BOX + 2 * ASIDE
    top = (high - HIGH) // 2
    parts = [_side(found.gets, 0, high, (middle, top + HIGH // 2), leads_in=True)]
    parts.append(_side(found.gives, 2 * middle, high, (middle + BOX, top + HIGH // 2), leads_in=False))
    here = (
        f'<rect class="node node-here" x="{middle}" y="{top}" width="{BOX}" height="{HIGH}" rx="6"/>'
        f'<text class="k" x="{middle + 12}" y="{top + 19}">{_short(found.here.title, LETTERS)}</text>'
        f'<text x="{middle + 12}" y="{top + 34}">{escape(found.here.reference)}</text>'
    )
    return _svg(wide, high, _("Interfaces of %(name)s") % {"name": found.here.title}, "".join(parts) + here)


def draw_landscape(found: Landscape) -> SafeString:
    """All processes as boxes in the rows of their families; lines of the one in focus stand out, others stay faint."""
    places, rows, high = _places(found)
    wide = WORDS + A_ROW * (TILE + GAP) - GAP
    names = "".join(f'<text class="k" x="0" y="{y + TALL // 2 + 4}">{escape(name)}</text>' for name, y in rows)
    lines = "".join(_flow(flow, found.focus, places) for flow in _pairs(found))
    near = {key for flow in found.flows if found.focus and found.focus.pk in _ends(flow) for key in _ends(flow)}
    boxes = "".join(
        _tile(process, places[key], found.focus, is_near=not near or key in near)
        for key, process in found.by_key.items()
    )
    return _svg(wide, high, _("Map of all processes"), lines + names + boxes)


def draw_share(share: int, tone: str = "good") -> SafeString:
    """A bar that is so many of a thousand long."""
    return SafeString(
        '<svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-line" width="1000" height="10"/><rect class="f-{tone}" width="{share}" height="10"/></svg>'
    )  # figures, and a tone of ours


def _svg(wide: int, high: int, label: str, inside: str) -> SafeString:
    return SafeString(
        f'<svg class="pic pic-map" viewBox="-2 -2 {wide + 4} {high + 4}" width="{wide + 4}" height="{high + 4}" '
        f'role="group" aria-label="{escape(label)}">{inside}</svg>'
    )  # figures, our own words, and names that are escaped


def _side(
    neighbours: Sequence[tuple[Node, Sequence[str]]], x: int, high: int, goal: tuple[int, int], *, leads_in: bool
) -> str:
    """A column of neighbours and the lines between them and the middle."""
    begin = (high - (len(neighbours) * (HIGH + APART) - APART)) // 2
    drawn = []
    for row, (node, flows) in enumerate(neighbours):
        y = begin + row * (HIGH + APART)
        own = (x + BOX, y + HIGH // 2) if leads_in else (x, y + HIGH // 2)
        drawn.append(_curve(*((own, goal) if leads_in else (goal, own))))
        drawn.append(_neighbour(node, flows, x, y))
    return "".join(drawn)


def _curve(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From left to right, with a head where it arrives."""
    (x1, y1), (x2, y2) = start, end
    bend = (x1 + x2) // 2
    head = f'<path class="edge-head" d="M{x2} {y2}l-7 -4v8z"/>'
    return f'<path class="edge" d="M{x1} {y1}C{bend} {y1} {bend} {y2} {x2 - 6} {y2}"/>{head}'


def _neighbour(node: Node, flows: Sequence[str], x: int, y: int) -> str:
    more = f" +{len(flows) - 1}" if len(flows) > 1 else ""
    words = _short(flows[0], FLOW_LETTERS - len(more)) + more
    shape = f'<rect class="node" x="{x}" y="{y}" width="{BOX}" height="{HIGH}" rx="6"/>'
    if node.process is None:
        return f'{shape}<text x="{x + 12}" y="{y + 26}">{words}</text>'
    said = escape(f"{node.process.reference} {node.name}: {'; '.join(flows)}")
    tone = TONES.get(node.process.state, "f-quiet")
    return (
        f'<a href="{escape(node.process.page_url)}" aria-label="{said}"><title>{said}</title>{shape}'
        f'<rect class="{tone}" x="{x}" y="{y + 8}" width="4" height="{HIGH - 16}" rx="2"/>'
        f'<text class="k" x="{x + 12}" y="{y + 19}">{_short(node.name, LETTERS)}</text>'
        f'<text x="{x + 12}" y="{y + 34}">{words}</text></a>'
    )


def _places(found: Landscape) -> tuple[dict[int, tuple[int, int]], list[tuple[str, int]], int]:
    """Where each box stands, where each family begins, and how high it all is."""
    places, rows, y = {}, [], 0
    for name, processes in found.families:
        rows.append((str(name), y))
        for number, process in enumerate(processes):
            line, column = divmod(number, A_ROW)
            places[process.pk] = (WORDS + column * (TILE + GAP), y + line * (TALL + GAP))
        y += ((len(processes) - 1) // A_ROW) * (TALL + GAP) + TALL + LANE
    return places, rows, max(y - LANE, TALL)


def _pairs(found: Landscape) -> list[Flow]:
    """One line for each two processes, those in focus on top."""
    seen = {frozenset(_ends(flow)): flow for flow in found.flows}
    focus = found.focus.pk if found.focus else 0
    return sorted(seen.values(), key=lambda flow: focus in _ends(flow))


def _ends(flow: Flow) -> tuple[int, int]:
    return flow.source, flow.target


def _flow(flow: Flow, focus: Process | None, places: Mapping[int, tuple[int, int]]) -> str:
    """From middle to middle, behind the boxes; between boxes of one row it swings below them."""
    (x1, y1), (x2, y2) = places[flow.source], places[flow.target]
    x1, x2, y1, y2 = x1 + TILE // 2, x2 + TILE // 2, y1 + TALL // 2, y2 + TALL // 2
    css = "edge edge-here" if focus is not None and focus.pk in _ends(flow) else "edge edge-faint"
    if y1 == y2:
        low = y1 + TALL // 2 + LANE
        return f'<path class="{css}" d="M{x1} {y1}C{x1} {low} {x2} {low} {x2} {y2}"/>'
    bend = (y1 + y2) // 2
    return f'<path class="{css}" d="M{x1} {y1}C{x1} {bend} {x2} {bend} {x2} {y2}"/>'


def _tile(process: Process, place: tuple[int, int], focus: Process | None, *, is_near: bool) -> str:
    x, y = place
    is_here = focus is not None and focus.pk == process.pk
    css = "node node-here" if is_here else "node" if is_near else "node node-far"
    url = escape(process.page_url if is_here else f"?focus={process.reference}")
    said = escape(f"{process.reference} {process.title}")
    return (
        f'<a href="{url}" aria-label="{said}"><title>{said}</title>'
        f'<rect class="{css}" x="{x}" y="{y}" width="{TILE}" height="{TALL}" rx="6"/>'
        f'<rect class="{TONES.get(process.state, "f-quiet")}" x="{x}" y="{y + 7}" width="4" height="{TALL - 14}" rx="2"/>'
        f'<text class="k" x="{x + 11}" y="{y + 17}">{_short(process.title, TILE_LETTERS)}</text>'
        f'<text x="{x + 11}" y="{y + 31}">{escape(process.reference)}</text></a>'
    )


def _short(text: str, letters: int) -> str:
    return escape(Truncator(text).chars(letters))
