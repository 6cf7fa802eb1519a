"""What is required of a service, by whom (clause 8.2.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from parties.models import Organisation
from records.models import Record, TrailedHistory
from services.enums import RequirementPriority, RequirementType
from services.models.service import Service
from services.rules import REQUIREMENT


class ServiceRequirement(Record):
    """A requirement for a service: approved by somebody who did not record it, then met or not (clause 8.2.2)."""

    kind_key = "service-requirement"
    reference_prefix = "SRQ"
    scope_field = "service"
    initial_state = "proposed"
    rules = REQUIREMENT

    service = models.ForeignKey(
        Service,
        models.PROTECT,
        related_name="requirements",
        verbose_name=_("Service"),
        help_text=_("Type its name or code."),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Required by"),
        help_text=_("A customer, a regulator, a supplier. Type its name or reference."),
    )
    required_by = models.CharField(
        _("Required by others"),
        max_length=200,
        blank=True,
        help_text=_("Where it is no organisation on record: the users, our own security officer, a law."),
    )
    type = models.CharField(_("About"), max_length=20, choices=RequirementType, default=RequirementType.FUNCTION)
    priority = models.CharField(
        _("Priority"), max_length=10, choices=RequirementPriority, default=RequirementPriority.MUST
    )
    text = models.TextField(
        _("What is required"), max_length=5000, help_text=_("So that one can say later whether it is met.")
    )
    how_met = models.TextField(_("How it is met"), max_length=5000, blank=True)

    history = TrailedHistory()

    @transition(field="state", source="proposed", target="approved")
    def approve(self) -> None:
        """The service has to meet it."""

    @transition(field="state", source="proposed", target="refused")
    def refuse(self) -> None:
        """The service does not have to meet it."""

    @transition(field="state", source=["refused", "approved", "met", "not_met"], target="proposed")
    def reopen(self) -> None:
        """It is to be decided anew."""

    @transition(field="state", source=["approved", "not_met"], target="met")
    def meet(self) -> None:
        """The service meets it."""

    @transition(field="state", source=["approved", "met"], target="not_met")
    def miss(self) -> None:
        """The service does not meet it."""
