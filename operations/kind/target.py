"""How much time a ticket has left: in words with a tone, as a column and as a filter."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operations.domain.board import keys_due_soon, keys_standing
from records.kind import Column, Filter
from shell.html import icon

if TYPE_CHECKING:
    from operations.models import Incident, ServiceRequest
    from people.models import User

#: By tone of a ticket's target: words where no time says more, and the sign beside them.
SIGNS = {
    "missed": "alert-square",
    "soon": "alert-triangle",
    "fine": "clock",
    "stands": "player-pause",
    "met": "circle-check",
}
#: The tones of the product's states, by those of a target.
TONES = {"missed": "bad", "soon": "warn", "fine": "quiet", "stands": "quiet", "met": "good"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def standing(ticket: Incident | ServiceRequest, now: datetime | None = None) -> str:
    """How its target stands: missed, soon, fine, stands (still), met; empty without one."""
    now = now or timezone.now()
    if ticket.breached or (ticket.due_at is not None and ticket.due_at < now):
        return "missed"
    if ticket.due_at is not None:
        return "soon" if ticket.warn_from is not None and ticket.warn_from <= now else "fine"
    if ticket.stopped_at is None:
        return "stands" if ticket.waits_for else ""
    return "met" if ticket.breached is False else ""


def span_words(span: timedelta) -> str:
    """A span of time in short: 40 min, 5 h 20 min, 3 d 4 h."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
    hours, minutes = divmod(minutes, 60)
    if hours < 24:  # noqa: PLR2004 - hours of a day
        return _("%(h)d h %(m)d min") % {"h": hours, "m": minutes} if minutes else _("%(h)d h") % {"h": hours}
    days, hours = divmod(hours, 24)
    return _("%(d)d d %(h)d h") % {"d": days, "h": hours} if hours else _("%(d)d d") % {"d": days}


def left_words(ticket: Incident | ServiceRequest, now: datetime | None = None) -> str:
    """Its time left in words."""
    now = now or timezone.now()
    tone = standing(ticket, now)
    if ticket.due_at is not None:
        words = _("%(span)s over") if tone == "missed" and ticket.due_at < now else _("%(span)s left")
        return words % {"span": span_words(ticket.due_at - now)}
    return {"missed": _("missed"), "stands": _("stands still"), "met": _("met")}.get(tone, "")


def left_cell(ticket: Incident | ServiceRequest) -> SafeString:
    """Its time left as a cell: a bar of what is left of the time, and words."""
    now = timezone.now()
    tone = standing(ticket, now)
    if not tone:
        return SafeString("")
    title = timezone.localtime(ticket.due_at).strftime("%Y-%m-%d %H:%M") if ticket.due_at else ""
    return format_html(
        '<span class="due due-{}" title="{}">{}{}</span>',
        TONES[tone],
        title,
        icon(SIGNS[tone], small=True),
        left_words(ticket, now),
    )


def bar(ticket: Incident | ServiceRequest, now: datetime) -> SafeString:
    """How much of the time from opening to due is gone, as a small picture; empty where nothing is due."""
    if ticket.due_at is None:
        return SafeString("")
    whole = (ticket.due_at - (ticket.counted_from or ticket.opened_at)).total_seconds()
    gone = 1.0 if whole <= 0 else min(max(1 - (ticket.due_at - now).total_seconds() / whole, 0.0), 1.0)
    return format_html(
        '<svg class="time-bar time-{}" viewBox="0 0 44 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="all" width="44" height="6" rx="2"/><rect class="gone" width="{}" height="6" rx="2"/></svg>',
        standing(ticket, now),
        f"{gone * 44:.1f}",
    )


def left_column() -> Column:
    """The column of lists; exports hold the moment that is due."""
    return Column(
        key="due_at",
        label=gettext_lazy("Time left"),
        value=lambda ticket: ticket.due_at,
        cell=lambda ticket, _shown: left_cell(ticket),
        css="c-due c-left text-nowrap",
    )


def target_filter(model: type[Any]) -> Filter:
    """Tickets by how their target stands, as of now."""
    return Filter(
        key="target",
        label=gettext_lazy("Target"),
        options=lambda _user: [
            ("missed", gettext_lazy("Missed")),
            ("soon", gettext_lazy("Due soon")),
            ("met", gettext_lazy("Met")),
            ("stands", gettext_lazy("Stands still")),
            ("none", gettext_lazy("No target")),
        ],
        condition=partial(_condition, model),
    )


def _condition(model: type[Any], value: str, _user: User) -> Q:
    now = timezone.now()
    conditions: dict[str, Q] = {
        "missed": Q(breached=True) | Q(due_at__lt=now),
        "soon": Q(pk__in=keys_due_soon(model, now)),
        "met": Q(breached=False, due_at=None),
        "stands": Q(pk__in=keys_standing(model)),
        "none": Q(breached=None, due_at=None, waits_for=""),
    }
    found: Q = conditions[value]
    return found
