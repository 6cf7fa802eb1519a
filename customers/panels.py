"""What the customers' room shows: on its own pages, and on those of organisations and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from customers.models import CustomerRelationship, TakenService
from parties.models import Contact
from records.access.permits import permits
from records.kind import find_kind
from records.labels import labels_for
from services.domain.scope_checks import services_out_of
from services.models import Service

if TYPE_CHECKING:
    from people.models import User

#: Rows of a panel.
ROWS = 50


def services_panel(relationship: Any, user: User) -> list[Any]:
    """The services that a customer takes, each as far as ``user`` sees it."""
    keys = list(TakenService.objects.filter(relationship=relationship).values_list("service", flat=True))
    labels = labels_for(keys, user) if keys else {}
    return sorted(labels.values())


def contacts_panel(relationship: Any, user: User) -> Any:
    """The people at the customer."""
    seen = Contact.objects.visible_to(user).current().filter(organisation=relationship.organisation_id)
    return seen.order_by("-is_main", "title")[:ROWS]


def looked_after(organisation: Any, user: User) -> dict[str, Any]:
    """Who looks after an organisation as a customer; where nobody does, the way to begin."""
    seen = CustomerRelationship.objects.visible_to(user).current().filter(organisation=organisation)
    asked = urlencode({"organisation": organisation.reference, "title": organisation.title})
    may_begin = organisation.is_customer and permits(user, "create", CustomerRelationship)
    return {
        "relationship": seen.select_related("owner", "deputy").first(),
        "is_customer": organisation.is_customer,
        "begin": f"{find_kind('customer-relationship').url('create')}?{asked}" if may_begin else "",
    }


def takers(service: Any, user: User) -> Any:
    """The customers that take a service."""
    seen = CustomerRelationship.objects.visible_to(user).current()
    return seen.filter(taken_services__service=service).order_by("title")[:ROWS]


def taken_out_of_scope(scope: Any, user: User) -> Any:
    """Services out of scope that customers we look after take all the same."""
    active = CustomerRelationship.objects.visible_to(user).current().filter(state="active")
    taken = TakenService.objects.filter(relationship__in=active.values("pk")).values("service")
    seen = Service.objects.visible_to(user).current()
    return seen.filter(pk__in=services_out_of(scope)).filter(pk__in=taken).order_by("title")
