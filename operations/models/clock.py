"""The SLA clocks of tickets: facts of which there are many, hung on the record of the ticket."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.enums import CLOCKED, Metric
from agreements.models import ExceptionClause, Target
from operations.enums import Waiting
from records.models import Record


class TicketPause(models.Model):
    """A stretch in which a ticket waited: open while it has no end."""

    ticket = models.ForeignKey(Record, models.PROTECT, related_name="ticket_pauses")
    start = models.DateTimeField(_("From"))
    end = models.DateTimeField(_("Until"), null=True)
    waits_for = models.CharField(_("Waited for"), max_length=20, choices=Waiting, default=Waiting.CALLER)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=models.Q(end=None), name="one_open_pause_a_ticket")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.start}"


class Clock(models.Model):
    """What the clock of one metric says of a ticket, with what it was counted by.

    Seconds. While the ticket is open it is counted anew whenever something changes; ``frozen`` from closing on it
    stays as it is, whatever becomes of the agreement or the calendar. A clock that another replaced
    (``is_current`` False) is kept as what was counted before.
    """

    ticket = models.ForeignKey(Record, models.PROTECT, related_name="ticket_clocks")
    metric = models.CharField(_("Metric"), max_length=20, choices=[(metric.value, metric.label) for metric in CLOCKED])
    target = models.ForeignKey(Target, models.SET_NULL, null=True, related_name="+")
    target_seconds = models.PositiveIntegerField()
    priority = models.PositiveSmallIntegerField()
    #: The edition of the calendar, in words, that it was counted by.
    calendar = models.CharField(max_length=600)
    started = models.DateTimeField()
    stopped = models.DateTimeField(null=True)
    #: It stopped at the closing, for want of a moment of resolution.
    stopped_at_closing = models.BooleanField(default=False)
    elapsed = models.PositiveIntegerField(default=0)
    paused = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(null=True)
    breached = models.BooleanField(default=False)
    frozen = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "metric"], condition=models.Q(is_current=True), name="one_current_clock_a_metric"
            )
        ]
        indexes = [
            models.Index(fields=["stopped"], name="clock_stopped"),
            models.Index(fields=["target"], condition=models.Q(stopped=None, breached=True), name="clock_running_late"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.metric}"

    @property
    def left(self) -> int:
        """Seconds left; below zero once it is breached."""
        return self.target_seconds - self.elapsed

    @property
    def metric_label(self) -> str:
        """The metric in words."""
        return str(Metric(self.metric).label)


class Exclusion(models.Model):
    """That a missed target does not count, by a clause of its agreement: proposed by one, approved by another."""

    clock = models.OneToOneField(Clock, models.PROTECT, related_name="exclusion")
    clause = models.ForeignKey(ExceptionClause, models.PROTECT, related_name="+", verbose_name=_("Clause"))
    reason = models.TextField(_("Reason"), max_length=2000)
    evidence = models.CharField(_("Evidence"), max_length=500, help_text=_("A reference, a file here, a page."))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="nobody_approves_an_exclusion_of_their_own",
            )
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.clause_id}"
