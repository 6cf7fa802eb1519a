"""Whose ticket it is, where the service alone says so."""

from __future__ import annotations

from agreements.models import HELD, AgreedService
from customers.models import TakenService
from parties.models import Organisation


def customers_of(service: int) -> list[Organisation]:
    """Those who take a service, by their relationship or an agreement that holds."""
    taken = TakenService.objects.filter(service=service, relationship__state="active")
    agreed = AgreedService.objects.filter(service=service, agreement__state__in=HELD, agreement__withdrawn=False)
    keys = {
        *taken.values_list("relationship__organisation", flat=True),
        *agreed.values_list("agreement__customer", flat=True),
    }
    return list(Organisation.objects.filter(pk__in=keys, withdrawn=False).order_by("title"))


def customer_of(service: int | None) -> Organisation | None:
    """The one who takes a service; None where it is nobody or several."""
    found = customers_of(service) if service is not None else []
    return found[0] if len(found) == 1 else None
