"""Processes: how each is meant to work, as it is being written."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents.models import Document
from processes.rules import PROCESS
from records.models import Record, TrailedHistory
from standard.models import RequirementItem

#: Characters of a long text at most.
TEXT_MAX = 20_000


class Process(Record):
    """A process of the system (clauses 4.4 and 8.1): what it is for, how it runs, how it meets what is asked.

    What stands here and in its rows is the working text; a version keeps a copy of it for good once it is
    submitted. Its reference is its key, P16, by which indicators name it, too.
    """

    kind_key = "process"
    reference_prefix = "PRC"
    initial_state = "draft"
    rules = PROCESS

    key = models.CharField(_("Key"), max_length=12, unique=True, editable=False)
    purpose = models.TextField(_("Purpose"), max_length=TEXT_MAX, help_text=_("What would go wrong without it."))
    covers = models.TextField(
        _("Scope"), max_length=TEXT_MAX, blank=True, help_text=_("What it is for and what it is not for.")
    )
    trigger = models.TextField(_("Trigger"), max_length=TEXT_MAX, blank=True, help_text=_("What sets it going."))
    inputs = models.TextField(_("Inputs"), max_length=TEXT_MAX, blank=True, help_text=_("One a line."))
    outputs = models.TextField(_("Outputs"), max_length=TEXT_MAX, blank=True, help_text=_("One a line."))

    #: The number of the version that people go by, so that lists need not read versions.
    version_in_force = models.PositiveSmallIntegerField(_("Version in force"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("In force since"), null=True, blank=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="draft", target="in_review")
    def submit(self) -> None:
        """What is written is to be approved."""

    @transition(field="state", source=["in_review", "approved"], target="draft")
    def send_back(self) -> None:
        """It needs more work."""

    @transition(field="state", source="in_review", target="approved")
    def approve(self) -> None:
        """All signatures are there."""

    @transition(field="state", source="approved", target="published")
    def publish(self) -> None:
        """People go by it."""

    @transition(field="state", source="published", target="draft")
    def revise(self) -> None:
        """The next version is written; the one in force stays so."""

    @transition(field="state", source=["draft", "published"], target="retired")
    def retire(self) -> None:
        """Nobody goes by it any more."""


class Activity(models.Model):
    """A step of a process; ``raci`` has the part of each role by its key: exactly one is accountable."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="activities")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("Activity"), max_length=200)
    what = models.TextField(_("What is done"), max_length=TEXT_MAX, blank=True)
    raci: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["process", "place"], name="one_activity_a_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.title}"


class AppliedDocument(models.Model):
    """That a policy or document applies to a process."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="applied")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "document"], name="a_document_once_a_process")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.document_id}"


class Interface(models.Model):
    """What flows from one process to another; the one row stands on the pages of both."""

    source = models.ForeignKey(Process, models.PROTECT, related_name="gives")
    target = models.ForeignKey(Process, models.PROTECT, related_name="gets")
    flow = models.CharField(_("What flows"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "flow"], name="one_interface_a_flow"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="interface_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.target_id} {self.flow}"


class ItemMet(models.Model):
    """How a requirement item is met by a process, and where that can be seen."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="items_met")
    item = models.ForeignKey(RequirementItem, models.PROTECT, related_name="+")
    how = models.TextField(_("How it is met"), max_length=TEXT_MAX)
    evidence = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "item"], name="an_item_once_a_process")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.item_id}"
