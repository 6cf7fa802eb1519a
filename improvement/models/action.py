"""Actions: what is to be done about something, by whom, by when, and whether it helped (clauses 9.3, 10.1 and 10.2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from improvement.rules import ACTION
from records.models import Record, TrailedHistory


class Action(Record):
    """Something to be done that came out of a record of any kind.

    ``due`` is the day it is to be done by; once it is done, the day its effect is to be judged by. Those who govern
    the record it came from govern it too.
    """

    kind_key = "action"
    reference_prefix = "ACT"
    scope_field = "source"
    initial_state = "open"
    rules = ACTION

    class Origin(models.TextChoices):
        """What kind of thing an action came out of."""

        MANAGEMENT_REVIEW = "management_review", _("Management review")
        SERVICE_REVIEW = "service_review", _("Service review")
        SUPPLIER_REVIEW = "supplier_review", _("Supplier review")
        PROCESS_REVIEW = "process_review", _("Process review")
        AUDIT = "audit", _("Audit")
        MEETING = "meeting", _("Meeting")
        INCIDENT = "incident", _("Incident or request")
        REPORT = "report", _("Report or measurement")
        DOCUMENT = "document", _("Document")
        IMPROVEMENT = "improvement", _("Improvement")
        OTHER = "other", _("Something else")

    what = models.TextField(
        _("What is to be done"), max_length=10_000, help_text=_("So that whoever does it knows when it is done.")
    )
    source = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("Came from"),
        help_text=_("The record it came out of: type its reference or some words. Left empty it stands for itself."),
    )
    origin = models.CharField(_("Kind of source"), max_length=20, choices=Origin, default=Origin.OTHER)
    first_due = models.DateField(_("First planned for"), null=True, editable=False)
    moves = models.PositiveIntegerField(_("Moved"), default=0, editable=False)
    proof = models.TextField(_("Proof that it was done"), max_length=5000, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Done by"),
    )
    done_on = models.DateField(_("Done on"), null=True, editable=False)
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Judges its effect"),
    )
    effect = models.TextField(_("Effect"), max_length=5000, blank=True, editable=False)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Effect judged by"),
    )

    history = TrailedHistory()

    @transition(field="state", source="open", target="work")
    def begin(self) -> None:
        """Somebody is at it."""

    @transition(field="state", source=["open", "work"], target="done")
    def complete(self) -> None:
        """It was done; whether it helped is judged later, by somebody else."""

    @transition(field="state", source="done", target="effective")
    def verify(self) -> None:
        """It helped."""

    @transition(field="state", source="done", target="ineffective")
    def find_ineffective(self) -> None:
        """It did not help."""

    @transition(field="state", source=["ineffective", "cancelled"], target="open")
    def reopen(self) -> None:
        """It is to be done anew, or otherwise."""

    @transition(field="state", source=["open", "work"], target="cancelled")
    def cancel(self) -> None:
        """Nobody needs it any more."""

    @property
    def is_awaited(self) -> bool:
        """Whether it waits to be done, or its effect to be judged."""
        return self.is_planned or self.state == "done"

    @property
    def is_planned(self) -> bool:
        """Whether it waits to be done."""
        return self.state in {"open", "work"}


class ActionMove(models.Model):
    """A day that an action had and lost, with the reason; kept as it was told, by trigger."""

    only_grows = True

    action = models.ForeignKey(Action, models.PROTECT, related_name="past_days")
    was = models.DateField()
    became = models.DateField()
    reason = models.CharField(max_length=1000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.was} -> {self.became}"
