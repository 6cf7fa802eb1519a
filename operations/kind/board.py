"""Rows of the board as HTML: made in Python, as those of lists are, for the same reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from operations.enums import Priority
from operations.kind.target import bar, left_cell, standing
from records.kind import kind_of
from shell.html import icon
from shell.html import person as drawn_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from operations.models import Incident, ServiceRequest


def rows_of(
    tickets: Sequence[Incident | ServiceRequest], labels: Mapping[int, SafeString], now: datetime
) -> SafeString:
    """One <tr> a ticket; every cell escapes what it shows."""
    words = {each.value: str(each.label) for each in Priority}
    return mark_safe("".join(_row(ticket, labels, now, words) for ticket in tickets))


def _row(
    ticket: Incident | ServiceRequest, labels: Mapping[int, SafeString], now: datetime, words: Mapping[int, str]
) -> str:
    kind = kind_of(ticket)
    cells = (
        ("c-pick", _box(ticket)),
        ("c-due c-left text-nowrap", f'<span class="time-left">{bar(ticket, now)}{left_cell(ticket)}</span>'),
        (
            "c-pri",
            f'<span class="pri pri-{ticket.priority}" title="{escape(words[ticket.priority])}"><b>{ticket.priority}</b></span>',
        ),
        ("c-ref", f'<a class="ref" href="{ticket.page_url}" tabindex="-1">{ticket.reference}</a>'),
        ("wide c-title", _title(ticket)),
        ("c-service c-less", labels.get(ticket.service_id or 0, "")),
        ("c-owner text-nowrap", _who(ticket, labels)),
        ("c-state", kind.badge(ticket)),
    )
    drawn = "".join(f'<td class="{css}">{cell}</td>' for css, cell in cells)
    tone = standing(ticket, now)
    return f'<tr id="ticket-{ticket.pk}" class="is-{tone or "free"}" data-url="{ticket.page_url}" data-version="{ticket.version}">{drawn}</tr>'


def _box(ticket: Incident | ServiceRequest) -> str:
    label = escape(_("Choose %s") % ticket.reference)
    return (
        '<label><input class="form-check-input" type="checkbox" form="bulk" name="chosen"'
        f' value="{ticket.pk}" aria-label="{label}"></label>'
    )


def _title(ticket: Incident | ServiceRequest) -> str:
    title = escape(ticket.title)
    sign = icon(kind_of(ticket).icon, small=True)
    major = (
        f'<span class="state state-bad">{icon("flame")}{escape(_("Major"))}</span> '
        if getattr(ticket, "is_major_now", False)
        else ""
    )
    return f'<a class="link-plain cut" href="{ticket.page_url}" title="{title}">{sign} {major}{title}</a>'


def _who(ticket: Incident | ServiceRequest, labels: Mapping[int, SafeString]) -> str:
    if ticket.owner is not None:
        return drawn_person(ticket.owner.display_name)
    if ticket.assignee_name:
        return escape(ticket.assignee_name)
    return labels.get(ticket.team_id or 0) or f'<span class="quieter">{escape(_("Nobody"))}</span>'
