"""What people are told, and how each wants to be told."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a notice goes out by mail; on the page it stands at once."""

    NOW = "now", _("At once")
    DAILY = "daily", _("In the daily mail")
    NONE = "none", _("Not by mail")


class Notice(models.Model):
    """Something one person is told about a record; ``detail`` holds what the words name.

    What stands on a page of its own, and not on the record's, has the address of that ``page`` in its detail.
    ``mail_from`` is the moment from which it may be mailed, for one that is mailed at once;
    ``mailed`` is when it was.
    """

    class Kind(models.TextChoices):
        """What it is about; each person chooses a way for each."""

        DUE = "due", _("Something of mine is due or late")
        LATE = "late", _("Something late is brought to me")
        NUDGE = "nudge", _("Somebody nudges me")
        TASK = "task", _("A task is given to me")
        MOVED = "moved", _("A task of mine is moved")
        COMMENT = "comment", _("Somebody comments on a record I own")
        SHARED = "shared", _("A record is shared with me")
        NEWS = "news", _("Something is published for me")
        TICKET = "ticket", _("Something happens to a ticket of mine or of my team")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="notices", db_index=False)
    task = models.ForeignKey("records.Task", models.PROTECT, null=True, related_name="notices")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    read = models.DateTimeField(null=True)
    detail = models.JSONField(default=dict)
    way = models.CharField(max_length=5, choices=Way, default=Way.NONE)
    mail_from = models.DateTimeField(null=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=models.Q(read=None), name="notice_unread"),
            models.Index(fields=["mail_from"], condition=models.Q(way="now", mailed=None), name="notice_to_mail"),
            models.Index(
                fields=["person", "id"], condition=models.Q(way="daily", mailed=None), name="notice_for_daily"
            ),
            models.Index(fields=["read"], condition=models.Q(read__isnull=False), name="notice_read"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


#: What a person who never chose is mailed at once; all else comes with the daily mail.
AT_ONCE = frozenset({Notice.Kind.LATE, Notice.Kind.NUDGE, Notice.Kind.TICKET})
#: What is told in the daily mail alone: changes of records one owns.
CHANGES = "changed"


class NoticePreference(models.Model):
    """How a person is told: ways by kind of notice, the hour of the daily mail, and when no mail comes.

    Hours are of the person's own time zone. Without both ends there are no quiet hours.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    ways = models.JSONField(default=dict)
    daily_hour = models.PositiveSmallIntegerField(
        _("Hour of the daily mail"), default=8, validators=[MaxValueValidator(23)]
    )
    quiet_from = models.TimeField(_("Quiet from"), null=True, blank=True, default=time(20))
    quiet_until = models.TimeField(_("Quiet until"), null=True, blank=True, default=time(7))
    quiet_weekends = models.BooleanField(_("No mail on Saturdays and Sundays"), default=True)

    def __str__(self) -> str:
        return str(self.person_id)

    def way_of(self, kind: str) -> Any:
        """How this person is mailed a kind of notice."""
        return self.ways.get(kind) or (Way.NOW if kind in AT_ONCE else Way.DAILY)


class DailyMail(models.Model):
    """The daily mail of a person for a day was made, or there was nothing to say: one row, whoever makes it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_daily_mail")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
