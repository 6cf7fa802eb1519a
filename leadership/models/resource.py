"""Resources of the system and its services: what is needed, what there is (clause 7.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from leadership.rules.resource import RESOURCE
from records.models import Record, TrailedHistory

#: The highest level of a capability.
LEVEL_MAX = 5
#: Kinds of record that a resource may be for; for none of them it is for the system as a whole.
SERVED = ("process", "service")


class ResourceType(models.TextChoices):
    """The four kinds of resource that the standard names."""

    PEOPLE = "people", _("People")
    TECHNOLOGY = "technology", _("Technology")
    INFORMATION = "information", _("Information")
    MONEY = "money", _("Money")


def counted_in(thing: Any) -> str:
    """In what a resource or a request is counted: full-time equivalents, a currency, or a unit of its own."""
    if thing.type == ResourceType.PEOPLE:
        return gettext("FTE")
    return str(thing.currency if thing.type == ResourceType.MONEY else thing.unit)


def amount_field(label: Any, **options: Any) -> models.DecimalField[Any, Any]:
    """A column of an amount that is never below nothing."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))], **options
    )


def currency_field() -> models.CharField[str, str]:
    """A column of the code of a currency; empty for what is no money."""
    return models.CharField(
        _("Currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, such as EUR"))],
        help_text=_("Its code of three letters, such as EUR."),
    )


class Resource(Record):
    """Something the system or its services need in a period: how much, how much was allocated, and what is foreseen.

    ``serves`` is a process or a service; left empty it is for the system as a whole.
    """

    kind_key = "resource"
    reference_prefix = "RES"
    scope_field = "serves"
    initial_state = "planned"
    rules = RESOURCE

    type = models.CharField(_("Kind"), max_length=12, choices=ResourceType)
    serves = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        limit_choices_to={"kind__in": SERVED},
        verbose_name=_("For"),
        help_text=_("A process or a service, by its reference or name. Left empty it is for the system as a whole."),
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), help_text=_("The last day; one usually plans a year."))
    unit = models.CharField(_("Counted in"), max_length=20, blank=True, help_text=_("Pieces, licences, subscriptions."))
    currency = currency_field()
    needed = amount_field(_("Needed"))
    allocated = amount_field(_("Allocated"), default=Decimal(0))
    forecast = amount_field(
        _("Forecast"), null=True, blank=True, help_text=_("What will be needed at the end of the period.")
    )
    judged_by = models.TextField(
        _("What it is judged by"),
        max_length=5000,
        help_text=_("How one knows how much is needed: volumes, plans, figures, and who worked it out."),
    )

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="a_resource_ends_after_start",
                violation_error_message=_("The last day must be on or after the first"),
            )
        ]

    @transition(field="state", source="planned", target="agreed")
    def agree(self) -> None:
        """Top management stands by need and allocation."""

    @transition(field="state", source=["planned", "agreed"], target="closed")
    def close(self) -> None:
        """Its period is over, or nobody needs it any more."""

    @property
    def gap(self) -> Decimal:
        """How much more is needed than was allocated; nothing where there is enough."""
        return Decimal(max(self.needed - self.allocated, Decimal(0)))


class Capability(models.Model):
    """What people or technology must be able to do: the level that is needed, the one there is, and what is done."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="capabilities")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("Capability"), max_length=200)
    needed = models.PositiveSmallIntegerField(_("Level needed"), validators=[MaxValueValidator(LEVEL_MAX)])
    there = models.PositiveSmallIntegerField(_("Level there"), validators=[MaxValueValidator(LEVEL_MAX)])
    about = models.CharField(_("What is done about the gap"), max_length=1000, blank=True)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_short(self) -> bool:
        """Whether less is there than is needed."""
        return self.there < self.needed
