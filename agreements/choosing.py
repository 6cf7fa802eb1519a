"""Which agreement and which target hold for a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from agreements.models import Agreement, PriorityRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from agreements.models import Target


def agreement_for(*, customer: int, service: int | None, day: date) -> Agreement | None:
    """The agreement that held with a customer on a day; with a service, one that is about it.

    Of several the one that began last; None where there is none.
    """
    found = Agreement.held_with(customer, day, day)
    if service is not None:
        found = found.filter(agreed_services__service=service)
    chosen: Agreement | None = found.first()
    return chosen


def target_for(
    targets: Iterable[Target], *, metric: str, ticket_type: str, priority: int, service: int | None
) -> Target | None:
    """The target of a metric that holds: of those that fit, the one that says most; None where none fits."""
    fitting = [
        target
        for target in targets
        if target.metric == metric
        and target.ticket_type in {"", ticket_type}
        and target.priority in {None, priority}
        and target.service_id in {None, service}
    ]
    return max(fitting, key=_particularity, default=None)


def priority_for(agreement: int | None, *, impact: int, urgency: int) -> int | None:
    """The priority that the agreement's table gives, else that of everybody; None where no table says."""
    rules = PriorityRule.objects.filter(impact=impact, urgency=urgency)
    found = rules.filter(Q(agreement=agreement) | Q(agreement=None)).order_by("agreement")
    by_agreement: dict[int | None, int] = dict(found.values_list("agreement", "priority"))
    return by_agreement.get(agreement, by_agreement.get(None))


def _particularity(target: Target) -> tuple[bool, bool, bool]:
    return (target.service_id is not None, target.priority is not None, bool(target.ticket_type))
