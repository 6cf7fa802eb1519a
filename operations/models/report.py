"""Service reports (clause 9.4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from agreements.models import Agreement
from operations.rules import REPORT
from records.models import Blob, Record, TrailedHistory


class ServiceReport(Record):
    """What a customer is told of the services of a period against what was agreed (clause 9.4).

    Its figures are a content of their own, bound by its SHA-256: frozen once approved.
    """

    kind_key = "service-report"
    reference_prefix = "SRP"
    scope_field = "agreement"
    initial_state = "draft"
    rules = REPORT

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reports", verbose_name=_("Agreement"))
    period_from = models.DateField(_("From"))
    period_until = models.DateField(_("Until"), help_text=_("The last day of the period."))
    purpose = models.CharField(_("Purpose"), max_length=300, blank=True)
    audience = models.CharField(_("For"), max_length=300, blank=True)
    conclusion = models.TextField(_("Conclusion"), max_length=10_000, blank=True)
    decisions = models.TextField(
        _("What was decided"), max_length=10_000, blank=True, help_text=_("On each miss, and who was told.")
    )
    as_of = models.DateTimeField(_("Figures as of"), null=True, editable=False)
    figures = models.ForeignKey(Blob, models.PROTECT, null=True, editable=False, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(_("Approved"), null=True, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_until__gte=models.F("period_from")), name="a_report_has_a_period"
            )
        ]

    @transition(field="state", source="draft", target="draft")
    def count(self) -> None:
        """Its figures are taken anew from the tickets."""

    @transition(field="state", source="draft", target="approved")
    def approve(self) -> None:
        """Its figures stay as they are, as evidence."""

    @transition(field="state", source="approved", target="sent")
    def send(self) -> None:
        """The customer has it."""
