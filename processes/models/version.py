"""Versions of processes, the signatures that approve them, and how they come into practice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from processes.enums import Step, VersionState
from processes.models.process import Process
from records.models import Blob, Record


class ProcessVersion(models.Model):
    """A copy of all that a process said when it was submitted; once approved it is changed no more, by trigger.

    ``blob`` is the copy as JSON, bound by its SHA-256; ``round`` counts how often it was submitted: signatures
    of an earlier round are void.
    """

    freezes_when = "approved"
    frozen = ("process_id", "number", "blob_id", "note", "approved", "submitted_by_id")

    process = models.ForeignKey(Process, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("State"), max_length=20, choices=VersionState, default=VersionState.IN_REVIEW)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    note = models.TextField(_("What changed"), max_length=1000, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    submitted = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved = models.DateTimeField(_("Approved"), null=True)
    published = models.DateField(_("In force from"), null=True)
    ended = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_process_version_a_number"),
            models.UniqueConstraint(
                fields=["process"],
                condition=models.Q(state=VersionState.PUBLISHED),
                name="one_process_version_in_force",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ProcessSignature(models.Model):
    """That a person approved a version, by their password; neither changed nor deleted, by trigger."""

    only_grows = True

    version = models.ForeignKey(ProcessVersion, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acted_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    meaning = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "person", "round"], name="one_process_signature_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.person_id}"


class RollOutStep(models.Model):
    """A line of the checklist by which a version comes into practice; done on a day, or not needed and why."""

    version = models.ForeignKey(ProcessVersion, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=Step)
    planned = models.DateField(_("Planned for"), null=True, blank=True)
    done = models.DateField(_("Done on"), null=True, blank=True)
    is_needed = models.BooleanField(_("Needed"), default=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("What was done"), max_length=2000, blank=True)
    evidence = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "step"], name="a_step_once_a_version")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.step}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is awaited of it any more."""
        return self.done is not None or not self.is_needed
