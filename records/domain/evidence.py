"""Saying what a record is evidence for, and which clauses it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.access.permits import require_sight
from records.domain.entering import enter, enter_in_sight, held
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.models import ClauseLink, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import User
    from records.models import Record
    from standard.models import Clause, RequirementItem


@transaction.atomic
def add_evidence(
    record: Record,
    item: RequirementItem,
    *,
    actor: User | None,
    shows: str,
    period_from: date | None = None,
    period_until: date | None = None,
    token: str | None = None,
) -> Evidence:
    """Say that a record shows a requirement item to be met, for a period; raises InputError if it ends first."""
    record = enter(record, actor=actor, action="evidence")
    about: dict[str, Any] = {"shows": shows, "period_from": period_from, "period_until": period_until}
    return _keep(record, item, actor, token, **about)


@transaction.atomic
def name_as_evidence(
    record: Record, item: RequirementItem, *, actor: User | None, token: str | None = None, **about: Any
) -> Evidence:
    """The same, said by who answers for the item and not for the record, which they need only see.

    For verbs that have asked the rules of what answers for the item. Raises Refused, InputError.
    """
    return _keep(enter_in_sight(record, actor=actor), item, actor, token, **about)


@transaction.atomic
def withdraw_evidence(found: Evidence, *, actor: User, reason: str, token: str | None = None) -> None:
    """Take back that a record shows an item to be met. Raises Refused, NotNowError."""
    _withdraw(enter(found.record, actor=actor, action="evidence"), found, actor, reason, token)


@transaction.atomic
def take_back_evidence(found: Evidence, *, actor: User, reason: str, token: str | None = None) -> None:
    """The same, by who answers for the item and not for the record; for verbs as ``name_as_evidence`` is."""
    record = held(found.record)
    require_sight(actor, record)
    _withdraw(record, found, actor, reason, token)


@transaction.atomic
def set_clauses(record: Record, clauses: Sequence[Clause], *, actor: User | None, token: str | None = None) -> None:
    """Say which clauses a record belongs to; nothing is written when they are those it has."""
    record = enter(record, actor=actor, action="evidence")
    before = set(record.clause_links.values_list("clause_id", flat=True))
    after = {clause.pk for clause in clauses}
    if before == after:
        return
    record.clause_links.filter(clause_id__in=before - after).delete()
    ClauseLink.objects.bulk_create(
        [ClauseLink(record_id=record.pk, clause_id=pk) for pk in after - before], ignore_conflicts=True
    )
    numbers = sorted(clause.number for clause in clauses)
    note(record, actor=actor, action="clauses", detail={"clauses": numbers}, token=token)


def _keep(
    record: Record,
    item: RequirementItem,
    actor: User | None,
    token: str | None,
    *,
    shows: str,
    period_from: date | None = None,
    period_until: date | None = None,
) -> Evidence:
    if period_from and period_until and period_until < period_from:
        raise InputError(_("The period must end on or after the day it begins"), "period_until")
    found = Evidence.objects.create(
        record_id=record.pk,
        item=item,
        shows=shows,
        period_from=period_from,
        period_until=period_until,
        added_by=actor,
    )
    ClauseLink.objects.get_or_create(record_id=record.pk, clause_id=item.clause_id)
    note(record, actor=actor, action="evidence", detail={"item": item.identifier, "shows": shows}, token=token)
    return found


def _withdraw(record: Record, found: Evidence, actor: User, reason: str, token: str | None) -> None:
    if not Evidence.objects.filter(pk=found.pk, withdrawn=None).update(withdrawn=timezone.now()):
        raise NotNowError(_("The evidence was taken back already"))
    detail = {"item": found.item.identifier}
    note(record, actor=actor, action="withdraw_evidence", reason=reason, detail=detail, token=token)
