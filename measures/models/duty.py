"""Recurring duties: what the standard, a contract or we ourselves want done at planned intervals."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from measures.rules.duty import DUTY
from records.models import Record, TrailedHistory
from roles.models import Role
from standard.models import RequirementItem

#: The longest interval, in days or months: ten years.
EVERY_MAX = 3650


class Unit(models.TextChoices):
    """What an interval is counted in."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")


def every_field(words: Any, *, is_asked: bool = False) -> models.PositiveIntegerField:
    """A count of days or months."""
    return models.PositiveIntegerField(
        words,
        null=True,
        blank=not is_asked,
        editable=is_asked,
        validators=[MinValueValidator(1), MaxValueValidator(EVERY_MAX)],
    )


class Duty(Record):
    """Something that is done again and again; ``due`` is when next: the day it was last done and the interval.

    An interval holds once somebody else than who proposed it approved it; until then the one before it does. The day
    of the first time stands in ``first_due``.
    """

    kind_key = "duty"
    reference_prefix = "DUT"
    initial_state = "proposed"
    rules = DUTY

    key = models.CharField(max_length=60, blank=True, editable=False, verbose_name=_("In the catalogue"))
    about = models.TextField(_("What is done"), max_length=5000, blank=True)
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Done by the role"),
        help_text=_("Left empty, the owner does it."),
    )
    every = every_field(_("Every"))
    unit = models.CharField(_("Counted in"), max_length=10, choices=Unit, default=Unit.MONTHS, editable=False)
    proposed_every = every_field(_("Proposed: every"), is_asked=True)
    proposed_unit = models.CharField(_("Proposed: counted in"), max_length=10, choices=Unit, default=Unit.MONTHS)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Interval proposed by"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Interval approved by"),
    )
    approved_at = models.DateTimeField(_("Interval approved"), null=True, editable=False)
    first_due = models.DateField(_("Due for the first time"), help_text=_("Or next, where it was done before."))
    last_done = models.DateField(_("Last done"), null=True, editable=False)
    last_evidence = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Evidence of the last time"),
    )

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="a_duty_once_of_the_catalogue")
        ]

    @transition(field="state", source=["proposed", "in_force"], target="in_force")
    def approve(self) -> None:
        """The proposed interval holds."""

    @transition(field="state", source="in_force", target="resting")
    def rest(self) -> None:
        """It is not done for the time being."""

    @transition(field="state", source="resting", target="in_force")
    def resume(self) -> None:
        """It is done again."""


class DutyItem(models.Model):
    """A requirement item that a duty answers."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="duty_items")
    item = models.ForeignKey(RequirementItem, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item__identifier"]
        constraints = [models.UniqueConstraint(fields=["duty", "item"], name="an_item_once_a_duty")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.item_id}"


class DutyDone(models.Model):
    """One time that a duty was done, and what shows it; kept as it was told, by trigger."""

    only_grows = True

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="times")
    on = models.DateField(_("Done on"))
    evidence = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("Evidence"))
    note = models.CharField(_("What came of it"), max_length=1000, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.on}"
