"""Tickets that were opened and resolved some time ago, with the clocks they had."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agreements.models import Agreement, ExceptionClause, Target, WorkloadLimit
from operations.domain.clocks import Clockwork, keep_many, pauses_of
from operations.models import Incident
from records.domain.bulk import create_many
from records.domain.write import write
from tests.factories import AgreementFactory


def agreement_with(*targets, **about) -> Agreement:
    """An agreement in force since 2016 with these targets, as (priority, hours, share)."""
    made = AgreementFactory(**about)
    Target.objects.bulk_create(
        Target(agreement=made, metric="resolution", ticket_type="incident", priority=p, value=h, unit="hours", share=s)
        for p, h, s in targets
    )
    WorkloadLimit.objects.create(agreement=made, ticket_type="incident", a_month=3)
    ExceptionClause.objects.create(agreement=made, code="7.2", text="Announced maintenance")
    return write(Agreement.objects.get(pk=made.pk), actor=None, action="agree")


def at(day: int, hour: int = 8, month: int = 3) -> datetime:
    """A moment of 2016."""
    return datetime(2016, month, day, hour, tzinfo=UTC)


def incidents(agreement: Agreement, *rows, **about) -> list[Incident]:
    """Incidents of its customer, as (opened, hours it took or None while open, priority), closed and frozen."""
    made = [_incident(agreement, opened, took, priority, about) for opened, took, priority in rows]
    for incident in made:
        incident.agreement = agreement
    create_many(made, actor=None)
    work, pauses = Clockwork(), pauses_of(made)
    keep_many([(incident, work.count(incident, pauses.get(incident.pk, []))) for incident in made])
    for incident in made:
        stored = Incident.objects.get(pk=incident.pk)
        for name in ("breached", "elapsed", "due_at", "warn_from"):
            setattr(stored, name, getattr(incident, name))
        write(stored, actor=None, action="edit")
    return [Incident.objects.get(pk=incident.pk) for incident in made]


def _incident(agreement: Agreement, opened: datetime, took: float | None, priority: int, about) -> Incident:
    over = opened + timedelta(hours=took) if took is not None else None
    return Incident(**{
        "title": "It broke", "customer_id": agreement.customer_id, "priority": priority, "opened_at": opened,
        "responded_at": over, "resolved_at": over, "closed_at": over, "state": "closed" if over else "new",
        "owner": agreement.owner, "created_by": agreement.owner, "category": "Mail", **about,
    })  # fmt: skip
