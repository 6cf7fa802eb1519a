"""Service level agreements (clause 8.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from agreements.enums import (
    CLOCKED,
    SECONDS,
    Comparator,
    Evidence,
    Frequency,
    Metric,
    Pausing,
    Reopening,
    Repricing,
    TicketType,
    Unit,
)
from agreements.rules import SLA
from parties.models import Organisation
from records.models import Record, TrailedHistory
from services.models import Calendar, Service

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

#: States in which an agreement holds, or held, from its first day to its last.
HELD = ("agreed", "renewed", "ended")
#: The least and the most urgent priority.
PRIORITY_MIN, PRIORITY_MAX = 1, 5


#: A share of all cases.
WHOLE = 100


def plain_number(value: Decimal) -> str:
    """A decimal without the zeros that say nothing."""
    return f"{value.normalize():f}"


class Agreement(Record):
    """What we agreed with a customer on the level of services; ``due`` is the day it is to be reviewed by."""

    kind_key = "sla"
    reference_prefix = "SLA"
    initial_state = "draft"
    rules = SLA
    #: Once it is agreed, a trigger refuses to change what was agreed; another edition follows it.
    freezes_when = "agreed_on"
    frozen = (
        "customer_id",
        "edition",
        "valid_from",
        "service_hours_id",
        "support_hours_id",
        "pausing",
        "reopening",
        "repricing",
        "agreed_on",
    )

    customer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="agreements",
        verbose_name=_("Customer"),
        help_text=_("Type its name or reference."),
    )
    services = models.ManyToManyField(Service, through="AgreedService", related_name="agreements")
    edition = models.CharField(_("Edition"), max_length=20, default="1.0")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewal", editable=False, verbose_name=_("Follows")
    )
    valid_from = models.DateField(_("Valid from"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    service_hours = models.ForeignKey(
        Calendar, models.PROTECT, related_name="+", verbose_name=_("Service hours"), help_text=_("For availability.")
    )
    support_hours = models.ForeignKey(
        Calendar, models.PROTECT, related_name="+", verbose_name=_("Support hours"), help_text=_("For tickets.")
    )
    agreed_how = models.CharField(_("Agreed by"), max_length=20, choices=Evidence, blank=True)
    evidence_note = models.TextField(
        _("Where the evidence is"), max_length=1000, blank=True, help_text=_("Who agreed for each party, and when.")
    )
    agreed_on = models.DateField(_("Agreed on"), null=True, blank=True, editable=False)
    report_every = models.CharField(_("Report"), max_length=20, choices=Frequency, default=Frequency.MONTHLY)
    pausing = models.CharField(_("What stops the clock"), max_length=20, choices=Pausing, default=Pausing.CALLER)
    reopening = models.CharField(
        _("Time between resolution and reopening"), max_length=20, choices=Reopening, default=Reopening.NOT_COUNTED
    )
    repricing = models.CharField(
        _("When the priority changes"), max_length=20, choices=Repricing, default=Repricing.RECOMPUTE
    )
    terms = models.TextField(
        _("Other terms"),
        max_length=20_000,
        blank=True,
        help_text=_("What the customer does, complaints and escalation, continuity and security, how it is ended."),
    )

    history = TrailedHistory()

    @classmethod
    def held_with(cls, customer: int, first: date, last: date | None = None) -> QuerySet[Any]:
        """The agreements with a customer that hold, or held, on a day between two, the one that began last first."""
        until = models.Q() if last is None else models.Q(valid_from__lte=last)
        held = cls._default_manager.filter(until, customer=customer, state__in=HELD, withdrawn=False)
        held = held.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=first))
        found: QuerySet[Any] = held.order_by("-valid_from", "-pk")
        return found

    @transition(field="state", source="draft", target="agreed")
    def agree(self) -> None:
        """Both parties agreed; it holds from its first day."""

    @transition(field="state", source="agreed", target="ended")
    def end(self) -> None:
        """It holds no longer."""

    @transition(field="state", source="agreed", target="renewed")
    def renew(self) -> None:
        """Another edition follows it."""


class AgreedService(models.Model):
    """A service that an agreement is about."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="agreed_services")
    service = models.ForeignKey(Service, models.PROTECT, related_name="agreed_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "service"], name="a_service_once_an_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.service_id}"


