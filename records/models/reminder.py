"""When people are reminded, and what they were reminded of."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LeadTimes(models.Model):
    """How many days before the day people are reminded of a kind of record or task: of everybody, or one's own."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    #: Key of a kind of record, or of a task as "task-approve", or of a room's own reminder.
    subject = models.CharField(max_length=80)
    days = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "subject"], name="one_lead_time_a_person"),
            models.UniqueConstraint(fields=["subject"], condition=models.Q(person=None), name="one_lead_time"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.days}"


class Claim(models.Model):
    """A person was reminded of a thing at a stage of its day; the row is written before anything is sent.

    ``source`` and ``thing`` name a task, a record, or what a room's own reminder is about. ``stage`` is
    in days after the day, and so below nought before it. ``run`` tells apart who wrote the row.
    """

    source = models.CharField(max_length=60)
    thing = models.BigIntegerField()
    due = models.DateField()
    stage = models.SmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    run = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "thing", "due", "person", "stage"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.thing} {self.due} {self.stage:+d}"
