"""How many items stand how, as one bar; the words stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from conformity.queries.overview import STATES

if TYPE_CHECKING:
    from conformity.queries.overview import Tally

FULL = 1000
TONES = {"proven": "good", "in_place": "pri", "planned": "warn", "not_started": "quiet"}


def states_bar(tally: Tally, *, is_high: bool = False) -> SafeString:
    """A stretch for each state, the best first."""
    begin, parts = 0.0, []
    for state in STATES:
        length = FULL * tally.states[state] / (tally.total or 1)
        if length:
            parts.append(
                f'<rect class="f-{TONES[state]}" x="{begin:.1f}" y="0" width="{max(length - 4, 1):.1f}" height="10"/>'
            )
        begin += length
    css = "meter meter-high" if is_high else "meter"
    return SafeString(
        f'<svg class="{css}" viewBox="0 0 {FULL} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-line" width="{FULL}" height="10"/>{"".join(parts)}</svg>'
    )  # figures, and tones of ours
