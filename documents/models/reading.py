"""Who is to read a document, and who has."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

from records.models import Record, Task


class Audience(models.Model):
    """Somebody a document is for: a person, the holders of a role (its record), a group, or with none everybody."""

    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="audience")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "person"], condition=models.Q(person__isnull=False), name="one_audience_a_person"
            ),
            models.UniqueConstraint(
                fields=["document", "role"], condition=models.Q(role__isnull=False), name="one_audience_a_role"
            ),
            models.UniqueConstraint(
                fields=["document", "group"], condition=models.Q(group__isnull=False), name="one_audience_a_group"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(person=None, role=None, group=None),
                name="one_audience_of_all",
            ),
            models.CheckConstraint(
                condition=models.Q(person=None, role=None)
                | models.Q(person=None, group=None)
                | models.Q(role=None, group=None),
                name="audience_is_one_of_them",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person_id} {self.role_id} {self.group_id}"

    @property
    def is_everybody(self) -> bool:
        """Whether it names nobody apart."""
        return self.person_id is None and self.role_id is None and self.group_id is None


class Reading(models.Model):
    """A person was asked to read a version, and confirms having read and understood exactly that content."""

    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    read = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_reading_a_person")]
        indexes = [models.Index(fields=["person", "version"], name="reading_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.version_id}"
