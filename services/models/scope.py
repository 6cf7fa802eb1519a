"""The scope of the service management system, edition by edition (clause 4.3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from records.models import Record, TrailedHistory
from services.models.service import Service
from services.rules import SCOPE


class SmsScope(Record):
    """An edition of the scope: what the system covers, where, for whom; what it does not, and why (clause 4.3).

    Each edition is a record of its own. One is in force at most; ``due`` is the day it is to be reviewed by.
    """

    kind_key = "sms-scope"
    reference_prefix = "SCO"
    initial_state = "draft"
    rules = SCOPE

    organisation = models.CharField(
        _("Organisation"), max_length=200, help_text=_("The name of the organisation that manages and delivers them.")
    )
    statement = models.TextField(
        _("Scope statement"),
        max_length=5000,
        help_text=_("One or two sentences, such as could stand on a certificate."),
    )
    places = models.TextField(_("Places"), max_length=5000, blank=True, help_text=_("From where they are delivered."))
    customers = models.TextField(_("Customers"), max_length=5000, blank=True, help_text=_("For whom."))
    boundaries = models.TextField(
        _("Boundaries"),
        max_length=5000,
        blank=True,
        help_text=_("Where it ends: technology, tasks and units that are not part of it."),
    )
    parties = models.TextField(
        _("Other parties"),
        max_length=5000,
        blank=True,
        help_text=_("Who else delivers services, parts of them or processes, and how we control them."),
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("Follows")
    )
    edition = models.PositiveSmallIntegerField(_("Edition"), default=1, editable=False)
    in_force_from = models.DateField(_("In force from"), null=True, blank=True, editable=False)
    is_current = models.BooleanField(_("In force"), default=False, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_scope_in_force"
            ),
            models.UniqueConstraint(fields=["edition"], name="one_scope_an_edition"),
        ]

    @transition(field="state", source="draft", target="draft")
    def ask(self) -> None:
        """Top management is to approve it."""

    @transition(field="state", source="in_force", target="in_force")
    def begin_edition(self) -> None:
        """Another edition is written, which may take its place."""

    @transition(field="state", source="draft", target="approved")
    def approve(self) -> None:
        """Top management stands by it."""

    @transition(field="state", source="approved", target="draft")
    def send_back(self) -> None:
        """It is to be written anew."""

    @transition(field="state", source="approved", target="in_force")
    def enforce(self) -> None:
        """The system goes by it."""

    @transition(field="state", source="in_force", target="superseded")
    def supersede(self) -> None:
        """Another edition took its place."""


class ScopedService(models.Model):
    """That an edition names a service as in or out, and why; once the edition is approved it stays, by trigger."""

    freezes_when = "approved"
    frozen = ("scope_id", "service_id", "is_in", "reason")

    scope = models.ForeignKey(SmsScope, models.PROTECT, related_name="services")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    is_in = models.BooleanField(_("In scope"))
    reason = models.CharField(_("Why"), max_length=500, blank=True)
    approved = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "service"], name="a_service_once_a_scope")]

    def __str__(self) -> str:
        return f"{self.scope_id} {self.service_id}"
