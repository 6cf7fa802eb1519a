"""Pictures of goals and objectives, drawn here: the tree, how many stand how, and one objective on its path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leadership.shown import SHAPES, WORDS, baseline_words, status_words, target_words, value_words
from measures import pictures
from measures.enums import TONES, Status
from measures.queries import Point, Standing
from records.kind import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadership.domain.standing import OnPath
    from leadership.queries import Aim, Branch, Tree

#: Boxes of the tree and the room between them, in units of the drawing.
WIDE, HIGH, ASIDE, APART, LANE = 240, 80, 34, 10, 22
#: Letters of a line in a box, and lines that a name takes.
LETTERS, NAME_LINES, LINE = 34, 2, 14
#: The length of a bar that is full, and the height of one.
FULL, BAR = 1000, 10


@dataclass(frozen=True)
class OnWay(Standing):
    """The periods of an objective, those to come too, each held against its path."""

    found: OnPath

    @property
    def forecast(self) -> None:
        """The picture ends with the objective: what is to be expected then is said in words."""
        return

    def status_at(self, point: Point) -> Status:
        """How a point stands to the path."""
        return self.found.status_at(point)


@dataclass
class Node:
    """A box of the tree: its lines, where it leads, and the boxes to its right."""

    name: str
    said: str
    url: str
    tone: str
    mark: str
    below: str
    css: str = "node"
    parts: list[Node] = field(default_factory=list)
    x: int = 0
    y: int = 0


def draw_path(found: OnPath) -> SafeString:
    """An objective's values on the line from baseline to target; nothing where a single period makes no line."""
    known = {point.period.first: point for point in found.points}
    points = [known.get(period.first) or Point(period, None) for period in found.periods]
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return SafeString()
    way = [float(found.path.expected(point.period.last)) for point in points]
    said = _("%(title)s: from %(baseline)s to %(target)s") % {
        "title": found.objective.title,
        "baseline": baseline_words(found),
        "target": target_words(found),
    }
    return pictures.chart(OnWay(found.objective.indicator, points, found), way, said)


def draw_small(found: OnPath) -> SafeString:
    """The same as a small picture without words, which stand beside it."""
    points = list(found.points)
    way = [float(found.path.expected(point.period.last)) for point in points]
    return pictures.small(OnWay(found.objective.indicator, points, found), way)


def draw_shares(counts: Mapping[Status, int]) -> SafeString:
    """All objectives as one bar, a stretch for each status that leads to those in it."""
    whole, begin, parts = sum(counts.values()) or 1, 0, []
    for status, count in counts.items():
        if count:
            length = round(FULL * count / whole)
            said = escape(f"{WORDS[status]}: {count}")
            parts.append(
                f'<a href="?status={status.value}#objectives" aria-label="{said}"><title>{said}</title>'
                f'<rect class="f-{tone_of(status)}" x="{begin}" width="{length}" height="{BAR}"/></a>'
            )
            begin += length
    return SafeString(
        f'<svg class="meter meter-high" viewBox="0 0 {FULL} {BAR}" preserveAspectRatio="none" role="group" '
        f'aria-labelledby="objectives">{"".join(parts)}</svg>'
    )  # figures and our own words


def draw_length(length: int, tone: str) -> SafeString:
    """A bar that is so many of a thousand long."""
    return format_html(
        '<svg class="meter" viewBox="0 0 {full} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-line" width="{full}" height="10"/><rect class="f-{tone}" width="{length}" height="10"/></svg>',
        full=FULL,
        tone=tone,
        length=max(min(length, FULL), 0),
    )


def draw_tree(found: Tree) -> SafeString:
    """Goals on the left, what serves them to the right, what is cascaded further right; each box leads to its page."""
    roots = [_branch(branch) for branch in found.branches]
    if found.aimless:
        words = _("Serves no goal")
        lost = Node(words, words, "#aimless", "bad", "", _("Name the goal, or drop it"), "node node-lost")
        lost.parts = [_aim(aim) for aim in found.aimless]
        roots.append(lost)
    row = 0
    for root in roots:
        row = _place(root, 0, row) + LANE
    nodes = [node for root in roots for node in _walk(root)]
    wide = max(node.x for node in nodes) + WIDE
    high = max(node.y for node in nodes) + HIGH
    edges = "".join(_edge(node, part) for node in nodes for part in node.parts)
    return SafeString(
        f'<svg class="pic pic-map" viewBox="-2 -2 {wide + 4} {high + 4}" width="{wide + 4}" height="{high + 4}" '
        f'role="group" aria-label="{escape(_("Tree of goals and objectives"))}">{edges}{"".join(map(_box, nodes))}</svg>'
    )  # figures, our own words, and names that are escaped


