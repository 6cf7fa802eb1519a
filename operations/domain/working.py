"""Working on a ticket: each step counts its clocks anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone

from agreements.choosing import priority_for
from agreements.enums import Repricing
from operations.domain.clocks import Clockwork, keep_clocks, pauses_of
from operations.domain.pauses import begin_pause, end_pause
from operations.enums import Waiting
from operations.models import Incident, ServiceRequest
from records.domain.write import write

if TYPE_CHECKING:
    from people.models import User

#: Actions after which nothing is counted.
VOIDING = ("cancel", "refuse")

T = TypeVar("T", Incident, ServiceRequest)


@transaction.atomic
def create_ticket(ticket: T, *, actor: User | None, action: str = "create", **about: Any) -> T:
    """Record a ticket; its clocks start at its opening."""
    set_priority(ticket)
    return _write(ticket, actor=actor, action=action, **about)


@transaction.atomic
def edit_ticket(ticket: T, *, actor: User, action: str = "edit", **about: Any) -> T:
    """Change a ticket; another priority, service or customer may mean another target."""
    stored = type(ticket)._default_manager.get(pk=ticket.pk)
    set_priority(ticket)
    if stored.priority != ticket.priority and _resets(stored):
        ticket.counted_from = timezone.now()
    return _write(ticket, actor=actor, action=action, **about)


@transaction.atomic
def take(ticket: T, *, actor: User, reason: str = "", token: str | None = None) -> T:
    """Begin to work on it: the first who does so is its first response."""
    ticket.owner = ticket.owner or actor
    ticket.responded_at = ticket.responded_at or timezone.now()
    return _write(ticket, actor=actor, action="take", reason=reason, token=token)


@transaction.atomic
def hold(ticket: T, *, actor: User, waits_for: str, reason: str, token: str | None = None) -> T:
    """Put it on hold, from now, for what it waits for."""
    ticket.waits_for = waits_for
    begin_pause(ticket, waits_for=waits_for, reason=reason)
    return _write(ticket, actor=actor, action="hold", reason=reason, token=token)


@transaction.atomic
def resume(ticket: T, *, actor: User, reason: str = "", token: str | None = None) -> T:
    """Say that what it waited for is there."""
    ticket.waits_for = ""
    end_pause(ticket)
    return _write(ticket, actor=actor, action="resume", reason=reason, token=token)


@transaction.atomic
def resolve(ticket: T, *, actor: User, resolution: str, resolution_code: str = "", token: str | None = None) -> T:
    """Say that it is resolved, and how; the clock stops."""
    now = timezone.now()
    ticket.resolved_at, ticket.responded_at = now, ticket.responded_at or now
    ticket.resolution, ticket.resolution_code, ticket.waits_for = resolution, resolution_code, ""
    end_pause(ticket)
    return _write(ticket, actor=actor, action="resolve", reason=resolution, token=token)


@transaction.atomic
def reopen(ticket: T, *, actor: User, reason: str, token: str | None = None) -> T:
    """Work on it again; the time since its resolution is a pause that the agreement may count."""
    since, ticket.resolved_at, ticket.closed_at = ticket.stopped_at, None, None
    ticket.reopened += 1
    begin_pause(ticket, waits_for=Waiting.RESOLVED, reason=reason, start=since)
    end_pause(ticket)
    return _write(ticket, actor=actor, action="reopen", reason=reason, token=token)


@transaction.atomic
def close(ticket: T, *, actor: User, reason: str = "", token: str | None = None) -> T:
    """Close it: what its clocks say stays as it is."""
    ticket.closed_at = timezone.now()
    return _write(ticket, actor=actor, action="close", reason=reason, token=token)


@transaction.atomic
def cancel(ticket: T, *, actor: User, reason: str, token: str | None = None) -> T:
    """Say that there is nothing to do; it counts in no report."""
    ticket.closed_at = timezone.now()
    ticket.waits_for = ""
    end_pause(ticket)
    return _write(ticket, actor=actor, action="cancel", reason=reason, token=token)


def set_priority(ticket: T) -> None:
    """Set the priority that impact and urgency make, where nobody gave a reason for another."""
    if not isinstance(ticket, Incident):
        return
    agreement = ticket.agreement_id
    ticket.computed_priority = priority_for(agreement, impact=ticket.impact, urgency=ticket.urgency)
    if ticket.computed_priority is not None and not ticket.priority_reason:
        ticket.priority = ticket.computed_priority


def _write(ticket: T, **about: Any) -> T:
    """Count the clocks as the ticket will stand, write it, and keep what they say; once closed they stay as they are."""
    if ticket.state == "closed" and about["action"] != "reopen":
        return write(ticket, **about)
    pauses = pauses_of([ticket]).get(ticket.pk, []) if ticket.pk else []
    counted = Clockwork().count(ticket, pauses, is_void=about["action"] in VOIDING)
    write(ticket, **about)
    keep_clocks(ticket, counted)
    return ticket


def _resets(ticket: Incident | ServiceRequest) -> bool:
    """Whether its agreement counts from a change of priority on."""
    return ticket.agreement is not None and ticket.agreement.repricing == Repricing.RESET
