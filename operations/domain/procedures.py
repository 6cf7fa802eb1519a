"""Procedures and instructions that are at hand where work is done (clause 8.6.2: instructions for those who fulfil)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from documents.domain.contents import text_of
from documents.enums import DOCUMENTS_IN_FORCE, Type
from documents.models import Document
from operations.domain.steps import numbered_steps
from records.models import Link

if TYPE_CHECKING:
    from operations.models import Incident, ServiceRequest
    from people.models import User

#: Procedures at hand at most.
AT_HAND = 5
#: The clause of each kind of ticket.
CLAUSES = {"incident": "8.6.1", "service-request": "8.6.2"}


def procedures_for(ticket: Incident | ServiceRequest, user: User) -> list[Document]:
    """Procedures and instructions in force that are linked to the ticket, its service or item, or belong to its clause."""
    about = [key for key in (ticket.pk, ticket.service_id, getattr(ticket, "item_id", None)) if key]
    linked = Link.objects.filter(Q(source__in=about) | Q(target__in=about), ended=None)
    ends = {key for pair in linked.values_list("source", "target") for key in pair} - set(about)
    at_hand = Q(pk__in=ends) | Q(clause_links__clause__number=CLAUSES[ticket.kind])
    seen = Document.objects.visible_to(user).filter(at_hand, state__in=DOCUMENTS_IN_FORCE, withdrawn=False)
    kinds = (Type.PROCEDURE, Type.INSTRUCTION, Type.PROCESS)
    return list(seen.filter(type__in=kinds).distinct().order_by("reference")[:AT_HAND])


def procedure_at_hand(ticket: Incident | ServiceRequest, reference: str, user: User) -> Document | None:
    """One of them by its reference; None for another document."""
    return next((found for found in procedures_for(ticket, user) if found.reference == reference), None)


def steps_of(document: Document) -> list[str]:
    """The numbered steps of the version in force; none for a file."""
    version: Any = document.in_force
    return numbered_steps(text_of(version) or "") if version is not None else []
