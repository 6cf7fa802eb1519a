"""Relationships with customers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from customers.rules import RELATIONSHIP
from parties.models import Organisation
from records.models import Record, TrailedHistory
from services.models import Service


class CustomerRelationship(Record):
    """Who looks after a customer, and what it takes from us (clause 8.3.2); ``due`` is the next service review."""

    kind_key = "customer-relationship"
    reference_prefix = "CUS"
    initial_state = "active"
    rules = RELATIONSHIP

    class Tier(models.TextChoices):
        """How closely a customer is looked after."""

        KEY = "key", _("Key customer")
        STANDARD = "standard", _("Standard")
        SMALL = "small", _("Small")

    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        related_name="customer_relationship",
        verbose_name=_("Customer"),
        help_text=_("An organisation that is marked as a customer. Type its name or reference."),
        limit_choices_to={"is_customer": True},
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Deputy")
    )
    tier = models.CharField(_("Tier"), max_length=20, choices=Tier, default=Tier.STANDARD)
    about = models.TextField(_("What matters to them"), max_length=5000, blank=True)

    history = TrailedHistory()

    @transition(field="state", source="active", target="ended")
    def end(self) -> None:
        """It takes nothing from us any more."""

    @transition(field="state", source="ended", target="active")
    def resume(self) -> None:
        """It takes something from us again."""


class TakenService(models.Model):
    """A service that a customer takes, with its users where they are named."""

    relationship = models.ForeignKey(CustomerRelationship, models.CASCADE, related_name="taken_services")
    service = models.ForeignKey(Service, models.PROTECT, related_name="taken_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relationship", "service"], name="a_service_once_a_customer")]

    def __str__(self) -> str:
        return f"{self.relationship_id} {self.service_id}"
