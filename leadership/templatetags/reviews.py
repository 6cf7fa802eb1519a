"""Filters of the templates of management reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _

from communication.domain.minutes_text import when_text
from leadership import charts
from leadership.domain.reviews.holding import label_of
from leadership.models import ReviewDecision
from shell.html import badge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

    from leadership.models import ReviewBlock
    from shell.registry import Cell, Chart, Table

register = template.Library()
register.filter("when", when_text)
#: Letters of a cell that stay on one line.
SHORT = 14
#: How what was decided looks.
TONES = {
    ReviewDecision.Outcome.APPROVED: "good",
    ReviewDecision.Outcome.REJECTED: "wait",
    ReviewDecision.Outcome.DEFERRED: "warn",
}


@register.filter
def spark(chart: Chart) -> SafeString:
    """A chart as a small picture."""
    return charts.spark(chart)


@register.filter
def drawn(chart: Chart) -> SafeString:
    """A chart as a large picture."""
    return charts.draw(chart)


@register.simple_tag
def outcome(decision: ReviewDecision) -> SafeString:
    """What was decided, as a badge."""
    if decision.decision.struck:
        return badge("wait", _("Struck"), "minus")
    return badge(TONES[ReviewDecision.Outcome(decision.outcome)], decision.get_outcome_display())


@register.filter
def of_key(found: Mapping[int, Any], key: int | None) -> Any:
    """What stands under a key; nothing where nothing does."""
    return found.get(key) if key else None


@register.filter
def join_codes(blocks: Sequence[ReviewBlock]) -> str:
    """The codes of inputs, one after the other."""
    return ", ".join(block.code for block in blocks)


@register.filter
def large(found: Sequence[Chart]) -> list[Chart]:
    """The charts that stand for themselves."""
    return [chart for chart in found if not chart.is_small]


@register.filter
def small(found: Sequence[Chart]) -> list[Chart]:
    """The charts that stand among others of their kind."""
    return [chart for chart in found if chart.is_small]


@register.simple_tag
def is_number(table: Table, place: int) -> str:
    """The class of a cell in a column of numbers."""
    return "text-end num" if table.headings[place].is_number else ""


@register.filter
def is_short(text: str) -> bool:
    """Whether a text is a day, a number or a name that stays on one line."""
    return len(text) <= SHORT


@register.simple_tag
def cell_text(cell: Cell, seen: Mapping[int, str]) -> SafeString:
    """A cell, which leads to the record that it names where the reader sees it."""
    if not cell.record:
        return conditional_escape(cell.text)
    css = format_html('<span class="ref">{}</span>', cell.text)
    url = seen.get(cell.record)
    return format_html('<a href="{}">{}</a>', url, css) if url else css


@register.simple_tag
def question(name: str) -> str:
    """A question of the conclusion in words."""
    return label_of(name)
