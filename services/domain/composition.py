"""What services are made of: parts, dependencies, and who else operates them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from records.domain.errors import InputError
from records.domain.write import write
from services.enums import Relation
from services.models import ServiceLink, ServiceOperator

if TYPE_CHECKING:
    from parties.models import Organisation
    from people.models import User
    from services.models import Service


@transaction.atomic
def connect(
    service: Service, *, actor: User | None, other: Service, relation: str, reason: str = "", token: str | None = None
) -> Service:
    """Say that a service has another as a part, or depends on it.

    Raises InputError for the service itself, for a link there is, and where it would lead in a circle (clause 8.2.2).
    """
    _require_apart(service, other)
    detail = {"relation": str(Relation(relation).label), "other": other.pk}
    write(service, actor=actor, action="connect", reason=reason, token=token, detail=detail)
    ServiceLink.objects.create(service=service, other=other, relation=relation)
    return service


@transaction.atomic
def disconnect(
    service: Service, *, actor: User | None, link: ServiceLink, reason: str, token: str | None = None
) -> Service:
    """Take a part or a dependency away; the history keeps it. Raises InputError for one that is gone."""
    if link.service_id != service.pk or not ServiceLink.objects.filter(pk=link.pk).exists():
        raise InputError(_("It was taken away already"), "link")
    detail = {"relation": str(link.get_relation_display()), "other": link.other_id}
    write(service, actor=actor, action="disconnect", reason=reason, token=token, detail=detail)
    link.delete()
    return service


@transaction.atomic
def add_operator(
    service: Service,
    *,
    actor: User | None,
    organisation: Organisation,
    part: str,
    reason: str = "",
    token: str | None = None,
) -> Service:
    """Say that another party operates a part of it (clause 8.2.3). Raises InputError for what is said already."""
    if ServiceOperator.objects.filter(service=service, organisation=organisation, part__iexact=part).exists():
        raise InputError(_("This is said already: name another part"), "part")
    detail = {"part": part, "other": organisation.pk}
    write(service, actor=actor, action="add_operator", reason=reason, token=token, detail=detail)
    ServiceOperator.objects.create(service=service, organisation=organisation, part=part)
    return service


@transaction.atomic
def end_operator(
    service: Service, *, actor: User | None, operator: ServiceOperator, reason: str, token: str | None = None
) -> Service:
    """Say that a party operates a part no more; the history keeps it. Raises InputError for one that is gone."""
    if operator.service_id != service.pk or not ServiceOperator.objects.filter(pk=operator.pk).exists():
        raise InputError(_("It was taken away already"), "operator")
    detail = {"part": operator.part, "other": operator.organisation_id}
    write(service, actor=actor, action="end_operator", reason=reason, token=token, detail=detail)
    operator.delete()
    return service


def reaches(start: int, goal: int) -> bool:
    """Whether parts and dependencies lead from one service down to another."""
    below = defaultdict(set)
    for service, other in ServiceLink.objects.values_list("service", "other"):
        below[service].add(other)
    seen, ahead = {start}, [start]
    while ahead:
        ahead = [key for key in {key for found in ahead for key in below[found]} if key not in seen]
        seen.update(ahead)
    return goal in seen


def _require_apart(service: Service, other: Service) -> None:
    if service.pk == other.pk:
        raise InputError(_("A service is no part of itself: choose another one"), "other")
    if ServiceLink.objects.filter(service=service, other=other).exists():
        raise InputError(_("The two are linked already: take that link away first"), "other")
    if reaches(other.pk, service.pk):
        message = _("%(other)s rests on this service already: the two would go round in a circle")
        raise InputError(message % {"other": other.reference}, "other")
