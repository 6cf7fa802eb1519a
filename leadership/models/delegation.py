"""Delegated authority: who may decide what in whose stead, until when and up to what (clauses 5.1 and 5.3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from leadership.models.resource import amount_field, currency_field
from leadership.rules.delegation import DELEGATION
from records.models import Record, TrailedHistory
from roles.models import Role


class Delegation(Record):
    """Somebody lets another decide something. ``owner`` is who delegates. It shows authority and gives no rights."""

    kind_key = "delegation"
    reference_prefix = "DLG"
    initial_state = "given"
    rules = DELEGATION

    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("To"),
        help_text=_("Who is to decide."),
    )
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("By your role"),
        help_text=_("The role that gives you this authority. Left empty where you pass on what was given to you."),
    )
    passed_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passed_on",
        verbose_name=_("Passes on"),
        help_text=_("A delegation to you that may be passed on."),
    )
    authority = models.TextField(
        _("What may be decided"), max_length=5000, help_text=_("So that both know where it ends.")
    )
    decides = models.CharField(
        _("In the authority matrix"),
        max_length=120,
        blank=True,
        help_text=_("Where it is an action that stands there."),
    )
    limit = amount_field(_("Up to"), null=True, blank=True, help_text=_("Left empty where money is not the limit."))
    currency = currency_field()
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), help_text=_("The last day; not after your own role ends."))
    may_pass_on = models.BooleanField(_("May be passed on"), default=False)
    accepted_at = models.DateTimeField(_("Accepted"), null=True, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="a_delegation_ends_after_it_starts",
                violation_error_message=_("The last day must be on or after the first"),
            ),
            models.CheckConstraint(
                condition=~models.Q(passed_from=models.F("record_ptr")),
                name="no_delegation_passes_itself_on",
                violation_error_message=_("It cannot be passed on from itself: choose the one that was given to you"),
            ),
        ]

    @transition(field="state", source="given", target="accepted")
    def accept(self) -> None:
        """Who it is given to takes it on."""

    @transition(field="state", source="given", target="declined")
    def decline(self) -> None:
        """Who it is given to does not take it on."""

    @transition(field="state", source=["given", "accepted"], target="revoked")
    def revoke(self) -> None:
        """It holds no longer."""
