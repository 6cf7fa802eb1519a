"""Pauses of tickets: kept as stretches, never as a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from operations.models import TicketPause

if TYPE_CHECKING:
    from datetime import datetime

    from operations.models import Ticket


def begin_pause(ticket: Ticket, *, waits_for: str, reason: str = "", start: datetime | None = None) -> TicketPause:
    """Begin a pause, from now unless an earlier moment is given."""
    return TicketPause.objects.create(
        ticket_id=ticket.pk, start=start or timezone.now(), waits_for=waits_for, reason=reason[:300]
    )


def end_pause(ticket: Ticket, *, at: datetime | None = None) -> None:
    """End the pause that runs, if one does; at an earlier moment it is no shorter than nothing."""
    end = at or timezone.now()
    for pause in TicketPause.objects.filter(ticket=ticket.pk, end=None):
        pause.end = max(end, pause.start)
        pause.save(update_fields=["end"])
