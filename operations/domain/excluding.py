"""Excluding a missed target by a clause of its agreement: proposed by one, approved by another (clause 8.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.models import Clock, Exclusion
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note

if TYPE_CHECKING:
    from agreements.models import ExceptionClause
    from operations.models import Ticket
    from people.models import User


@transaction.atomic
def propose_exclusion(
    ticket: Ticket,
    clock: Clock,
    *,
    actor: User,
    clause: ExceptionClause,
    reason: str,
    evidence: str,
    token: str | None = None,
) -> Exclusion:
    """Say by which clause a miss does not count, why, and what shows it; it counts until somebody else approves.

    Raises NotNowError for a clock that kept its target or that a proposal is about already, InputError for a clause
    of another agreement.
    """
    entered = enter(ticket, actor=actor, action="exclude")
    current = Clock.objects.filter(pk=clock.pk, ticket=entered.pk, is_current=True).select_related("target").first()
    if current is None or not current.breached:
        raise NotNowError(_("It missed no target by this clock"))
    if current.target is None or current.target.agreement_id != clause.agreement_id:
        raise InputError(_("Choose a clause of the agreement that holds for this ticket"), "clause")
    if Exclusion.objects.filter(clock=current).exists():
        raise NotNowError(_("An exclusion of this miss was proposed already"))
    made = Exclusion.objects.create(
        clock=current, clause=clause, reason=reason, evidence=evidence, proposed_by=actor, proposed_at=timezone.now()
    )
    detail = {"clause": clause.code, "metric": current.metric_label}
    note(entered, actor=actor, action="exclude", reason=reason[:300], token=token, detail=detail)
    return made


@transaction.atomic
def approve_exclusion(ticket: Ticket, exclusion: Exclusion, *, actor: User, token: str | None = None) -> Exclusion:
    """Let a miss not count. Raises NotNowError for one's own proposal and for what is decided already."""
    entered = enter(ticket, actor=actor, action="approve_exclusion")
    found = Exclusion.objects.select_for_update().get(pk=exclusion.pk, clock__ticket=entered.pk)
    if found.approved_at is not None:
        raise NotNowError(_("It was approved already"))
    if found.proposed_by_id == actor.pk:
        raise NotNowError(_("You proposed it yourself: somebody else approves it"))
    found.approved_by, found.approved_at = actor, timezone.now()
    found.save(update_fields=["approved_by", "approved_at"])
    detail = {"clause": found.clause.code, "metric": found.clock.metric_label}
    note(entered, actor=actor, action="approve_exclusion", token=token, detail=detail)
    return found


@transaction.atomic
def refuse_exclusion(
    ticket: Ticket, exclusion: Exclusion, *, actor: User, reason: str, token: str | None = None
) -> None:
    """Let a miss count after all: the proposal is taken back, its history stays. Raises NotNowError once approved."""
    entered = enter(ticket, actor=actor, action="approve_exclusion")
    if not Exclusion.objects.filter(pk=exclusion.pk, clock__ticket=entered.pk, approved_at=None).delete()[0]:
        raise NotNowError(_("It was decided already"))
    note(entered, actor=actor, action="refuse_exclusion", reason=reason, token=token)
