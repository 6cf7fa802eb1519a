"""Pictures of figures, drawn in Python: on a page in its colours, on paper in ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from operations.figures import Flow

#: A small picture: width of a period, height, and the least share that it shows as nothing.
STEP, HIGH = 9, 26
#: A large picture.
WIDE, TALL, GROUND, TALLEST = 640, 190, 152, 130
INK = {"good": "#12384a", "bad": "#b23a0e", "quiet": "#8a949c", "pri": "#12384a", "none": "none", "line": "#c9d0d6"}


def on_page(tone: str) -> str:
    """The tone as a class, which light and dark give their colours."""
    return f'class="f-{tone}"'


def on_paper(tone: str) -> str:
    """The tone as ink."""
    return f'fill="{INK[tone]}"'


def trend_bars(
    shares: Sequence[Decimal | None], wanted: Decimal, words: str, paint: Callable[[str], str] = on_page
) -> SafeString:
    """Shares of periods as small bars, the latest last: those below what was agreed stand out, gaps are not measured."""
    known = [share for share in shares if share is not None]
    least = min([*known, wanted]) if known else wanted
    floor = max(float(least) - (100 - float(least)) * 0.5 - 1, 0)
    bars = "".join(_small(place, share, wanted, floor, paint) for place, share in enumerate(shares))
    width = STEP * len(shares)
    return SafeString(
        f'<svg class="trend" width="{width}" height="{HIGH}" viewBox="0 0 {width} {HIGH}" role="img" '
        f'aria-label="{escape(words)}">{bars}</svg>'
    )  # figures and our own words


def flow_columns(flows: Sequence[Flow], address: Callable[[str, Flow], str]) -> SafeString:
    """Opened and closed of each period beside each other, with what was open at its end; each leads to its records."""
    most = max((max(flow.opened, flow.closed) for flow in flows), default=0) or 1
    step = WIDE // max(len(flows), 3)
    columns = "".join(_pair(place * step, step, flow, most, address) for place, flow in enumerate(flows))
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {WIDE} {TALL}" role="group" aria-labelledby="flow">'
        f'<line class="axis" x1="0" x2="{WIDE}" y1="{GROUND}.5" y2="{GROUND}.5"/>{columns}</svg>'
    )  # figures, our own words and months


def _small(place: int, share: Decimal | None, wanted: Decimal, floor: float, paint: Callable[[str], str]) -> str:
    left = place * STEP + 1
    if share is None:
        return f'<rect {paint("line")} x="{left}" y="{HIGH - 2}" width="{STEP - 2}" height="2"/>'
    height = max(round((float(share) - floor) / (100 - floor) * (HIGH - 2)), 2)
    tone = "good" if share >= wanted else "bad"
    return f'<rect {paint(tone)} x="{left}" y="{HIGH - height}" width="{STEP - 2}" height="{height}"/>'


def _pair(left: int, step: int, flow: Flow, most: int, address: Callable[[str, Flow], str]) -> str:
    middle, half = left + step // 2, min(step // 2 - 4, 40)
    month = date_format(flow.period.first, "Y" if flow.period.is_year else "M")
    name = date_format(flow.period.first, "Y" if flow.period.is_year else "F Y")
    parts = (
        ("opened", flow.opened, middle - half - 1, "quiet", _("%(month)s: %(n)d opened")),
        ("resolved", flow.closed, middle + 1, "pri", _("%(month)s: %(n)d closed")),
    )
    bars = "".join(
        f'<a href="{escape(address(key, flow))}" aria-label="{escape(words % {"month": name, "n": n})}">'
        f'<rect class="f-{tone}" x="{x}" y="{GROUND - round(TALLEST * n / most)}" width="{half}" '
        f'height="{max(round(TALLEST * n / most), 1)}" rx="2"/></a>'
        for key, n, x, tone, words in parts
    )
    return (
        f'{bars}<text x="{middle}" y="{GROUND + 14}" text-anchor="middle">{escape(month)}</text>'
        f'<text class="k" x="{middle}" y="{GROUND + 28}" text-anchor="middle">{flow.open_at_end}</text>'
    )
