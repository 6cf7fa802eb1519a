"""Catalogue items: what users can ask for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from records.models import Record, TrailedHistory
from services.models.service import Service
from services.rules import ITEM


class CatalogueItem(Record):
    """Something a user can ask for: a service request in waiting (clause 8.6.2)."""

    kind_key = "catalogue-item"
    reference_prefix = "ITM"
    scope_field = "service"
    initial_state = "draft"
    rules = ITEM

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="items", verbose_name=_("Service"), help_text=_("Type its name or code.")
    )
    description = models.TextField(_("What one gets"), max_length=5000)
    questions = models.TextField(
        _("What to ask"),
        max_length=2000,
        blank=True,
        help_text=_("One question a line; each is answered in the request."),
    )
    needs_approval = models.BooleanField(_("Somebody approves it first"), default=False)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who approves"),
        help_text=_("Left empty it is the owner of the service."),
    )
    steps = models.TextField(
        _("Steps to fulfil it"), max_length=5000, blank=True, help_text=_("One a line, in order; each is ticked off.")
    )

    history = TrailedHistory()

    @transition(field="state", source="draft", target="offered")
    def offer(self) -> None:
        """Users can ask for it."""

    @transition(field="state", source="offered", target="draft")
    def close(self) -> None:
        """Users cannot ask for it just now."""
