"""Service requests (clause 8.6.2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from operations.models.ticket import Ticket
from operations.rules import REQUEST
from records.models import TrailedHistory
from services.models import CatalogueItem


class ServiceRequest(Ticket):
    """Something that a user asks for from the catalogue (clause 8.6.2)."""

    kind_key = "service-request"
    reference_prefix = "REQ"
    initial_state = "new"
    rules = REQUEST

    item = models.ForeignKey(
        CatalogueItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("What is asked for"),
        help_text=_("Type its name or reference."),
    )
    answers = models.TextField(_("Answers to what is asked"), max_length=5000, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Approver"),
    )
    decided_at = models.DateTimeField(_("Decided"), null=True, editable=False)

    history = TrailedHistory()

    class Meta(Ticket.Meta):
        pass

    @transition(field="state", source="new", target="awaiting_approval")
    def ask_approval(self) -> None:
        """Somebody is to approve it."""

    @transition(field="state", source="awaiting_approval", target="new")
    def approve(self) -> None:
        """It may be fulfilled."""

    @transition(field="state", source="awaiting_approval", target="refused")
    def refuse(self) -> None:
        """It is not fulfilled."""

    @transition(field="state", source=["new", "awaiting_approval", "in_progress", "on_hold"], target="cancelled")
    def cancel(self) -> None:
        """It is not wanted any more."""
