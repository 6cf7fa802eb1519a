"""Clauses and requirement items, as tables that records can point to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """An edition of the standard, and the state of the data loaded for it."""

    identifier = models.CharField(max_length=80, unique=True)
    catalogue_version = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.identifier


class Clause(models.Model):
    """A clause or heading; ``title_official`` is false where the standard prints no title."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="clauses")
    number = models.CharField(max_length=12)
    sort_key = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    title_official = models.BooleanField(default=True)
    parent = models.CharField(max_length=12, blank=True)
    is_heading = models.BooleanField(default=False)
    auditable = models.BooleanField(default=False)
    responsible_role = models.CharField(max_length=40, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_clause_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class RequirementItem(models.Model):
    """One thing a clause asks for, in our own words."""

    class Kind(models.TextChoices):
        """Whether it is asked for or only noted."""

        SHALL = "shall", _("Requirement")
        NOTE = "note", _("Note")

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="items")
    identifier = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    place = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["clause__sort_key", "place"]

    def __str__(self) -> str:
        return self.identifier
