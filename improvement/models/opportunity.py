"""Opportunities for improvement (clause 10.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from improvement.rules import OPPORTUNITY
from parties.models import Organisation
from records.models import Record, TrailedHistory


class Opportunity(Record):
    """An opportunity for improvement (clause 10.2): anyone's idea, what it is worth, what was decided."""

    kind_key = "opportunity"
    reference_prefix = "OPP"
    initial_state = "proposed"
    rules = OPPORTUNITY

    class Source(models.TextChoices):
        """Where an idea came from."""

        STAFF = "staff", _("Staff")
        CUSTOMER = "customer", _("Customer")
        AUDIT = "audit", _("Audit")
        REVIEW = "review", _("Review")
        MEASUREMENT = "measurement", _("Measurement")
        INCIDENT = "incident", _("Incident")

    class Benefit(models.TextChoices):
        """What an improvement is mainly good for."""

        QUALITY = "quality", _("Quality")
        TIME = "time", _("Time")
        COST = "cost", _("Cost")
        SATISFACTION = "satisfaction", _("Satisfaction")
        RISK = "risk", _("Less risk")

    class Effort(models.TextChoices):
        """What it would take, roughly."""

        SMALL = "small", _("Days")
        MEDIUM = "medium", _("Weeks")
        LARGE = "large", _("Months")

    idea = models.TextField(_("Idea"), max_length=10_000, help_text=_("What would be different, and for whom."))
    source = models.CharField(_("Came from"), max_length=20, choices=Source, default=Source.STAFF)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Organisation"),
        help_text=_("Type its name or reference."),
    )
    benefit = models.CharField(_("Mainly good for"), max_length=20, choices=Benefit, default=Benefit.QUALITY)
    expected_benefit = models.TextField(
        _("Expected benefit"),
        max_length=5000,
        help_text=_("In figures where you can: hours a month, cost a year, points of satisfaction."),
    )
    effort = models.CharField(_("Effort"), max_length=20, choices=Effort, default=Effort.MEDIUM)
    decision = models.TextField(_("Decision"), max_length=5000, blank=True)
    result = models.TextField(_("Result"), max_length=5000, blank=True)

    history = TrailedHistory()

    @transition(field="state", source=["proposed", "postponed"], target="accepted")
    def accept(self) -> None:
        """It will be done."""

    @transition(field="state", source=["proposed", "postponed"], target="declined")
    def decline(self) -> None:
        """It will not be done."""

    @transition(field="state", source="proposed", target="postponed")
    def postpone(self) -> None:
        """It is looked at again on its due date."""

    @transition(field="state", source=["declined", "postponed"], target="proposed")
    def reopen(self) -> None:
        """It is to be decided anew."""

    @transition(field="state", source="accepted", target="realised")
    def realise(self) -> None:
        """It was done, and its result is known."""
