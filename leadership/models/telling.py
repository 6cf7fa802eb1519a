"""That an objective was communicated: to whom, when and how (clause 6.2.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leadership.models.objective import Objective
from records.models import Record


class Telling(models.Model):
    """One time that an objective was told to those it concerns; kept as it was told, by trigger."""

    only_grows = True

    class Way(models.TextChoices):
        """How people were told."""

        MEETING = "meeting", _("In a meeting")
        NOTICE = "notice", _("By a notice here")
        MAIL = "mail", _("By mail")
        POSTED = "posted", _("On a board or page")
        TRAINING = "training", _("In a training")
        OTHER = "other", _("Otherwise")

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="tellings")
    on = models.DateField(_("When"))
    whom = models.CharField(_("To whom"), max_length=500)
    way = models.CharField(_("How"), max_length=10, choices=Way)
    evidence = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("Evidence"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.on}"
