"""Changes of the service management system, planned and under control (clause 8.1)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from conformity.rules import SMS_CHANGE
from documents.models import Version
from records.models import Record, TrailedHistory


def _person(words: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=words
    )


class SmsChange(Record):
    """A planned change of the system itself: its documents, processes, roles or tools.

    ``due`` is its last planned day; once it was carried out, the day somebody looks at its effects by.
    It is closed only once somebody else than who carried it out looked for what it brought about unintendedly.
    """

    kind_key = "sms-change"
    reference_prefix = "SMC"
    initial_state = "draft"
    rules = SMS_CHANGE

    class Source(models.TextChoices):
        """Where a change of the system comes from."""

        MANAGEMENT_REVIEW = "management_review", _("Management review")
        AUDIT = "audit", _("Audit")
        CONTEXT = "context", _("Context or interested parties")
        LAW = "law", _("Law or contract")
        IMPROVEMENT = "improvement", _("Improvement")
        OTHER = "other", _("Something else")

    what = models.TextField(_("What changes"), max_length=10_000, help_text=_("From what, to what."))
    why = models.TextField(_("Why"), max_length=5000)
    source = models.CharField(_("Comes from"), max_length=20, choices=Source, default=Source.OTHER)
    source_record = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Record it comes from"),
        help_text=_("Such as the meeting or the audit: type its reference or some words."),
    )
    effect = models.TextField(
        _("Effect"),
        max_length=10_000,
        help_text=_("What it is to bring, what could go wrong, and on whom it would fall."),
    )
    planned_from = models.DateField(_("Planned from"))
    planned_until = models.DateField(_("Planned until"))
    approved_by = _person(_("Decided by"))
    approved_on = models.DateField(_("Decided on"), null=True, editable=False)
    decision = models.TextField(_("Decision"), max_length=5000, blank=True, editable=False)
    result = models.TextField(_("Result"), max_length=10_000, blank=True, editable=False)
    done_by = _person(_("Carried out by"))
    done_on = models.DateField(_("Carried out on"), null=True, editable=False)
    unintended = models.TextField(_("Unintended effects"), max_length=10_000, blank=True, editable=False)
    unintended_answer = models.TextField(_("What was done about them"), max_length=10_000, blank=True, editable=False)
    reviewed_by = _person(_("Effects reviewed by"))
    reviewed_on = models.DateField(_("Effects reviewed on"), null=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="draft", target="submitted")
    def submit(self) -> None:
        """It is to be decided on."""

    @transition(field="state", source="submitted", target="approved")
    def approve(self) -> None:
        """It is carried out as planned."""

    @transition(field="state", source="submitted", target="refused")
    def refuse(self) -> None:
        """It is not carried out."""

    @transition(field="state", source=["submitted", "refused"], target="draft")
    def take_up(self) -> None:
        """It is planned anew."""

    @transition(field="state", source="approved", target="done")
    def complete(self) -> None:
        """It was carried out; its effects are to be looked at."""

    @transition(field="state", source="done", target="closed")
    def close(self) -> None:
        """Its effects were looked at, and answered."""

    @transition(field="state", source=["draft", "submitted", "approved"], target="called_off")
    def call_off(self) -> None:
        """Nobody wants it any more."""

    @property
    def is_written(self) -> bool:
        """Whether its plan can still be changed: what was approved is what is carried out."""
        return bool(self.state == "draft")


class Touched(models.Model):
    """A record that a change of the system touches: a document, process, service, role, or any other."""

    change = models.ForeignKey(SmsChange, models.CASCADE, related_name="touched")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "record"], name="touched_once_a_change")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.record_id}"


class NamedFor(models.Model):
    """That a version of a document came of a change of the system; taken back by ending it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    change = models.ForeignKey(SmsChange, models.PROTECT, related_name="versions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "change"], condition=models.Q(ended=None), name="a_version_names_a_change_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.change_id}"