def _branch(branch: Branch) -> Node:
    goal, state = branch.goal, str(kind_of(branch.goal).state_of(branch.goal).label)
    if branch.is_unserved:
        tone, mark = "bad", f"{SHAPES[Status.MISSED]} {_('No objective serves it')}"
    else:
        tone, mark = {"in_force": "pri", "reached": "good"}.get(goal.state, "quiet"), state
    until = _("until %(day)s") % {"day": date_format(goal.until, "j M Y")} if goal.until else ""
    below = ", ".join(each.title for each in branch.carriers) or goal.carried_by or until
    said = ". ".join(filter(None, [f"{_('Goal')} {goal.title}", mark.lstrip("■ "), below]))
    node = Node(goal.title, said, goal.page_url, tone, mark, below, "node node-goal")
    node.parts = [_branch(part) for part in branch.parts] + [_aim(aim) for aim in branch.aims]
    return node


def _aim(aim: Aim) -> Node:
    found, objective = aim.found, aim.objective
    is_open = objective.state == "approved"
    state = str(kind_of(objective).state_of(objective).label)
    shape = SHAPES[Status.NO_DATA if found.is_hidden else found.status]
    words = status_words(found) if is_open else state
    figures = f"{value_words(found)} → {target_words(found)}"
    carried = objective.process.reference if objective.process else objective.function
    below = f"{figures} · {carried}" if carried else figures
    tone = tone_of(found.status) if is_open and not found.is_hidden else "quiet"
    said = f"{_('Objective')} {objective.title}. {words}. {below}"
    node = Node(objective.title, said, objective.page_url, tone, f"{shape} {words}" if is_open else words, below)
    node.parts = [_aim(each) for each in aim.below]
    return node


def _place(node: Node, column: int, top: int) -> int:
    """Put a box beside the first of those to its right; returns where the next one may begin."""
    node.x, node.y, row = column * (WIDE + ASIDE), top, top
    for part in node.parts:
        row = _place(part, column + 1, row)
    return max(row, top + HIGH + APART)


def _walk(node: Node) -> Sequence[Node]:
    return [node, *(each for part in node.parts for each in _walk(part))]


def _edge(node: Node, part: Node) -> str:
    """From the right of one to the left of the other."""
    x1, y1, x2, y2 = node.x + WIDE, node.y + HIGH // 2, part.x, part.y + HIGH // 2
    bend = (x1 + x2) // 2
    return f'<path class="edge" d="M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"/>'


def _box(node: Node) -> str:
    lines = wrap(node.name, LETTERS, max_lines=NAME_LINES, placeholder=" …") or [""]
    top = node.y + 20 + LINE * (NAME_LINES - len(lines)) // 2
    names = "".join(
        f'<text class="k" x="{node.x + 14}" y="{top + LINE * place}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    tinted = f' class="tx-{node.tone}"' if node.tone in {"bad", "warn", "good"} else ""
    under, below = top + LINE * len(lines) + 3, shorten(node.below, LETTERS + 2, placeholder=" …")
    return (
        f'<a href="{escape(node.url)}" aria-label="{escape(node.said)}"><title>{escape(node.said)}</title>'
        f'<rect class="{node.css}" x="{node.x}" y="{node.y}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f'<rect class="f-{node.tone}" x="{node.x}" y="{node.y + 8}" width="4" height="{HIGH - 16}" rx="2"/>{names}'
        f'<text{tinted} x="{node.x + 14}" y="{under}">{escape(node.mark)}</text>'
        f'<text x="{node.x + 14}" y="{under + LINE + 2}">{escape(below)}</text></a>'
    )


def tone_of(status: Status) -> str:
    """The tone of a status, as shapes of pictures have it."""
    return {"wait": "quiet"}.get(TONES[status], TONES[status])
