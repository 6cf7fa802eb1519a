"""The pictures of the register: bars drawn in Python, each a link to what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.enums import ItemState
from documents.overview.reviews import month_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from documents.overview.drafts import Draft
    from documents.overview.rates import Read
    from documents.overview.reviews import Reviews
    from records.kind import Kind
    from shell.registry import Text

#: Where columns stand and how high they may be, in units of the drawing.
HIGH, GROUND, TALLEST, WIDE, GAP = 84, 64, 48, 360, 6
#: The length of a bar that is full.
FULL = 1000
TONES: dict[str, str] = {
    ItemState.PRESENT: "good",
    ItemState.DRAFT: "pri",
    ItemState.OVERDUE: "warn",
    ItemState.MISSING: "bad",
}
#: Days after which a draft has waited long, and very long.
LONG, VERY_LONG = 30, 90
#: Of a hundred readers, from where on all is well, and below which it is not.
MOST, HALF = 90, 50


@dataclass(frozen=True)
class Bar:
    """A bar beside its name: how long it is of ``FULL``, what stands at its end, and where it leads."""

    name: Text
    length: int
    said: Text
    url: str
    tone: str = "quiet"

    @property
    def drawing(self) -> SafeString:
        """The bar on its ground."""
        return format_html(
            '<svg class="meter" viewBox="0 0 {full} 10" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="f-line" width="{full}" height="10"/><rect class="f-{tone}" width="{length}" height="10"/></svg>',
            full=FULL, tone=self.tone, length=max(min(self.length, FULL), 0),
        )  # fmt: skip


def shares(counts: Mapping[ItemState, int]) -> SafeString:
    """All required items as one bar, a stretch for each state that leads to the items in it."""
    whole, begin, parts = sum(counts.values()) or 1, 0, []
    for state, count in counts.items():
        if count:
            length = round(FULL * count / whole)
            parts.append(_stretch(state, count, begin, length))
            begin += length
    return SafeString(
        f'<svg class="meter meter-high" viewBox="0 0 {FULL} 10" preserveAspectRatio="none" role="group" '
        f'aria-labelledby="asked">{"".join(parts)}</svg>'
    )  # figures and our own words


def state_bars(counts: Mapping[str, int], kind: Kind) -> list[Bar]:
    """Documents by state, in the order of their life."""
    most = max(counts.values(), default=0) or 1
    tones = {"good": "good", "busy": "pri", "warn": "warn"}
    return [
        Bar(
            state.label,
            round(FULL * counts[state.key] / most),
            str(counts[state.key]),
            f"{kind.url()}?state={state.key}",
            tones.get(state.tone, "quiet"),
        )
        for state in kind.states
        if counts.get(state.key)
    ]


def rate_bars(read: Sequence[Read]) -> list[Bar]:
    """How many have read each document, those with fewest first."""
    return [
        Bar(
            f"{each.document.reference} {each.document.title}",
            FULL * each.rate.percent // 100,
            _("%(read)d of %(asked)d") % {"read": each.rate.read, "asked": each.rate.asked},
            f"{each.document.page_url}readers-of/",
            _tone(each.rate.percent >= MOST, each.rate.percent >= HALF),
        )
        for each in read
    ]


def draft_bars(drafts: Sequence[Draft]) -> list[Bar]:
    """How long each draft has waited, the oldest first."""
    most = max((draft.days for draft in drafts), default=0) or 1
    return [
        Bar(
            f"{draft.document.reference} {draft.document.title}",
            round(FULL * draft.days / most),
            ngettext("%(n)d day", "%(n)d days", draft.days) % {"n": draft.days},
            draft.document.page_url,
            "quiet" if draft.days < LONG else "warn" if draft.days < VERY_LONG else "bad",
        )
        for draft in drafts
    ]


def review_columns(reviews: Sequence[Reviews]) -> SafeString:
    """Reviews by month, what is late first."""
    step = WIDE // len(reviews)
    most = max(each.count for each in reviews) or 1
    columns = "".join(_column(each, place * step, step, most) for place, each in enumerate(reviews))
    return SafeString(
        f'<svg class="pic" viewBox="0 0 {step * len(reviews)} {HIGH}" role="group" aria-labelledby="reviews">'
        f'<line class="axis" x1="0" x2="{step * len(reviews)}" y1="{GROUND}.5" y2="{GROUND}.5"/>{columns}</svg>'
    )  # figures, our own words and days


def review_url(reviews: Reviews) -> str:
    """The documents whose review is due then."""
    when = month_key(reviews.month) if reviews.month else "past"
    return f"{reverse('documents:document-list')}?due={when}"


def review_words(reviews: Reviews) -> str:
    """A month in words."""
    return date_format(reviews.month, "F Y") if reviews.month else _("Late")


def _column(reviews: Reviews, left: int, step: int, most: int) -> str:
    middle, width = left + step // 2, step - GAP
    label = date_format(reviews.month, "M") if reviews.month else _("Late")
    css = "tx-bad" if reviews.month is None and reviews.count else ""
    name = f'<text class="{css}" x="{middle}" y="80" text-anchor="middle">{escape(label)}</text>'
    if not reviews.count:
        return name
    height = max(round(TALLEST * reviews.count / most), 3)
    words = ngettext("%(n)d review", "%(n)d reviews", reviews.count) % {"n": reviews.count}
    tone = "quiet" if reviews.month else "bad"
    return (
        f'<a href="{escape(review_url(reviews))}" aria-label="{escape(review_words(reviews))}: {escape(words)}">'
        f'<rect class="f-none" x="{left}" y="0" width="{step}" height="{HIGH}"/>'
        f'<rect class="f-{tone}" x="{left + GAP // 2}" y="{GROUND - height}" width="{width}" height="{height}" rx="2"/>'
        f'<text class="{css or "k"}" x="{middle}" y="{GROUND - height - 4}" text-anchor="middle">{reviews.count}</text>'
        f"{name}</a>"
    )


def _stretch(state: ItemState, count: int, begin: int, length: int) -> str:
    return (
        f'<a href="?state={state.value}#lines" aria-label="{escape(state.label)}: {count}">'
        f'<rect class="f-{TONES[state]}" x="{begin}" width="{length}" height="10"/></a>'
    )


def _tone(is_well: bool, is_half: bool) -> str:  # noqa: FBT001 - said by name at its one call
    return "good" if is_well else "warn" if is_half else "bad"
