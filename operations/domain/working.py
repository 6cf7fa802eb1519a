"""Working on a ticket: each step counts its clocks anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.enums import Repricing
from operations.domain.clocks import Clockwork, keep_clocks, pauses_of
from operations.domain.customers import customer_of
from operations.domain.pauses import begin_pause, end_pause
from operations.domain.priorities import require_reason, set_priority
from operations.domain.steps import require_settled
from operations.domain.telling import tell_about
from operations.enums import Waiting
from operations.models import Incident, ServiceRequest
from records.domain.errors import InputError, NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from datetime import datetime

    from operations.models import Team
    from people.models import User

#: Actions after which nothing is counted.
VOIDING = ("cancel", "refuse", "merge")

T = TypeVar("T", Incident, ServiceRequest)


@transaction.atomic
def create_ticket(ticket: T, *, actor: User | None, action: str = "create", **about: Any) -> T:
    """Record a ticket; its clocks start at its opening. Raises InputError for an opening that is to come."""
    require_order(ticket)
    ticket.customer = ticket.customer or customer_of(ticket.service_id)
    set_priority(ticket)
    write_ticket(ticket, actor=actor, action=action, **about)
    _tell_who_has_it(ticket, actor, None)
    return ticket


@transaction.atomic
def edit_ticket(ticket: T, *, actor: User, action: str = "edit", **about: Any) -> T:
    """Change a ticket; another priority, service or customer may mean another target. Raises InputError."""
    require_order(ticket)
    stored = type(ticket)._default_manager.get(pk=ticket.pk)
    set_priority(ticket)
    if stored.priority != ticket.priority and _resets(stored):
        ticket.counted_from = timezone.now()
    _count_assignment(ticket, stored)
    write_ticket(ticket, actor=actor, action=action, **about)
    _tell_who_has_it(ticket, actor, stored.owner_id)
    return ticket


def create_incident(incident: Incident, *, actor: User | None, **about: Any) -> Incident:
    """Record an incident as a person does: another priority than the table's asks for a reason. Raises InputError."""
    require_reason(incident)
    return create_ticket(incident, actor=actor, **about)


def edit_incident(incident: Incident, *, actor: User, **about: Any) -> Incident:
    """Change an incident as a person does: another priority than the table's asks for a reason. Raises InputError."""
    require_reason(incident)
    return edit_ticket(incident, actor=actor, **about)


@transaction.atomic
def take(ticket: T, *, actor: User, reason: str = "", token: str | None = None) -> T:
    """Begin to work on it oneself: the first who does so is its first response."""
    before = ticket.owner_id
    ticket.owner, ticket.responded_at = actor, ticket.responded_at or timezone.now()
    ticket.reassigned += before is not None and before != actor.pk
    return write_ticket(ticket, actor=actor, action="take", reason=reason, token=token)


@transaction.atomic
def assign(
    ticket: T,
    *,
    actor: User,
    team: Team | None = None,
    owner: User | None = None,
    reason: str = "",
    token: str | None = None,
) -> T:
    """Give it to a team, a person or both. Raises InputError for a dissolved team, and where nothing would change."""
    if team is not None and team.state != "active":
        raise InputError(_("The team is dissolved: choose another one"), "team")
    if (team, owner) == (ticket.team, ticket.owner):
        raise InputError(_("They have it already: choose somebody else"), "owner" if owner else "team")
    before = type(ticket)._default_manager.get(pk=ticket.pk)
    ticket.team, ticket.owner = team, owner
    _count_assignment(ticket, before)
    write_ticket(ticket, actor=actor, action="assign", reason=reason, token=token)
    _tell_who_has_it(ticket, actor, before.owner_id)
    return ticket


@transaction.atomic
def hold(ticket: T, *, actor: User, waits_for: str, reason: str, token: str | None = None) -> T:
    """Put it on hold, from now, for what it waits for."""
    ticket.waits_for = waits_for
    begin_pause(ticket, waits_for=waits_for, reason=reason)
    return write_ticket(ticket, actor=actor, action="hold", reason=reason, token=token)


@transaction.atomic
def resume(ticket: T, *, actor: User, reason: str = "", token: str | None = None) -> T:
    """Say that what it waited for is there."""
    ticket.waits_for = ""
    end_pause(ticket)
    return write_ticket(ticket, actor=actor, action="resume", reason=reason, token=token)


