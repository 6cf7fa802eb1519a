"""Looking after customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from customers.models import TakenService
from records.domain.write import write
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from customers.models import CustomerRelationship
    from people.models import User


@transaction.atomic
def begin(
    relationship: CustomerRelationship,
    *,
    actor: User | None,
    services: Iterable[Service] = (),
    action: str = "create",
    **about: Any,
) -> CustomerRelationship:
    """Begin to look after a customer, with the services it takes."""
    relationship.owner = relationship.owner or actor
    write(relationship, actor=actor, action=action, **about)
    _take(relationship, services)
    return relationship


@transaction.atomic
def change(
    relationship: CustomerRelationship,
    *,
    actor: User | None,
    services: Iterable[Service] | None = None,
    action: str = "edit",
    **about: Any,
) -> CustomerRelationship:
    """Change what is said of a customer, and which services it takes where they are given."""
    taken = set(relationship.taken_services.values_list("service", flat=True))
    wanted = taken if services is None else {service.pk for service in services}
    detail = {"services": len(wanted)} if wanted != taken else None
    write(relationship, actor=actor, action=action, detail=detail, **about)
    if services is not None:
        _take(relationship, services)
    return relationship


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


def taken_unseen(relationship: CustomerRelationship, user: User) -> list[Service]:
    """The services taken that a person does not see: whoever edits beside them leaves them as they are."""
    if relationship.pk is None:
        return []
    seen = Service.objects.visible_to(user).values("pk")
    return list(Service.objects.filter(taken_by__relationship=relationship).exclude(pk__in=seen))


def _take(relationship: CustomerRelationship, services: Iterable[Service]) -> None:
    wanted = {service.pk for service in services}
    relationship.taken_services.exclude(service__in=wanted).delete()
    for key in sorted(wanted - set(relationship.taken_services.values_list("service", flat=True))):
        TakenService.objects.create(relationship=relationship, service_id=key)
