"""Looking after customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.domain.write import write

if TYPE_CHECKING:
    from customers.models import CustomerRelationship
    from people.models import User


def end(
    relationship: CustomerRelationship, *, actor: User, reason: str, token: str | None = None
) -> CustomerRelationship:
    """Say that the customer takes nothing from us any more."""
    return write(relationship, actor=actor, action="end", reason=reason, token=token)


def resume(
    relationship: CustomerRelationship, *, actor: User, reason: str, token: str | None = None
) -> CustomerRelationship:
    """Say that the customer takes something from us again."""
    return write(relationship, actor=actor, action="resume", reason=reason, token=token)
