"""What incidents and service requests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from agreements.models import Agreement
from operations.enums import Channel, Priority
from operations.models.team import Team
from parties.models import Organisation
from records.models import Record
from services.models import Service

if TYPE_CHECKING:
    from datetime import datetime


#: States in which somebody works on a ticket, or is to.
OPEN_STATES = ("new", "awaiting_approval", "in_progress", "on_hold")
#: Its clock runs: only open tickets have a moment that is due.
RUNS = models.Q(due_at__isnull=False)
#: It is open, and nothing is due: it stands still, or no target holds.
STANDS = models.Q(due_at=None, resolved_at=None, closed_at=None)


class Ticket(Record):
    """What a caller wants done; its owner works on it. An abstract kind: incidents and service requests are two.

    ``opened_at`` to ``closed_at`` are when things happened; when they were written down stands in the events.
    ``due_at``, ``breached`` and ``warn_from`` are what its clocks say, kept here so that lists sort by them.
    """

    description = models.TextField(_("Description"), max_length=20_000, blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Service"), db_index=False
    )
    customer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Customer"),
        db_index=False,
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Agreement"),
        editable=False,
        db_index=False,
    )
    caller = models.CharField(_("Caller"), max_length=120, blank=True, help_text=_("Who has it: a name, a telephone."))
    channel = models.CharField(_("Came by"), max_length=20, choices=Channel, default=Channel.PHONE)
    category = models.CharField(_("Category"), max_length=120, blank=True)
    subcategory = models.CharField(_("Subcategory"), max_length=120, blank=True)
    priority = models.PositiveSmallIntegerField(_("Priority"), choices=Priority, default=Priority.MODERATE)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team"), db_index=False
    )
    #: Who works on it in the tool it came from, where that is nobody with an account.
    assignee_name = models.CharField(_("Assigned to"), max_length=120, blank=True, editable=False)
    waits_for = models.CharField(_("Waits for"), max_length=20, blank=True, editable=False)

    opened_at = models.DateTimeField(_("Opened"), default=timezone.now)
    #: Where its clocks begin, when an agreement counts from a change on.
    counted_from = models.DateTimeField(null=True, editable=False)
    responded_at = models.DateTimeField(_("First response"), null=True, editable=False)
    resolved_at = models.DateTimeField(_("Resolved"), null=True, editable=False)
    closed_at = models.DateTimeField(_("Closed"), null=True, editable=False)
    reopened = models.PositiveSmallIntegerField(_("Times reopened"), default=0, editable=False)
    reassigned = models.PositiveSmallIntegerField(_("Times reassigned"), default=0, editable=False)
    resolution = models.TextField(_("Resolution"), max_length=20_000, blank=True, editable=False)
    resolution_code = models.CharField(_("Resolution code"), max_length=120, blank=True, editable=False)

    due_at = models.DateTimeField(_("Time left"), null=True, editable=False)
    warn_from = models.DateTimeField(null=True, editable=False)
    #: None where no target holds.
    breached = models.BooleanField(_("Target missed"), null=True, editable=False)
    elapsed = models.PositiveIntegerField(_("Seconds taken"), null=True, editable=False)

    source = models.CharField(_("Comes from"), max_length=40, blank=True, editable=False)
    external_number = models.CharField(_("Number there"), max_length=80, blank=True, editable=False)
    external_id = models.CharField(max_length=80, blank=True, editable=False)
    external_url = models.URLField(_("Page there"), max_length=400, blank=True, editable=False)
    external_updated = models.DateTimeField(_("Changed there"), null=True, editable=False)
    external_state = models.CharField(_("State there"), max_length=60, blank=True, editable=False)
    #: The verdict of the tool it came from, beside ours.
    external_breached = models.BooleanField(_("Target missed by its own count"), null=True, editable=False)
    #: SHA-256 of what the source last said of it, so that a second import finds it unchanged.
    external_hash = models.CharField(max_length=64, blank=True, editable=False)
    vanished = models.BooleanField(_("Not in the last import"), default=False, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_number"],
                condition=~models.Q(source=""),
                name="%(class)s_once_a_source",
            )
        ]
        # The board (operations.domain.board) walks open tickets alone: those whose clock runs, then those that stand still.
        indexes = [
            models.Index(fields=["due_at", "record_ptr"], condition=RUNS, name="%(class)s_due"),
            models.Index(fields=["team", "due_at", "record_ptr"], condition=RUNS, name="%(class)s_team"),
            models.Index(fields=["opened_at", "record_ptr"], condition=STANDS, name="%(class)s_still"),
            models.Index(fields=["team", "opened_at", "record_ptr"], condition=STANDS, name="%(class)s_team_still"),
            models.Index(fields=["customer", "opened_at"], name="%(class)s_customer"),
            models.Index(fields=["service", "opened_at"], name="%(class)s_service"),
            # Figures of an agreement are of stretches of time.
            models.Index(fields=["agreement", "opened_at"], name="%(class)s_agreed_opened"),
            models.Index(fields=["agreement", "resolved_at"], name="%(class)s_agreed_over"),
            models.Index(fields=["opened_at"], name="%(class)s_opened"),
            models.Index(fields=["resolved_at"], name="%(class)s_resolved"),
        ]

    @transition(field="state", source="new", target="in_progress")
    def take(self) -> None:
        """Somebody works on it."""

    @transition(field="state", source="new", target="new")
    @transition(field="state", source="in_progress", target="in_progress")
    @transition(field="state", source="on_hold", target="on_hold")
    def assign(self) -> None:
        """It is given to a team or a person."""

    @transition(field="state", source=["new", "in_progress"], target="on_hold")
    def hold(self) -> None:
        """It waits for somebody else."""

    @transition(field="state", source="on_hold", target="in_progress")
    def resume(self) -> None:
        """What it waited for is there."""

    @transition(field="state", source=["new", "in_progress", "on_hold"], target="resolved")
    def resolve(self) -> None:
        """The service is restored, or what was asked for is there."""

    @transition(field="state", source=["resolved", "closed"], target="in_progress")
    def reopen(self) -> None:
        """It is not resolved after all."""

    @transition(field="state", source="resolved", target="closed")
    def close(self) -> None:
        """Whoever had it is content."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.state in OPEN_STATES

    @property
    def stopped_at(self) -> datetime | None:
        """When its resolution clock stopped: resolved, else closed; None while it runs."""
        return self.resolved_at or self.closed_at

    @property
    def is_source_owned(self) -> bool:
        """Whether another tool owns what it says."""
        return bool(self.source)
