"""Background jobs, and the mail they send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.kinds import find_kind

if TYPE_CHECKING:
    from shell.registry import Text


class Job(models.Model):
    """Work to be done in the background; this table is the truth about it, whatever a broker loses.

    ``worker`` holds it until ``lease_until``, which is moved on while it works. ``key`` marks what
    was asked for, so that asking twice is one job.
    """

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, null=True)  # noqa: DJ001 - NULL is not a duplicate
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs")
    requested = models.DateTimeField(_("Asked for"), default=timezone.now)

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.QUEUED)
    not_before = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    result_words = models.CharField(max_length=300, blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=500, blank=True)
    trace = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_job_a_key")]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=models.Q(state="queued"), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="job_running"),
            models.Index(fields=["requested_by", "-id"], name="job_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def label(self) -> Text:
        """What it is, in words; its key for a kind that no room declares any more."""
        kind = find_kind(self.kind)
        return kind.label if kind else self.kind

    @property
    def said(self) -> str:
        """Why it failed, what came of it, or while it is open how far it is."""
        return self.error or self.result_words or (self.note if self.is_open else "")

    @property
    def page_url(self) -> str:
        """The address of its page."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class JobFile(models.Model):
    """The file that a job made, saved from its page by whoever asked; forgotten with the job."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="file")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Its name in the storage: a job's own, so that letting it go takes it from nobody else."""
        return f"jobs/{self.job_id}/{self.sha256}"


class Mail(models.Model):
    """A mail to one person; kept, so that one can see that it went out, or why it did not."""

    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="mail")
    to = models.EmailField(_("To"))
    subject = models.CharField(_("Subject"), max_length=200)
    #: Dropped once it was sent: it may hold a one-time link.
    text = models.TextField()
    #: A file of text that goes with it, such as an invitation for calendars; dropped with the text.
    enclosed_name = models.CharField(max_length=100, blank=True)
    enclosed_type = models.CharField(max_length=100, blank=True)
    enclosed_text = models.TextField(blank=True)
    written = models.DateTimeField(default=timezone.now)
    #: Set before the mail server is spoken to: a mail found begun and not sent may have gone out.
    begun = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
