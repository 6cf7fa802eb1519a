"""Bringing in documents that were written elsewhere: what was handed over, and what becomes of each file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.enums import Type
from jobs.models import Job


class Import(models.Model):
    """Files that somebody handed over at once, kept as an archive until they are documents or are given up."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("Being looked through")
        READY = "ready", _("Waits for a yes")
        CARRYING = "carrying", _("Being imported")
        DONE = "done", _("Done")
        GIVEN_UP = "given_up", _("Given up")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked = models.DateTimeField(_("Asked for"), default=timezone.now)
    name = models.CharField(_("File"), max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.READING)
    #: The job that looks through it, later the one that imports.
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The name of its archive in the storage: its own, so that letting it go takes it from nobody else."""
        return f"imports/{self.pk}/{self.sha256}"


class ImportLine(models.Model):
    """One of the files: what it would become, and what came of it. ``facts`` is what else its front matter says."""

    class Outcome(models.TextChoices):
        """What came of it, or will."""

        NEW = "new", _("Will be imported")
        DUPLICATE = "duplicate", _("There already")
        REFUSED = "refused", _("Cannot be imported")
        LEFT_OUT = "left_out", _("Left out")
        IMPORTED = "imported", _("Imported")

    run = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    path = models.CharField(_("File"), max_length=300)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    type = models.CharField(_("Type"), max_length=20, choices=Type, blank=True)
    identifier = models.CharField(max_length=32, blank=True)
    written = models.DateField(null=True)
    summary = models.CharField(max_length=500, blank=True)
    facts: Any = models.JSONField(default=dict)
    #: Of the content that is kept, and of the file as it was handed over, with its front matter.
    sha256 = models.CharField(max_length=64, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NEW)
    why = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["run", "place"], name="one_line_a_place")]
        indexes = [models.Index(fields=["source_sha256"], name="import_line_of_source")]

    def __str__(self) -> str:
        return self.path
