"""How the scope of the system, and requirements of services, are decided in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from records.access.standing import standing_of
from records.access.visibility import can_see
from services.models import ServiceRequirement
from shell.registry import DecisionCard
from standard.roles import CUSTOMER_LIAISON, SMR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from people.models import User
    from records.models import Record
    from services.models import SmsScope
    from shell.registry import Fact


def of_scope(scope: SmsScope, _user: User) -> Sequence[Fact]:
    """What it covers, how many services are in and out, and where it ends."""
    lines = scope.services.all()
    counts = {"in": sum(line.is_in for line in lines), "out": sum(not line.is_in for line in lines)}
    return [
        (_("Covers"), scope.statement),
        (_("Services"), _("%(in)s in, %(out)s out") % counts),
        (_("Ends at"), scope.boundaries),
        (_("Instead of"), _("edition %(n)s") % {"n": scope.follows.edition} if scope.follows else ""),
    ]


def of_requirement(requirement: ServiceRequirement, user: User) -> Sequence[Fact]:
    """What is required, of which service, and by whom."""
    by = requirement.organisation
    return [
        (_("What"), requirement.text),
        (_("Service"), _named(requirement.service, user)),
        (_("Required by"), _named(by, user) if by else requirement.required_by),
        (_("Priority"), requirement.get_priority_display()),
    ]


def requirements_to_decide(user: User) -> QuerySet[ServiceRequirement] | None:
    """Requirements that somebody else brought in, for those who look after the whole of them."""
    standing = standing_of(user)
    if not (standing.holds_role(SMR) or standing.holds_role(CUSTOMER_LIAISON)):
        return None
    seen: QuerySet[ServiceRequirement] = ServiceRequirement.objects.visible_to(user)
    return seen.filter(state="proposed").exclude(created_by=user)


DECISIONS = (
    DecisionCard(
        key="sms-scope",
        approve="approve",
        facts=of_scope,
        read=lambda found: found.select_related("follows").prefetch_related("services"),
    ),
    DecisionCard(
        key="service-requirement",
        approve="approve",
        refuse="refuse",
        facts=of_requirement,
        read=lambda found: found.select_related("service", "organisation"),
        waits=requirements_to_decide,
    ),
)


def _named(record: Record, user: User) -> str:
    return str(record) if can_see(user, record) else record.reference
