"""Indicators: what is measured, how, how often, and what is wanted of it (clause 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from measures.catalogue import process_names
from measures.enums import BROUGHT, Direction, Frequency, Source
from measures.rules.indicator import INDICATOR
from people.calendar import today
from records.models import Record, TrailedHistory
from shell.registry import ComputedMeasure, registry

if TYPE_CHECKING:
    from shell.registry import Text

#: Digits of a value, and of them behind the point.
DIGITS, PLACES = 24, 8
#: Of a target.
TARGET_PLACES = 4


def measure_choices() -> list[tuple[str, Text]]:
    """The figures that rooms compute."""
    return [(measure.key, measure.label) for measure in registry.all(ComputedMeasure)]


def process_choices() -> list[tuple[str, str]]:
    """The processes of the catalogue."""
    return [(key, f"{key} {name}") for key, name in process_names().items()]


class Indicator(Record):
    """An indicator (clause 9.1): a value a period, held against a target.

    ``target`` is the lower limit of a band, ``target_upper`` its upper one. ``about`` is the record whose holders
    govern it, such as its process. ``shape`` is how a saved filter is counted, as ``measures.domain.shapes`` has it;
    ``closed_until`` the last day of the periods whose values stay as they are.
    """

    kind_key = "indicator"
    reference_prefix = "IND"
    scope_field = "about"
    initial_state = "draft"
    rules = INDICATOR

    formula = models.TextField(
        _("How it is counted"), max_length=5000, help_text=_("In words, so that two people get the same value.")
    )
    unit = models.CharField(_("Unit"), max_length=20, default="%", help_text=_("%, hours, days, count."))
    direction = models.CharField(_("What is good"), max_length=10, choices=Direction, default=Direction.HIGHER)
    source = models.CharField(_("Values are"), max_length=10, choices=Source, default=Source.TYPED)
    measure = models.CharField(
        _("Figure"),
        max_length=80,
        blank=True,
        choices=measure_choices,
        help_text=_("What a room counts by itself."),
    )
    shape = models.JSONField(_("Definition"), null=True, editable=False)
    frequency = models.CharField(_("How often"), max_length=12, choices=Frequency, default=Frequency.MONTHLY)
    baseline = models.DecimalField(
        _("Baseline"),
        max_digits=DIGITS,
        decimal_places=TARGET_PLACES,
        null=True,
        blank=True,
        help_text=_("What it was when one began; empty where nobody knows."),
    )
    target = models.DecimalField(
        _("Target"), max_digits=DIGITS, decimal_places=TARGET_PLACES, help_text=_("Of a band its lower limit.")
    )
    target_upper = models.DecimalField(
        _("Upper limit"), max_digits=DIGITS, decimal_places=TARGET_PLACES, null=True, blank=True
    )
    tolerance = models.DecimalField(
        _("Near the target, in %"),
        max_digits=5,
        decimal_places=2,
        default=5,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
        help_text=_("Short of the target by so much of it counts as near, not as missed."),
    )
    decimals = models.PositiveSmallIntegerField(_("Decimals shown"), default=1, validators=[MaxValueValidator(6)])
    days_to_bring = models.PositiveSmallIntegerField(
        _("Days to bring a value"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("After the end of the period; then it is late."),
    )
    valid_from = models.DateField(
        _("Measured from"), default=today, help_text=_("The period of this day is the first.")
    )
    valid_until = models.DateField(_("Measured until"), null=True, blank=True)
    about = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Belongs to"),
        help_text=_("The record whose holders answer for it, such as a process. Type its reference."),
    )
    process_key = models.CharField(_("Process"), max_length=10, blank=True, choices=process_choices)
    catalogue_key = models.CharField(_("From the library"), max_length=20, blank=True, editable=False)
    closed_until = models.DateField(_("Closed until"), null=True, editable=False)

    history = TrailedHistory()

    class Meta:
        indexes = [models.Index(fields=["process_key"], name="indicator_process")]

    @transition(field="state", source="draft", target="in_use")
    def start(self) -> None:
        """It is measured from now on."""

    @transition(field="state", source="in_use", target="retired")
    def retire(self) -> None:
        """It is measured no more; its values stay."""

    @transition(field="state", source="retired", target="in_use")
    def resume(self) -> None:
        """It is measured again."""

    @property
    def is_brought(self) -> bool:
        """Whether somebody types or imports its values."""
        return self.source in BROUGHT
