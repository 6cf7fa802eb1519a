"""Service reports (clause 9.4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from agreements.enums import Frequency
from agreements.models import Agreement, Target
from operations.models.team import Team
from operations.rules import REPORT
from records.models import Blob, Record, TrailedHistory
from services.models import Service


class ServiceReport(Record):
    """What somebody is told of the services of a period: a customer of what was agreed, or ourselves (clause 9.4).

    With an agreement it is for its customer; without one it is internal, over a service, a team or everything. A
    ``cycle`` makes it a series: the next one is drafted when its period is over. Its figures are a content of their
    own, bound by its SHA-256: frozen once approved.
    """

    kind_key = "service-report"
    reference_prefix = "SRP"
    scope_field = "agreement"
    initial_state = "draft"
    rules = REPORT
    #: Once approved, a trigger refuses to change what was signed.
    freezes_when = "approved_at"
    frozen = (
        "agreement_id",
        "service_id",
        "team_id",
        "period_from",
        "period_until",
        "as_of",
        "figures_id",
        "approved_by_id",
        "approved_at",
        "conclusion",
    )

    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("Agreement"),
        help_text=_("Left empty it is an internal report."),
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Service")
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team"))
    period_from = models.DateField(_("From"))
    period_until = models.DateField(_("Until"), help_text=_("The last day of the period."))
    purpose = models.CharField(_("Purpose"), max_length=300, blank=True, help_text=_("What it is to let them decide."))
    audience = models.CharField(_("For"), max_length=300, blank=True)
    content = models.CharField(_("What stands in it"), max_length=500, blank=True)
    cycle = models.CharField(
        _("Comes again"),
        max_length=20,
        choices=Frequency,
        blank=True,
        help_text=_("For internal reports; one for a customer comes as often as the agreement says."),
    )
    conclusion = models.TextField(_("Conclusion"), max_length=10_000, blank=True)
    as_of = models.DateTimeField(_("Figures as of"), null=True, editable=False)
    figures = models.ForeignKey(Blob, models.PROTECT, null=True, editable=False, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Approved by"),
    )
    approved_at = models.DateTimeField(_("Approved"), null=True, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_until__gte=models.F("period_from")),
                name="a_report_has_a_period",
                violation_error_message=_("The period must end on or after the day it begins"),
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
        """Those it is for have it."""


class MissDecision(models.Model):
    """What was decided about a target that was missed, and who was told (items 9.4-04 and 9.4-05)."""

    report = models.ForeignKey(ServiceReport, models.PROTECT, related_name="decisions")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    decided = models.CharField(_("What was decided"), max_length=1000)
    told = models.CharField(_("Who was told"), max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "target"], name="one_decision_a_miss")]

    def __str__(self) -> str:
        return self.decided
