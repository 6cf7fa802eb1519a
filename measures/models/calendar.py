"""The year of the service management system, and the feeds that bring its days into people's own calendars."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SmsYear(models.Model):
    """In which month the certification body audits: month 12 of the system's year. There is one row at most."""

    audit_month = models.PositiveSmallIntegerField(
        _("Month of the certification audit"), default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    changed = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.audit_month)


class CalendarFeed(models.Model):
    """A person's secret address of a calendar; the token stands in the address alone, here only its hash."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(revoked=None), name="one_feed_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
