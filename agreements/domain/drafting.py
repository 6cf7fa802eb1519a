"""Drafting an agreement: its services, targets, limits, exceptions and priorities (clause 8.3.3)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.enums import CLOCKED, SECONDS, Comparator, Metric, Unit
from agreements.models import AgreedService, Agreement, PriorityRule
from records.domain.errors import InputError, NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from agreements.models import ExceptionClause, Target, WorkloadLimit
    from people.models import User
    from services.models import Service

#: The columns that may change once it is agreed: what both parties signed stays.
STILL_OPEN = frozenset({"title", "owner", "due", "restricted", "report_every"})
#: Impact and urgency, each from high to low.
LEVELS = (1, 2, 3)


@transaction.atomic
def create_agreement(
    agreement: Agreement, *, actor: User | None, covers: Iterable[Service] = (), action: str = "create", **about: Any
) -> Agreement:
    """Record a draft about these services. Raises InputError for days out of order."""
    _require_days_in_order(agreement)
    write(agreement, actor=actor, action=action, **about)
    _put_services(agreement, covers)
    return agreement


@transaction.atomic
def edit_agreement(
    agreement: Agreement,
    *,
    actor: User | None,
    covers: Iterable[Service] | None = None,
    action: str = "edit",
    **about: Any,
) -> Agreement:
    """Change a draft; of one that was agreed only who looks after it, and when. Raises InputError, NotNowError."""
    _require_days_in_order(agreement)
    if agreement.state != "draft":
        _require_unchanged(agreement)
    write(agreement, actor=actor, action=action, **about)
    if covers is not None and agreement.state == "draft":
        _put_services(agreement, covers)
    return agreement


@transaction.atomic
def set_terms(
    agreement: Agreement,
    *,
    actor: User | None,
    targets: Sequence[Target],
    limits: Sequence[WorkloadLimit],
    exceptions: Sequence[ExceptionClause],
    token: str | None = None,
) -> Agreement:
    """Put targets, workload limits and exceptions in the place of those it has.

    Raises InputError where two targets are for the same case, or one cannot be measured; NotNowError once it is agreed.
    """
    require_draft(agreement)
    if found := clashes(targets):
        first, second = found[0]
        raise InputError(_("Targets %(a)d and %(b)d are for the same case") % {"a": first + 1, "b": second + 1})
    for place, target in enumerate(targets, 1):
        if why := strangeness(target):
            raise InputError(_("Target %(n)d: %(why)s") % {"n": place, "why": why})
    detail = {"targets": len(targets), "limits": len(limits), "exceptions": len(exceptions)}
    write(agreement, actor=actor, action="set_terms", token=token, detail=detail)
    for manager, rows in (
        (agreement.targets, targets),
        (agreement.workload_limits, limits),
        (agreement.exceptions, exceptions),
    ):
        _replace(manager, agreement, rows)
    return agreement


@transaction.atomic
def set_priorities(
    agreement: Agreement, *, actor: User | None, priorities: Mapping[tuple[int, int], int], token: str | None = None
) -> Agreement:
    """Set the priorities of an agreement by impact and urgency; a case left out is as for everybody."""
    require_draft(agreement)
    write(agreement, actor=actor, action="set_priorities", token=token, detail={"cases": len(priorities)})
    _put_priorities(agreement, priorities)
    return agreement


@transaction.atomic
def set_priorities_for_all(priorities: Mapping[tuple[int, int], int]) -> None:
    """Set the priorities that hold where no agreement says otherwise. For callers that have asked the rules.

    Raises InputError where a case is missing: every ticket needs a priority.
    """
    if set(priorities) != {(impact, urgency) for impact in LEVELS for urgency in LEVELS}:
        raise InputError(_("Give a priority for each case"))
    _put_priorities(None, priorities)


def clashes(targets: Sequence[Target]) -> list[tuple[int, int]]:
    """Places of targets that are for the same service, metric, tickets and priority, two by two."""
    numbered = combinations(enumerate(targets), 2)
    return [(a, b) for (a, first), (b, second) in numbered if first.case == second.case]


def strangeness(target: Target) -> str:
    """Why a target cannot be measured as it is written; empty where it can."""
    if target.metric not in CLOCKED:
        return _("Only response, resolution and fulfilment differ by priority") if target.priority else ""
    if target.unit not in SECONDS:
        return _("A time is given in minutes or hours")
    if target.comparator != Comparator.AT_MOST:
        return _("A time is kept when it took at most so long")
    return ""


def usual_unit(metric: str) -> str:
    """The unit that a metric is usually given in."""
    return Unit.HOURS if metric in CLOCKED else Unit.PERCENT if metric == Metric.AVAILABILITY else Unit.COUNT


def require_draft(agreement: Agreement) -> None:
    """Raise NotNowError for what was agreed: another edition says otherwise."""
    if agreement.state != "draft":
        raise NotNowError(_("It was agreed as it stands: renew it, and change the draft of the next edition"))


def _require_days_in_order(agreement: Agreement) -> None:
    if agreement.valid_until and agreement.valid_until < agreement.valid_from:
        raise InputError(_("It must end on or after the day from which it is valid"), "valid_until")


def _require_unchanged(agreement: Agreement) -> None:
    stored = Agreement.objects.get(pk=agreement.pk)
    for field in Agreement._meta.concrete_fields:
        is_fixed = field.editable and field.name not in STILL_OPEN
        if is_fixed and getattr(stored, field.attname) != getattr(agreement, field.attname):
            message = _("%(field)s was agreed: renew the agreement to change it") % {"field": field.verbose_name}  # type: ignore[union-attr]
            raise InputError(message, field.name)


def _put_services(agreement: Agreement, services: Iterable[Service]) -> None:
    keys = {service.pk for service in services}
    agreement.agreed_services.exclude(service__in=keys).delete()
    known = set(agreement.agreed_services.values_list("service", flat=True))
    AgreedService.objects.bulk_create(
        AgreedService(agreement=agreement, service_id=key) for key in sorted(keys - known)
    )


def _replace(manager: Any, agreement: Agreement, rows: Sequence[Any]) -> None:
    manager.all().delete()
    for row in rows:
        row.pk, row.agreement = None, agreement
        row._state.adding = True
    manager.model.objects.bulk_create(rows)


def _put_priorities(agreement: Agreement | None, priorities: Mapping[tuple[int, int], int]) -> None:
    PriorityRule.objects.filter(agreement=agreement).delete()
    PriorityRule.objects.bulk_create(
        PriorityRule(agreement=agreement, impact=impact, urgency=urgency, priority=priority)
        for (impact, urgency), priority in sorted(priorities.items())
    )
