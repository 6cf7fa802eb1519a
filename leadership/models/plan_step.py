"""What is to be done so that an objective is reached (clause 6.2.2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from improvement.models import Action
from leadership.models.business_process import TEXT_MAX
from leadership.models.objective import Objective


class PlanStep(models.Model):
    """A line of the plan: what, by whom, with what, by when, and how its result is judged.

    Once an action was raised from it, who does it, by when and how it stands are the action's own. A line that was
    taken out stays, with the moment.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="plan")
    place = models.PositiveSmallIntegerField(_("Place"))
    what = models.TextField(_("What is done"), max_length=TEXT_MAX)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("By whom"))
    resources = models.TextField(_("With what"), max_length=TEXT_MAX)
    by = models.DateField(_("By when"))
    judged = models.TextField(_("How its result is judged"), max_length=TEXT_MAX)
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="+")
    dropped = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.place}"
