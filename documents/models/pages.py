"""The pages of files as pictures."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from records.models import Blob


class Pages(models.Model):
    """The pages of a PDF as pictures, made once for all who compare it; forgotten after a while, and made anew.

    ``count`` is how many pages it has, ``pictures`` the SHA-256 of those that were drawn, in their order: two pages
    with the same one look the same, as long as both were ``drawn_with`` the same. ``fault`` says why there are none.
    """

    blob = models.OneToOneField(Blob, models.PROTECT, primary_key=True, related_name="+")
    count = models.PositiveIntegerField(default=0)
    pictures = models.JSONField(default=list)
    drawn_with = models.CharField(max_length=80)
    drawn = models.DateTimeField(default=timezone.now)
    fault = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.blob_id

    def path(self, sha256: str) -> str:
        """The name in the storage of one of its pictures: under the file's own, so that they go with it."""
        return f"pages/{self.blob_id[:2]}/{self.blob_id}/{sha256}"
