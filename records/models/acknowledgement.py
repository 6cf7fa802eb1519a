"""Who has read what."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Acknowledgement(models.Model):
    """A person confirms having read and understood a version of a record; it stays, by trigger."""

    only_grows = True

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="acknowledgements")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "version", "person"], name="one_acknowledgement")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.record_id}.{self.version}"
