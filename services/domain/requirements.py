"""Deciding on service requirements, and saying whether they are met (clause 8.2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.domain.write import write

if TYPE_CHECKING:
    from people.models import User
    from services.models import ServiceRequirement


def meet(
    requirement: ServiceRequirement, *, actor: User, how_met: str, reason: str = "", token: str | None = None
) -> ServiceRequirement:
    """Say that the service meets it, and how."""
    requirement.how_met = how_met
    return write(requirement, actor=actor, action="meet", reason=reason, token=token)
