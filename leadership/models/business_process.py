"""Business processes that carry part of the service management system (clause 5.1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from leadership.rules.goal import BUSINESS_PROCESS
from processes.models import Process
from records.models import Record, TrailedHistory

#: Characters of a long text at most.
TEXT_MAX = 50_000


class BusinessProcess(Record):
    """A process of the business, such as purchasing, in which requirements of the system are met in daily work."""

    kind_key = "business-process"
    reference_prefix = "BPR"
    initial_state = "in_use"
    rules = BUSINESS_PROCESS

    carries = models.TextField(
        _("What of the system is done in it"),
        max_length=TEXT_MAX,
        help_text=_("Such as: every contract names our service requirements before it is signed."),
    )
    process = models.ForeignKey(
        Process,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Process of the system"),
        help_text=_("The one whose work is done in it. Type its name or key."),
    )

    history = TrailedHistory()

    @transition(field="state", source="in_use", target="ended")
    def end(self) -> None:
        """It carries nothing of the system any more."""

    @transition(field="state", source="ended", target="in_use")
    def resume(self) -> None:
        """It does again."""
