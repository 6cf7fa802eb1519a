"""Waivers: rules of a process that need not be kept for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from people.calendar import today
from processes.models.process import Process
from processes.rules import WAIVER
from records.models import Record, TrailedHistory
from standard.models import RequirementItem

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Waiver(Record):
    """That a rule of a process is not kept until a day (``due``, its last), why, and at what risk."""

    kind_key = "waiver"
    reference_prefix = "WAI"
    initial_state = "asked"
    rules = WAIVER
    scope_field = "process"

    process = models.ForeignKey(
        Process,
        models.PROTECT,
        related_name="waivers",
        verbose_name=_("Process"),
        help_text=_("Type its name or key."),
    )
    rule = models.TextField(
        _("Rule that is waived"), max_length=5000, help_text=_("As the process, policy or procedure says it.")
    )
    item = models.ForeignKey(
        RequirementItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Requirement item"),
        help_text=_("Where the rule serves one; what the standard asks for stays asked for."),
    )
    why = models.TextField(_("Why"), max_length=5000)
    risk = models.TextField(_("Risk"), max_length=5000, help_text=_("What may happen, and what keeps it small."))
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("Decided by"),
    )
    decided_on = models.DateField(_("Decided on"), null=True, blank=True, editable=False)
    decision = models.TextField(_("Decision"), max_length=1000, blank=True, editable=False)

    history = TrailedHistory()

    @property
    def is_expired(self) -> bool:
        """Whether its last day has gone by while nobody ended it."""
        return self.state == "in_force" and self.due is not None and self.due < today()

    @classmethod
    def counted(cls) -> QuerySet[Waiver]:
        """Those in force that were not withdrawn, expired ones too: what auditors are shown."""
        found: QuerySet[Waiver] = cls._default_manager.filter(state="in_force", withdrawn=False)
        return found

    @transition(field="state", source="asked", target="in_force")
    def approve(self) -> None:
        """The rule need not be kept until the last day."""

    @transition(field="state", source="asked", target="refused")
    def refuse(self) -> None:
        """The rule is to be kept."""

    @transition(field="state", source="in_force", target="ended")
    def end(self) -> None:
        """The rule is kept again."""
