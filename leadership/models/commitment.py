"""How top management meets its duties, item by item (clause 5.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.models import Record
from standard.models import RequirementItem


class CommitmentEntry(models.Model):
    """What a person of top management did for an item in a year, and the record that shows it.

    It only grows: a correction is another entry that names the one it replaces, with a reason.
    """

    only_grows = True

    item = models.ForeignKey(RequirementItem, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Year"))
    on = models.DateField(_("Done on"))
    what = models.TextField(_("What was done"), max_length=5000)
    evidence = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("Evidence"))
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    reason = models.CharField(_("Why it is corrected"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    #: Marks the form it came from, so that one sent twice acts once.
    token = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL is not a duplicate

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["year", "person", "item"], name="commitment_of_year")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id} {self.year}"
