"""The roadmap to certification: phases, the actions in them, and what waits for what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from conformity.rules import ROADMAP
from improvement.models import Action
from records.models import Record, TrailedHistory


class Roadmap(Record):
    """The way to certification; ``due`` is the day of the certification audit. One is in force at most."""

    kind_key = "roadmap"
    reference_prefix = "RMP"
    initial_state = "draft"
    rules = ROADMAP

    about = models.TextField(
        _("What it is to reach"), max_length=5000, blank=True, help_text=_("For whom, by when, and what may wait.")
    )
    starts = models.DateField(_("Begins"), help_text=_("From here on its progress is shown."))
    is_current = models.BooleanField(_("In force"), default=False, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_roadmap_in_force"
            )
        ]

    @transition(field="state", source="draft", target="in_force")
    def enforce(self) -> None:
        """We go by it."""

    @transition(field="state", source=["draft", "in_force"], target="over")
    def conclude(self) -> None:
        """It was reached, or another one took its place."""


class Phase(models.Model):
    """A stretch of the roadmap."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="phases")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=120)
    first = models.DateField(_("From"))
    last = models.DateField(_("Until"))

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """That an action stands in a phase, and when it begins; it ends on the action's own day."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="placements")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="placements", verbose_name=_("Phase"))
    action = models.ForeignKey(Action, models.PROTECT, related_name="+")
    begins = models.DateField(_("Begins"))

    class Meta:
        ordering = ["begins", "id"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "action"], name="an_action_once_a_roadmap")]

    def __str__(self) -> str:
        return f"{self.roadmap_id} {self.action_id}"


class Wait(models.Model):
    """That an action of the roadmap waits for another one of it."""

    later = models.ForeignKey(Placement, models.CASCADE, related_name="waits")
    earlier = models.ForeignKey(Placement, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="a_wait_once"),
            models.CheckConstraint(condition=~models.Q(later=models.F("earlier")), name="no_wait_for_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} waits for {self.earlier_id}"
