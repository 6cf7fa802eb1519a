"""The service catalogue as it was published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.models import Blob


class CatalogueSnapshot(models.Model):
    """What the catalogue of customers and users said on a day, bound by its SHA-256 (clause 8.2.4); it only grows."""

    only_grows = True

    published = models.DateTimeField(_("Published"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("What changed"), max_length=500)
    content = models.ForeignKey(Blob, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.published:%Y-%m-%d} {self.note}"
