"""Telling people of a ticket, as far as they see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.access.visibility import can_see
from records.models import Notice
from records.notices.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operations.models import Incident, ServiceRequest
    from people.models import User


def tell_about(
    ticket: Incident | ServiceRequest, people: Iterable[User | None], words: str, *, actor: User | None, text: str = ""
) -> list[User]:
    """Tell those of the people who see the ticket; ``words`` name it by ``%(ticket)s``. Returns whom was told."""
    seeing = [person for person in people if person is not None and can_see(person, ticket)]
    what = words % {"ticket": f"{ticket.reference} {ticket.title}"}
    tell(seeing, kind=Notice.Kind.TICKET, record=ticket, actor=actor, detail={"what": what, "text": text[:300]})
    return seeing


def people_on(ticket: Incident | ServiceRequest) -> list[User]:
    """Who works on it: its owner, else the members of its team."""
    if ticket.owner is not None and ticket.owner.is_active:
        return [ticket.owner]
    return list(ticket.team.members.filter(is_active=True)) if ticket.team else []
