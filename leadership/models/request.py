"""Requests for more resources, and how allocations changed by decisions on them (clauses 5.1 and 7.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from leadership.models.resource import Resource, ResourceType, amount_field, currency_field
from leadership.rules.resource import REQUEST
from records.models import Record, TrailedHistory


class ResourceRequest(Record):
    """Somebody needs more of something; top management decides. ``due`` is the day by which it is needed."""

    kind_key = "resource-request"
    reference_prefix = "RRQ"
    scope_field = "resource"
    initial_state = "open"
    rules = REQUEST

    type = models.CharField(_("Kind"), max_length=12, choices=ResourceType)
    resource = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("Adds to"),
        help_text=_("The resource that it adds to, where one is planned already."),
    )
    amount = amount_field(_("How much more"))
    unit = models.CharField(_("Counted in"), max_length=20, blank=True, help_text=_("Pieces, licences, subscriptions."))
    currency = currency_field()
    why = models.TextField(_("Why"), max_length=100_000, help_text=_("What it is for, and how you know how much."))
    without = models.TextField(
        _("What happens without"), max_length=100_000, help_text=_("To services, customers, people and risks.")
    )
    granted = amount_field(_("Granted"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Decided by"),
    )
    decided_at = models.DateTimeField(_("Decided"), null=True, editable=False)
    decision = models.TextField(_("Decision"), max_length=1000, blank=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="open", target="granted")
    def grant(self) -> None:
        """All that was asked for is allocated."""

    @transition(field="state", source="open", target="granted_in_part")
    def grant_part(self) -> None:
        """A part of it is allocated."""

    @transition(field="state", source="open", target="refused")
    def refuse(self) -> None:
        """Nothing is allocated."""

    @transition(field="state", source="open", target="returned")
    def ask_back(self) -> None:
        """Whoever asks is to say more."""

    @transition(field="state", source="returned", target="open")
    def resubmit(self) -> None:
        """More was said."""

    @property
    def is_decided(self) -> bool:
        """Whether top management has decided."""
        return self.decided_at is not None


class AllocationChange(models.Model):
    """That a decision changed an allocation, once; kept as it was, by trigger."""

    only_grows = True

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="changes")
    request = models.OneToOneField(ResourceRequest, models.PROTECT, related_name="change")
    was = models.DecimalField(max_digits=14, decimal_places=2)
    became = models.DecimalField(max_digits=14, decimal_places=2)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.was} -> {self.became}"
