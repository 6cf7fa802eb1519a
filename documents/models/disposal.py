"""Disposal runs: documents whose retention is over, disposed of together by two people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents.rules import DISPOSAL
from records.models import Record, TrailedHistory


class Disposal(Record):
    """A run (clause 7.5.3.2): somebody proposes documents, another confirms, a job disposes of each."""

    kind_key = "disposal"
    reference_prefix = "DSP"
    initial_state = "proposed"
    rules = DISPOSAL

    why = models.TextField(_("Why"), max_length=1000, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Confirmed by"),
    )

    history = TrailedHistory()

    @transition(field="state", source="proposed", target="confirmed")
    def confirm(self) -> None:
        """Somebody else agrees: a job disposes of what was not struck out."""

    @transition(field="state", source="proposed", target="given_up")
    def give_up(self) -> None:
        """Nothing of it is disposed of."""


class DisposalLine(models.Model):
    """One document of a run; it says what was disposed of when nothing else of the content is left.

    ``versions`` are pairs of a number and the SHA-256 of its content.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        WAITS = "waits", _("To be disposed of")
        STRUCK = "struck", _("Struck out")
        DISPOSED = "disposed", _("Disposed of")
        KEPT = "kept", _("Could not be disposed of")

    run = models.ForeignKey(Disposal, models.PROTECT, related_name="lines")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    identifier = models.CharField(max_length=32)
    versions: Any = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITS)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["identifier"]
        constraints = [models.UniqueConstraint(fields=["run", "document"], name="one_line_a_document")]

    def __str__(self) -> str:
        return self.identifier
