"""Services: the entries of the service catalogue (clause 8.2.4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from parties.models import Organisation
from records.models import Record, TrailedHistory
from services.enums import Criticality, Relation
from services.models.calendar import Calendar
from services.rules import SERVICE


class Service(Record):
    """A service that we plan, deliver, remove or have retired (clause 8.2.4); ``due`` is the next review of its entry."""

    kind_key = "service"
    reference_prefix = "SVC"
    initial_state = "planned"
    rules = SERVICE

    code = models.CharField(_("Code"), max_length=40, unique=True, help_text=_("Short, such as MAIL."))
    customer_value = models.TextField(
        _("What customers get from it"), max_length=5000, help_text=_("The outcome, in words a customer would use.")
    )
    description = models.TextField(_("Description"), max_length=10_000, blank=True)
    criticality = models.CharField(_("Criticality"), max_length=20, choices=Criticality, default=Criticality.MEDIUM)
    service_hours = models.ForeignKey(
        Calendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Service hours"),
        help_text=_("When customers can count on it. Type the name of a calendar."),
    )
    support_hours = models.ForeignKey(
        Calendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Support hours"),
        help_text=_("When somebody answers. Left empty: as its service hours."),
    )
    is_for_customers = models.BooleanField(_("Shown in the catalogue of customers and users"), default=True)
    planned_for = models.DateField(_("Planned for"), null=True, blank=True)
    live_since = models.DateField(_("Live since"), null=True, blank=True)
    removal_on = models.DateField(_("To be removed on"), null=True, blank=True)
    retired_on = models.DateField(_("Retired on"), null=True, blank=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="planned", target="live")
    def go_live(self) -> None:
        """Customers can use it."""

    @transition(field="state", source="live", target="being_removed")
    def remove(self) -> None:
        """It is being taken away."""

    @transition(field="state", source="being_removed", target="live")
    def keep(self) -> None:
        """It stays after all."""

    @transition(field="state", source=["planned", "being_removed"], target="retired")
    def retire(self) -> None:
        """It is no longer offered."""


class ServiceLink(models.Model):
    """That a service has another as a part, or depends on it."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="links_down")
    other = models.ForeignKey(Service, models.PROTECT, related_name="links_up")
    relation = models.CharField(_("Relation"), max_length=10, choices=Relation, default=Relation.DEPENDS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "other"], name="one_link_a_pair_of_services"),
            models.CheckConstraint(condition=~models.Q(service=models.F("other")), name="no_service_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.relation} {self.other_id}"


class ServiceOperator(models.Model):
    """Another party that operates a part of a service (clause 8.2.3); it stays accountable who delivers the service."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="operators")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(_("Which part"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "organisation", "part"], name="one_part_an_operator")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.organisation_id}"
