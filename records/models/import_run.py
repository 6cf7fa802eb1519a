"""Bringing in what stands in tables elsewhere: what was handed over, how it is read, and what came of each row."""

from __future__ import annotations

from typing import Any

from django.conf import settings as installed
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Job


class ImportSource(models.Model):
    """Where things come from. Two imports of one source take turns: its row is held while a chunk is written."""

    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.key


class ImportRun(models.Model):
    """One import of a table: its file is kept until it is in, or given up.

    ``position`` is how many things of the file are in: carried out again it goes on from there. ``counts`` are by
    outcome, on a trial what would come of it; ``planned`` keeps those of the trial. ``reaches`` is the latest change
    that the file tells of.
    """

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Waits for its settings")
        TRYING = "trying", _("Being tried out")
        READY = "ready", _("Waits for a yes")
        CARRYING = "carrying", _("Being imported")
        STOPPED = "stopped", _("Stopped on the way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be imported")
        GIVEN_UP = "given_up", _("Given up")

    importer = models.CharField(max_length=60)
    settings: Any = models.JSONField(default=dict)
    source = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(installed.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked = models.DateTimeField(_("Asked for"), default=timezone.now)
    name = models.CharField(_("File"), max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    header: Any = models.JSONField(default=list)

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.ASKED)
    #: Why it cannot be imported, or goes no further.
    why = models.CharField(max_length=500, blank=True)
    #: The job that tries it out, later the one that imports.
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    counts: Any = models.JSONField(default=dict)
    planned: Any = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    reaches = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["importer", "-id"], name="import_run_of_importer"),
            models.Index(fields=["source", "state"], name="import_run_of_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The name of its file in the storage: its own, so that letting it go takes it from nobody else."""
        return f"tables/{self.pk}/{self.sha256}"

    @property
    def is_idle(self) -> bool:
        """Whether nothing works on it just now, whatever it says of itself: its job may have failed."""
        return self.job is None or not self.job.is_open


class ImportLine(models.Model):
    """What came of one row: all that failed or clash, with their cells, and a sample of the others."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10)
    why = models.CharField(max_length=500, blank=True)
    cells: Any = models.JSONField(default=list)
    record = models.ForeignKey("records.Record", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "outcome", "id"], name="import_line_by_outcome")]

    def __str__(self) -> str:
        return f"{self.line} {self.outcome}"


class ImportedNumber(models.Model):
    """The number that a record had where it came from: an import of it finds the record by it again."""

    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=120)
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="imported_numbers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_record_an_imported_number")]

    def __str__(self) -> str:
        return self.number
