"""Teams: who tickets are given to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from operations.rules import TEAM
from records.models import Record, TrailedHistory


class Team(Record):
    """A team that works on tickets; its owner leads it."""

    kind_key = "team"
    reference_prefix = "TEAM"
    initial_state = "active"
    rules = TEAM

    about = models.TextField(_("What it works on"), max_length=1000, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="teams")

    history = TrailedHistory()

    @transition(field="state", source="active", target="dissolved")
    def dissolve(self) -> None:
        """It works on nothing any more."""

    @transition(field="state", source="dissolved", target="active")
    def resume(self) -> None:
        """It works again."""


class Membership(models.Model):
    """That somebody works in a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="one_membership_a_team")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.person_id}"
