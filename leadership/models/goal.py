"""Goals of the organisation: what it is going for, and why (clause 5.1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from leadership.models.business_process import TEXT_MAX, BusinessProcess
from leadership.rules.goal import GOAL
from records.models import Record, TrailedHistory


class Goal(Record):
    """A goal of the organisation itself; goals that are part of another make a tree.

    Objectives of service management serve goals. ``owner`` is who carries it, ``carried_by`` the unit.
    """

    kind_key = "goal"
    reference_prefix = "GOA"
    initial_state = "draft"
    rules = GOAL

    why = models.TextField(
        _("Why"), max_length=TEXT_MAX, help_text=_("What is different for customers and for us once it is reached.")
    )
    carried_by = models.CharField(
        _("Carried by"), max_length=200, blank=True, help_text=_("The part of the organisation that works towards it.")
    )
    starts = models.DateField(_("From"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True, help_text=_("By when it is to be reached."))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("Part of the goal"),
        help_text=_("Left empty it stands at the top. Type its name or reference."),
    )
    outcome = models.TextField(_("What came of it"), max_length=TEXT_MAX, blank=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="draft", target="in_force")
    def put_in_force(self) -> None:
        """The organisation goes for it."""

    @transition(field="state", source="in_force", target="reached")
    def reach(self) -> None:
        """It was reached."""

    @transition(field="state", source=["draft", "in_force"], target="dropped")
    def drop(self) -> None:
        """The organisation goes for it no more."""

    @transition(field="state", source=["reached", "dropped"], target="in_force")
    def take_up(self) -> None:
        """The organisation goes for it again."""


class CarriedGoal(models.Model):
    """That a business process carries a goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="carriers")
    business_process = models.ForeignKey(BusinessProcess, models.PROTECT, related_name="goals")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "business_process"], name="a_business_process_once_a_goal")
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.business_process_id}"
