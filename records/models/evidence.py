"""What records have to do with the standard: clauses they belong to, items they are evidence for."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClauseLink(models.Model):
    """A record belongs to a clause of the standard."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="clause_links")
    clause = models.ForeignKey("standard.Clause", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "clause"], name="one_link_a_clause")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.clause_id}"


class Evidence(models.Model):
    """A record is objective evidence for a requirement item: what it shows, and for which period."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="evidence")
    item = models.ForeignKey("standard.RequirementItem", models.PROTECT, related_name="+", verbose_name=_("Item"))
    shows = models.CharField(_("What it shows"), max_length=300)
    period_from = models.DateField(_("Period from"), null=True, blank=True)
    period_until = models.DateField(_("Period until"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["item", "-added"], name="evidence_of_item")]

    def __str__(self) -> str:
        return self.shows