class Target(models.Model):
    """A service level target: of a clocked metric, the time and the share of tickets that keep it.

    Without a service, type or priority it is for all of them; the most particular one holds for a ticket.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="targets")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    metric = models.CharField(_("Metric"), max_length=20, choices=Metric)
    ticket_type = models.CharField(_("For"), max_length=20, choices=TicketType, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("Priority"),
        null=True,
        blank=True,
        validators=[MinValueValidator(PRIORITY_MIN), MaxValueValidator(PRIORITY_MAX)],
    )
    comparator = models.CharField(_("Keeps it"), max_length=10, choices=Comparator, default=Comparator.AT_MOST)
    value = models.DecimalField(_("Value"), max_digits=12, decimal_places=3, validators=[MinValueValidator(0)])
    unit = models.CharField(_("Unit"), max_length=10, choices=Unit, default=Unit.HOURS)
    share = models.DecimalField(
        _("In so many % of cases"),
        max_digits=6,
        decimal_places=3,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, blank=True, related_name="+")
    warn_at = models.PositiveSmallIntegerField(
        _("Warn at % of the time"), default=80, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    source = models.CharField(_("Measured from"), max_length=200, blank=True)

    class Meta:
        ordering = ["metric", "ticket_type", "priority", "id"]
        constraints = [
            models.UniqueConstraint(
                "agreement",
                Coalesce("service", 0),
                "metric",
                "ticket_type",
                Coalesce("priority", 0),
                name="one_target_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.value} {self.unit}"

    @property
    def seconds(self) -> int:
        """The time of a clocked target in seconds."""
        return int(self.value * SECONDS[Unit(self.unit)])

    @property
    def case(self) -> tuple[int | None, str, str, int | None]:
        """What it is for: two targets of one agreement are never for the same."""
        return (self.service_id, self.metric, self.ticket_type, self.priority)

    @property
    def metric_label(self) -> str:
        """The metric in words."""
        return str(Metric(self.metric).label)

    def for_words(self, services: Mapping[int, str]) -> str:
        """Which tickets it is for, in words; services are named as the reader may know them."""
        tickets = str(TicketType(self.ticket_type).label) if self.ticket_type else ""
        priority = _("priority %(n)d") % {"n": self.priority} if self.priority else ""
        service = services.get(self.service_id or 0, "")
        return ", ".join(filter(None, (tickets, str(priority), service))) or str(_("everything"))

    @property
    def wanted(self) -> str:
        """What is agreed, in words: at most 4 hours in 95 % of cases."""
        value, unit = plain_number(self.value), str(Unit(self.unit).label)
        words = f"{Comparator(self.comparator).label} {value} {unit}"
        if self.metric not in CLOCKED or self.share == WHOLE:
            return words
        share = f"{plain_number(self.share)}\N{NO-BREAK SPACE}%"
        return str(_("%(words)s in %(share)s of cases") % {"words": words, "share": share})


class WorkloadLimit(models.Model):
    """How much the customer may bring a month before targets are to be looked at anew (clause 8.3.3)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="workload_limits")
    ticket_type = models.CharField(_("Of"), max_length=20, choices=TicketType)
    a_month = models.PositiveIntegerField(_("At most a month"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "ticket_type"], name="one_limit_a_type")]

    def __str__(self) -> str:
        return f"{self.ticket_type} {self.a_month}"


class ExceptionClause(models.Model):
    """A case in which a missed target does not count, as the agreement says (clause 8.3.3)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="exceptions")
    code = models.CharField(_("Clause"), max_length=20)
    text = models.TextField(_("What it says"), max_length=2000)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["agreement", "code"], name="one_clause_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class PriorityRule(models.Model):
    """The priority that an impact and an urgency make; without an agreement, where none says otherwise."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, blank=True, related_name="priority_rules")
    impact = models.PositiveSmallIntegerField(_("Impact"))
    urgency = models.PositiveSmallIntegerField(_("Urgency"))
    priority = models.PositiveSmallIntegerField(
        _("Priority"), validators=[MinValueValidator(PRIORITY_MIN), MaxValueValidator(PRIORITY_MAX)]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(Coalesce("agreement", 0), "impact", "urgency", name="one_priority_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.impact} x {self.urgency} = {self.priority}"