@transaction.atomic
def resolve(
    ticket: T,
    *,
    actor: User,
    resolution: str,
    resolution_code: str = "",
    at: datetime | None = None,
    reason: str = "",
    token: str | None = None,
) -> T:
    """Say that it is resolved, how, and when where that was earlier; the clock stops.

    Raises InputError for a moment before its opening or to come, NotNowError while steps are open.
    """
    require_settled(ticket)
    now = timezone.now()
    ticket.resolved_at = at or now
    ticket.responded_at = min(ticket.responded_at or ticket.resolved_at, ticket.resolved_at)
    require_order(ticket)
    ticket.resolution, ticket.resolution_code, ticket.waits_for = resolution, resolution_code, ""
    end_pause(ticket, at=ticket.resolved_at)
    write_ticket(ticket, actor=actor, action="resolve", reason=reason or resolution, token=token)
    tell_about(ticket, [ticket.created_by], _("%(ticket)s is resolved"), actor=actor)
    return ticket


@transaction.atomic
def reopen(ticket: T, *, actor: User, reason: str, token: str | None = None) -> T:
    """Work on it again; the time since its resolution is a pause that the agreement may count."""
    since, ticket.resolved_at, ticket.closed_at = ticket.stopped_at, None, None
    ticket.reopened += 1
    begin_pause(ticket, waits_for=Waiting.RESOLVED, reason=reason, start=since)
    end_pause(ticket)
    write_ticket(ticket, actor=actor, action="reopen", reason=reason, token=token)
    tell_about(ticket, [ticket.owner], _("%(ticket)s is open again"), actor=actor)
    return ticket


@transaction.atomic
def close(ticket: T, *, actor: User, reason: str = "", token: str | None = None) -> T:
    """Close it: what its clocks say stays as it is. Raises NotNowError for a major incident without its review."""
    if isinstance(ticket, Incident) and ticket.is_major and not ticket.review:
        raise NotNowError(_("It was a major incident: write its review first"))
    ticket.closed_at = timezone.now()
    return write_ticket(ticket, actor=actor, action="close", reason=reason, token=token)


@transaction.atomic
def cancel(ticket: T, *, actor: User, reason: str, token: str | None = None) -> T:
    """Say that there is nothing to do; it counts in no report."""
    return end_without_result(ticket, actor=actor, action="cancel", reason=reason, token=token)


def end_without_result(ticket: T, **about: Any) -> T:
    """End it with nothing done, by an action that voids its clocks. For verbs inside a transaction."""
    ticket.closed_at = timezone.now()
    ticket.waits_for = ""
    end_pause(ticket)
    return write_ticket(ticket, **about)


def require_order(ticket: Incident | ServiceRequest) -> None:
    """Raise InputError where moments of a ticket are to come, or before its opening."""
    now = timezone.now()
    if ticket.opened_at > now:
        raise InputError(_("It cannot have been opened in the future: name the moment it happened"), "opened_at")
    if ticket.resolved_at and ticket.resolved_at > now:
        raise InputError(_("It cannot have been resolved in the future"), "at")
    if ticket.resolved_at and ticket.resolved_at < ticket.opened_at:
        field = "at" if ticket.is_open else "opened_at"
        raise InputError(_("It cannot have been resolved before it was opened"), field)
    if ticket.responded_at and ticket.responded_at < ticket.opened_at:
        raise InputError(_("Somebody had answered it by then: it was opened before"), "opened_at")


def write_ticket(ticket: T, **about: Any) -> T:
    """Count the clocks as the ticket will stand, write it, and keep what they say; once closed they stay as they are.

    Inside a transaction. Raises what ``records.domain.write`` does.
    """
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


def _count_assignment(ticket: Incident | ServiceRequest, stored: Incident | ServiceRequest) -> None:
    """Count that it went to others; the first to have it are not counted."""
    before, after = (stored.team_id, stored.owner_id), (ticket.team_id, ticket.owner_id)
    ticket.reassigned += before not in {(None, None), after}


def _tell_who_has_it(ticket: Incident | ServiceRequest, actor: User | None, before: int | None) -> None:
    if ticket.owner_id not in {None, before}:
        tell_about(ticket, [ticket.owner], _("%(ticket)s is given to you"), actor=actor)
