"""What was asked of many records at once, and what came of it for each."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Job


class BulkAct(models.Model):
    """One answer to one form about many records of a kind; ``token`` marks it, so that it acts once."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    #: The fields of its form as they were sent.
    answers = models.JSONField()
    asked = models.DateTimeField(default=timezone.now)
    token = models.CharField(max_length=64, unique=True)
    #: The job that carries it out, where the records are many.
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"


class BulkLine(models.Model):
    """One record of it, in the version that was chosen, and what came of it."""

    class Outcome(models.TextChoices):
        """What came of it."""

        WAITING = "waiting", _("Not yet tried")
        DONE = "done", _("Done")
        LEFT = "left", _("Left as it was")

    act = models.ForeignKey(BulkAct, models.CASCADE, related_name="lines")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["act", "record"], name="a_record_once_an_act")]

    def __str__(self) -> str:
        return f"{self.act_id} {self.record_id} {self.outcome}"
