"""The life of a service: planned, live, being removed, retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from people.calendar import today
from records.domain.errors import InputError, NotNowError
from records.domain.write import write
from services.models import CatalogueItem, ServiceLink

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from services.models import Service


def go_live(service: Service, *, actor: User, live_since: date, reason: str = "", token: str | None = None) -> Service:
    """Say that customers can use it (clause 8.2.4). Raises NotNowError naming what the catalogue lacks, InputError."""
    if lacking := missing_to_go_live(service):
        raise NotNowError(_("The catalogue lacks %(what)s: change the service first") % {"what": ", ".join(lacking)})
    if live_since > today():
        raise InputError(_("It is live when the day has come: choose today or a day gone by"), "live_since")
    service.live_since, service.removal_on, service.retired_on = live_since, None, None
    return write(service, actor=actor, action="go_live", reason=reason, token=token)


def missing_to_go_live(service: Service) -> list[str]:
    """What a live service has to say and this one does not yet, in words."""
    asked = (
        (service.customer_value.strip(), _("what customers get from it")),
        (service.owner_id, _("an owner")),
        (service.service_hours_id, _("service hours")),
    )
    return [words for value, words in asked if not value]


def remove(service: Service, *, actor: User, removal_on: date, reason: str, token: str | None = None) -> Service:
    """Begin to take it away, until a day. Raises InputError for a day gone by."""
    if removal_on < today():
        raise InputError(_("Choose today or a day to come"), "removal_on")
    service.removal_on = removal_on
    return write(service, actor=actor, action="remove", reason=reason, token=token)


def keep(service: Service, *, actor: User, reason: str, token: str | None = None) -> Service:
    """Keep it after all."""
    service.removal_on = None
    return write(service, actor=actor, action="keep", reason=reason, token=token)


@transaction.atomic
def retire(service: Service, *, actor: User, reason: str, token: str | None = None) -> Service:
    """Say that it is no longer offered, from today; nothing of it can be asked for any more.

    Raises NotNowError while live services have it as a part or depend on it.
    """
    above = ServiceLink.objects.filter(other=service, service__state__in=("live", "being_removed"))
    if names := list(above.values_list("service__reference", flat=True).order_by("service__reference")):
        message = _("%(services)s would lose it: take the links away first")
        raise NotNowError(message % {"services": ", ".join(names)})
    service.retired_on = today()
    write(service, actor=actor, action="retire", reason=reason, token=token)
    for item in CatalogueItem.objects.filter(service=service, state="offered"):
        write(item, actor=None, action="close", reason=_("Its service was retired"))
    return service
