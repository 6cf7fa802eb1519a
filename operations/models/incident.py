"""Incidents (clause 8.6.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from operations.enums import Level
from operations.models.ticket import Ticket
from operations.rules import INCIDENT
from records.models import TrailedHistory


class Incident(Ticket):
    """An unplanned interruption or loss of quality of a service (clause 8.6.1)."""

    kind_key = "incident"
    reference_prefix = "INC"
    initial_state = "new"
    rules = INCIDENT

    impact = models.PositiveSmallIntegerField(_("Impact"), choices=Level, default=Level.MEDIUM)
    urgency = models.PositiveSmallIntegerField(_("Urgency"), choices=Level, default=Level.MEDIUM)
    #: What impact and urgency make; ``priority`` differs where somebody gave a reason.
    computed_priority = models.PositiveSmallIntegerField(_("By impact and urgency"), null=True, editable=False)
    priority_reason = models.CharField(_("Why another priority"), max_length=500, blank=True)
    workaround = models.TextField(_("Workaround"), max_length=10_000, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="duplicates", verbose_name=_("Same as")
    )

    is_major = models.BooleanField(_("Major incident"), default=False, editable=False)
    major_since = models.DateTimeField(_("Major since"), null=True, editable=False)
    major_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Leads the major incident"),
    )
    major_until = models.DateTimeField(_("Stood down"), null=True, editable=False)
    #: Minutes between words to those concerned.
    update_every = models.PositiveSmallIntegerField(_("Minutes between words"), default=30, editable=False)
    next_update_at = models.DateTimeField(_("Next word to those concerned"), null=True, editable=False)
    top_management_told = models.DateTimeField(_("Top management informed"), null=True, editable=False)
    review = models.TextField(_("Review of the major incident"), max_length=20_000, blank=True, editable=False)

    history = TrailedHistory()

    class Meta(Ticket.Meta):
        indexes = [
            *Ticket.Meta.indexes,
            models.Index(
                fields=["next_update_at"], condition=models.Q(next_update_at__isnull=False), name="major_word"
            ),
        ]

    @transition(field="state", source=["new", "in_progress", "on_hold"], target="cancelled")
    def cancel(self) -> None:
        """It is none."""

    @transition(field="state", source=["new", "in_progress", "on_hold"], target="cancelled")
    def merge(self) -> None:
        """It is the same as another one, where work on it goes on."""

    @property
    def is_major_now(self) -> bool:
        """Whether it is a major incident that was not stood down."""
        return self.is_major and self.major_until is None


class MajorUpdate(models.Model):
    """A word to those concerned by a major incident; it is added, never changed."""

    only_grows = True

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="updates")
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    audience = models.CharField(_("Told to"), max_length=200)
    text = models.TextField(_("What was said"), max_length=5000)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text
