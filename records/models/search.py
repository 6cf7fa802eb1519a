"""What search finds records by, and what people keep at hand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class SearchEntry(models.Model):
    """The words of a record, as ``records.search.words`` makes them, each column its own set.

    The databases' own indexes stand beside it: see ``records.search.engines``. A half that comments or
    files write is never touched by an edit, and the other way round.
    """

    record = models.OneToOneField("records.Record", models.CASCADE, primary_key=True, related_name="+")
    #: Reference and title, with a space at either end.
    head = models.TextField(default="")
    #: The kind's own text fields.
    own = models.TextField(default="")
    comments = models.TextField(default="")
    #: Names, descriptions and texts of the files.
    files = models.TextField(default="")
    #: What narrows a search: who may see the record, its kind and day; see ``records.search.marks``.
    marks = models.TextField(default="")
    #: The kind's own text fields as they were typed, to quote from.
    text = models.TextField(default="")

    def __str__(self) -> str:
        return self.head.strip()


class FileText(models.Model):
    """The text of a content, read out by a job."""

    blob = models.OneToOneField("records.Blob", models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField()
    words = models.TextField()
    read = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.text[:80]


class Opened(models.Model):
    """A person opened the page of a record; the newest few are kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    record = models.ForeignKey("records.Record", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "record"], name="opened_once")]
        indexes = [models.Index(fields=["user", "-at"], name="opened_by")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.record_id}"


class Pin(models.Model):
    """A person keeps a record at hand."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    record = models.ForeignKey("records.Record", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "record"], name="pinned_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.record_id}"
