"""How intervals of duties are approved in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from measures.domain.duty import interval_of, proposed_of
from measures.models import Duty
from records.access.standing import standing_of
from shell.registry import DecisionCard
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from people.models import User
    from shell.registry import Fact


def of_duty(duty: Duty, _user: User) -> Sequence[Fact]:
    """How often it is to be done, how often it is done now, and what it is."""
    now = interval_of(duty)
    return [
        (_("How often"), str(proposed_of(duty) or "")),
        (_("Instead of"), str(now) if now else ""),
        (_("What is done"), duty.about),
        (_("By"), duty.role.title if duty.role else duty.owner),
    ]


def intervals_to_approve(user: User) -> QuerySet[Duty] | None:
    """Duties with an interval that somebody else proposed, for those who approve it."""
    standing = standing_of(user)
    if not (standing.holds_role(SMR) or standing.holds_role(TOP_MANAGEMENT)):
        return None
    proposed = Duty.objects.visible_to(user).filter(proposed_every__isnull=False).exclude(state="resting")
    found: QuerySet[Duty] = proposed.exclude(proposed_by=user)
    return found


DECISIONS = (
    DecisionCard(
        key="duty",
        approve="approve",
        refuse="take_back",
        facts=of_duty,
        read=lambda found: found.select_related("role", "proposed_by"),
        asker=lambda duty: duty.proposed_by or duty.owner,
        waits=intervals_to_approve,
    ),
)
