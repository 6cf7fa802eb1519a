"""What pages say of figures, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conformity.pictures import TONES
from conformity.queries.overview import STATES
from records.kind import find_kind
from shell.html import badge, day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from conformity.queries.overview import Tally
    from conformity.queries.roadmap import BurnUp
    from measures.domain.interval import Freshness

FRESH_TONES = {"fresh": "good", "ageing": "warn", "stale": "bad", "none": "wait"}


@dataclass(frozen=True)
class StateCount:
    """How many items are in a state, with its word and tone."""

    key: str
    label: str
    count: int
    tone: str


def counts_of(tally: Tally) -> list[StateCount]:
    """The four states, the best first."""
    labels = {state.key: str(state.label) for state in find_kind("assessment").states}
    return [StateCount(key, labels[key], tally.states[key], TONES[key]) for key in STATES]


def fresh_badge(freshness: Freshness) -> SafeString:
    """How fresh something is, by tone, shape and word."""
    return badge(FRESH_TONES[freshness.value], freshness.label)


def pace_words(found: BurnUp) -> str:
    """What the burn-up comes to, in sentences."""
    return " ".join(_sentences(found))


def _sentences(found: BurnUp) -> Sequence[str]:
    pace, said = found.pace, []
    if pace.left <= 0:
        return [_("All items are in place or proven.")]
    words = ngettext("%(n)d item is not in place yet.", "%(n)d items are not in place yet.", pace.left)
    said.append(words % {"n": pace.left})
    if pace.needed is not None and found.aim is not None:
        about = {"n": _short(pace.needed), "day": day_text(found.aim)}
        said.append(_("To be ready on %(day)s, %(n)s a week have to come into place.") % about)
    elif found.aim is not None:
        said.append(_("The day of the certification audit has gone by."))
    if pace.per_week is None:
        lacking = ngettext(
            "There are not enough points for a forecast yet: %(n)d more week is needed.",
            "There are not enough points for a forecast yet: %(n)d more weeks are needed.",
            pace.lacking,
        )
        return [*said, lacking % {"n": pace.lacking}]
    about = {"n": _short(pace.per_week)}
    if pace.done_by is None:
        return [*said, _("At the pace of the last weeks (%(n)s a week) it is never done.") % about]
    about["day"] = day_text(pace.done_by)
    return [*said, _("At the pace of the last weeks (%(n)s a week) it is done by %(day)s.") % about]


def _short(value: float) -> str:
    return number_format(value, 1)
