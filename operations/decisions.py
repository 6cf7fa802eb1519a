"""How service requests and service reports are approved in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from shell.html import days_text
from shell.registry import DecisionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operations.models import ServiceReport, ServiceRequest
    from people.models import User
    from shell.registry import Fact


def of_request(request: ServiceRequest, _user: User) -> Sequence[Fact]:
    """What is asked for, with the answers to what the item asks, and for whom."""
    return [
        (_("What"), request.description),
        (_("Answers"), request.answers),
        (_("For"), request.caller),
    ]


def of_report(report: ServiceReport, _user: User) -> Sequence[Fact]:
    """Of which days it tells, for whom, and what it concludes."""
    return [
        (_("Period"), days_text(report.period_from, report.period_until)),
        (_("For"), report.audience),
        (_("Conclusion"), report.conclusion),
    ]


DECISIONS = (
    DecisionCard(
        key="service-request",
        approve="approve",
        refuse="refuse",
        facts=of_request,
        asker=lambda request: request.created_by,
    ),
    DecisionCard(key="service-report", approve="approve", facts=of_report, is_signed=True),
)
