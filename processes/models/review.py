"""Reviews of processes at planned intervals."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from processes.enums import Conclusion
from processes.models.process import Process
from processes.rules import REVIEW
from records.models import Record, TrailedHistory


class ProcessReview(Record):
    """A look at how a process did in a period (clauses 4.4 and 9.1); ``due`` is the day it is to be held by."""

    kind_key = "process-review"
    reference_prefix = "PRV"
    initial_state = "planned"
    rules = REVIEW
    scope_field = "process"

    process = models.ForeignKey(
        Process,
        models.PROTECT,
        related_name="reviews",
        verbose_name=_("Process"),
        help_text=_("Type its name or key."),
    )
    period_from = models.DateField(_("Period from"), null=True, blank=True)
    period_until = models.DateField(_("Period until"), null=True, blank=True)
    looked_at = models.TextField(
        _("Looked at"), max_length=20_000, blank=True, help_text=_("Records, figures, people who were asked.")
    )
    conclusion = models.CharField(_("Conclusion"), max_length=20, choices=Conclusion, blank=True, editable=False)
    findings = models.TextField(_("What was found"), max_length=20_000, blank=True, editable=False)
    decisions = models.TextField(_("Decisions"), max_length=20_000, blank=True, editable=False)
    #: Figures of the process on the day of the review, by their key.
    figures: Any = models.JSONField(_("Figures"), default=dict, editable=False)
    held_on = models.DateField(_("Held on"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("Next review"), null=True, blank=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="planned", target="concluded")
    def conclude(self) -> None:
        """It was held, and what it came to is said."""

    @transition(field="state", source="planned", target="called_off")
    def call_off(self) -> None:
        """It is not held."""
