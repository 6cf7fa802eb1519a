"""What stands on an agreement's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agreements.domain.drafting import LEVELS
from agreements.domain.life import lacking
from agreements.models import Agreement, PriorityRule
from records.access.permits import permits
from records.labels import plain_labels_for
from services.domain.scope_checks import services_out_of
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agreements.models import ExceptionClause, Target, WorkloadLimit
    from people.models import User

#: Agreements shown on the page of a customer or a service.
ROWS = 50


@dataclass(frozen=True)
class TargetShown:
    """A target, with what it is for and counted by as the reader may know it."""

    target: Target
    tickets: str
    calendar: str


@dataclass(frozen=True)
class Shown:
    """The terms of an agreement as they are read."""

    agreement: Agreement
    services: Sequence[Service]
    targets: Sequence[TargetShown]
    limits: Sequence[WorkloadLimit]
    exceptions: Sequence[ExceptionClause]
    priorities: Sequence[tuple[int, Sequence[int | None]]]
    has_own_priorities: bool
    lacks: Sequence[str]
    may_change: bool
    renewal: Agreement | None

    @property
    def levels(self) -> tuple[int, ...]:
        """Impact and urgency."""
        return LEVELS


def terms_panel(agreement: Any, user: User) -> Shown:
    """Services, targets, limits, exceptions and priorities; what a draft lacks."""
    is_draft = agreement.state == "draft"
    own = _priorities(agreement.pk)
    return Shown(
        agreement=agreement,
        services=list(Service.objects.visible_to(user).filter(agreed_in__agreement=agreement.pk).order_by("title")),
        targets=_targets(agreement, user),
        limits=list(agreement.workload_limits.all()),
        exceptions=list(agreement.exceptions.all()),
        priorities=_grid({**_priorities(None), **own}),
        has_own_priorities=bool(own),
        lacks=lacking(agreement) if is_draft else [],
        may_change=is_draft and permits(user, "set_terms", agreement),
        renewal=type(agreement).objects.visible_to(user).filter(supersedes=agreement.pk).first(),
    )


def agreed_with(relationship: Any, user: User) -> Any:
    """The agreements with a customer that hold or are drafted, as far as the reader sees them."""
    return _not_over(user).filter(customer=relationship.organisation_id)[:ROWS]


def agreed_about(service: Any, user: User) -> Any:
    """The same about a service."""
    return _not_over(user).filter(agreed_services__service=service.pk)[:ROWS]


def _not_over(user: User) -> Any:
    seen = Agreement.objects.visible_to(user).current().filter(state__in=("draft", "agreed"))
    return seen.order_by("title", "valid_from", "pk")


def agreed_out_of_scope(scope: Any, user: User) -> Any:
    """Agreements in force about a service that an edition of the scope names as out (clauses 4.3 and 8.3.3)."""
    seen = Agreement.objects.visible_to(user).current().filter(state="agreed")
    return seen.filter(agreed_services__service__in=services_out_of(scope)).distinct().order_by("title")


def _targets(agreement: Agreement, user: User) -> list[TargetShown]:
    found = list(agreement.targets.all())
    keys = {key for target in found for key in (target.service_id, target.calendar_id) if key}
    names = plain_labels_for(keys, user)
    return [TargetShown(each, each.for_words(names), names.get(each.calendar_id or 0, "")) for each in found]


def _priorities(agreement: int | None) -> dict[tuple[int, int], int]:
    rows = PriorityRule.objects.filter(agreement=agreement).values_list("impact", "urgency", "priority")
    return {(impact, urgency): priority for impact, urgency, priority in rows}


def _grid(priorities: Mapping[tuple[int, int], int]) -> list[tuple[int, list[int | None]]]:
    return [(impact, [priorities.get((impact, urgency)) for urgency in LEVELS]) for impact in LEVELS]
