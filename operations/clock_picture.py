"""The clock of a ticket as a picture: its time from left to right, with its pauses and the moment it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from operations.models import TicketPause

#: Units across; the picture is as wide as its place.
WIDTH, HEIGHT = 600, 40


def clock_picture(
    started: datetime,
    until: datetime,
    due: datetime | None,
    pauses: Sequence[TicketPause],
    *,
    is_breached: bool,
) -> SafeString:
    """From its start to where it stands, or to when it is due if that is later."""
    end = max(moment for moment in (until, due) if moment is not None)
    whole = max((end - started).total_seconds(), 1.0)

    def at(moment: datetime) -> float:
        return min(max((moment - started).total_seconds() / whole, 0.0), 1.0) * WIDTH

    parts = [f'<rect class="all" x="0" y="14" width="{WIDTH}" height="12" rx="3"/>']
    parts.append(_stretch("gone", 0, at(until)))
    if is_breached and due is not None and due < until:
        parts.append(_stretch("over", at(due), at(until)))
    parts += [_stretch("pause", at(pause.start), at(pause.end or until)) for pause in pauses if pause.start < until]
    if due is not None:
        parts.append(f'<line class="due" x1="{at(due):.1f}" x2="{at(due):.1f}" y1="6" y2="34"/>')
    label = escape(_label(started, until, due, len(pauses)))
    return mark_safe(
        f'<svg class="clock-picture" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def _stretch(css: str, begin: float, end: float) -> str:
    return f'<rect class="{css}" x="{begin:.1f}" y="14" width="{max(end - begin, 1.0):.1f}" height="12"/>'


def _label(started: datetime, until: datetime, due: datetime | None, pauses: int) -> str:
    words = _("From %(start)s to %(until)s, pauses: %(n)d") % {
        "start": _clock(started),
        "until": _clock(until),
        "n": pauses,
    }
    return _("%(words)s, due %(due)s") % {"words": words, "due": _clock(due)} if due else words


def _clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
