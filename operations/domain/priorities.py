"""The priority of incidents: by impact and urgency, from a table (clause 8.6.1); another one with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.choosing import agreement_for
from agreements.models import PriorityRule
from operations.enums import Priority
from operations.models import Incident
from records.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agreements.models import Agreement
    from operations.models import ServiceRequest

#: The table an installation begins with: the usual one of three levels each.
USUAL = {(1, 1): 1, (1, 2): 2, (1, 3): 3, (2, 1): 2, (2, 2): 3, (2, 3): 4, (3, 1): 3, (3, 2): 4, (3, 3): 4}


def found_table() -> None:
    """Give an installation without a table of priorities the usual one."""
    if not PriorityRule.objects.filter(agreement=None).exists():
        PriorityRule.objects.bulk_create(
            PriorityRule(impact=impact, urgency=urgency, priority=priority)
            for (impact, urgency), priority in USUAL.items()
        )


def table_for(agreement: int | None) -> Mapping[tuple[int, int], int]:
    """The priority of each impact and urgency: as the agreement says, else as everybody's table does."""
    rules = PriorityRule.objects.filter(Q(agreement=agreement) | Q(agreement=None))
    found = rules.values_list("agreement", "impact", "urgency", "priority")
    # Those of the agreement are written over everybody's.
    ordered = sorted(found, key=lambda row: row[0] is not None)
    return {(impact, urgency): priority for _agreement, impact, urgency, priority in ordered}


def agreement_of(ticket: Incident | ServiceRequest) -> Agreement | None:
    """The agreement that held with its customer on the day it was opened."""
    if ticket.customer_id is None:
        return None
    day = timezone.localdate(ticket.opened_at)
    return agreement_for(customer=ticket.customer_id, service=ticket.service_id, day=day)


def set_priority(ticket: Incident | ServiceRequest) -> None:
    """Set the priority that impact and urgency make, where nobody gave a reason for another.

    What another tool owns keeps its priority; what the table would say is kept beside it.
    """
    if not isinstance(ticket, Incident):
        return
    ticket.agreement = agreement_of(ticket)
    ticket.computed_priority = table_for(ticket.agreement_id).get((ticket.impact, ticket.urgency))
    if ticket.is_source_owned:
        return
    if ticket.computed_priority is not None and not ticket.priority_reason:
        ticket.priority = ticket.computed_priority
    if ticket.priority is None:
        ticket.priority = Priority.MODERATE


def require_reason(incident: Incident) -> None:
    """Raise InputError where somebody chose another priority than the table's, and did not say why."""
    if incident.priority is None or incident.is_source_owned:
        incident.priority_reason = incident.priority_reason if incident.is_source_owned else ""
        return
    made = table_for(getattr(agreement_of(incident), "pk", None)).get((incident.impact, incident.urgency))
    if made in {None, incident.priority}:
        incident.priority_reason = ""
    elif not incident.priority_reason:
        message = _("The table says %(priority)s: say why it is another, or leave the priority to the table")
        raise InputError(message % {"priority": Priority(made).label}, "priority_reason")
