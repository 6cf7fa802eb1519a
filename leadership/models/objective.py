"""Objectives of service management: measurable, with an owner, a period and a plan (clause 6.2)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents.enums import Type
from documents.models import Document
from leadership.models.business_process import TEXT_MAX
from leadership.models.goal import Goal
from leadership.rules.objective import OBJECTIVE
from measures.models import Indicator
from processes.models import Process
from records.models import Record, TrailedHistory

#: Digits of baseline and target, and of them behind the point: as an indicator has them.
DIGITS, PLACES = 24, 4


def _person(words: Any) -> models.ForeignKey:
    """Somebody who took a step of its life."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=words
    )


class Objective(Record):
    """An objective: from a baseline to a target, in a period, seen by an indicator, which alone holds its results.

    ``parent`` is the objective it is cascaded from, to ``function``; those who govern ``process`` govern it too.
    ``due`` is the last day of its period. ``result`` is the value that it was concluded on.
    """

    kind_key = "objective"
    reference_prefix = "OBJ"
    scope_field = "process"
    initial_state = "draft"
    rules = OBJECTIVE

    intent = models.TextField(
        _("What is to be better, and for whom"), max_length=TEXT_MAX, blank=True, help_text=_("In a sentence or two.")
    )
    policy = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("In line with the policy"),
        limit_choices_to={"type": Type.POLICY},
        help_text=_("Type its name or reference."),
    )
    requirements = models.TextField(
        _("Requirements it takes up"),
        max_length=TEXT_MAX,
        blank=True,
        help_text=_("Of customers, law or contracts, where it answers some."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cascaded",
        verbose_name=_("Cascaded from"),
        help_text=_("The objective that this one breaks down for a function or team."),
    )
    function = models.CharField(
        _("Function or team"), max_length=200, blank=True, help_text=_("Whose objective it is; empty: of all.")
    )
    process = models.ForeignKey(
        Process,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Carried by the process"),
        help_text=_("Type its name or key, such as P16."),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        blank=True,
        related_name="objectives",
        verbose_name=_("Measured by the indicator"),
        limit_choices_to={"state__in": ["draft", "in_use"]},
        help_text=_("One that is in use. Leave it empty to describe what is measured below."),
    )
    method = models.TextField(
        _("How it is measured"), max_length=TEXT_MAX, help_text=_("So that two people come to the same value.")
    )
    baseline = models.DecimalField(
        _("Baseline"), max_digits=DIGITS, decimal_places=PLACES, help_text=_("Where it stands when the period begins.")
    )
    target = models.DecimalField(
        _("Target"), max_digits=DIGITS, decimal_places=PLACES, help_text=_("What is to be reached on its last day.")
    )
    starts = models.DateField(_("From"))
    until = models.DateField(_("Until"))

    proposed_by = _person(_("Proposed by"))
    approved_by = _person(_("Approved by"))
    approved_at = models.DateTimeField(_("Approved"), null=True, editable=False)
    result = models.DecimalField(_("Result"), max_digits=DIGITS, decimal_places=8, null=True, editable=False)
    conclusion = models.TextField(_("Conclusion"), max_length=TEXT_MAX, blank=True, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(target=models.F("baseline")),
                name="an_objective_moves_something",
                violation_error_message=_("The target is what it is already: name what is to be reached"),
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("starts")),
                name="an_objective_has_a_period",
                violation_error_message=_("Its period ends after the day it begins"),
            ),
        ]

    @transition(field="state", source="draft", target="proposed")
    def propose(self) -> None:
        """Top management is to decide on it."""

    @transition(field="state", source="proposed", target="draft")
    def send_back(self) -> None:
        """It is to be written otherwise."""

    @transition(field="state", source="proposed", target="approved")
    def approve(self) -> None:
        """Top management wants it reached."""

    @transition(field="state", source="approved", target="proposed")
    def replan(self) -> None:
        """Its target or period is to be another one, which top management decides on anew."""

    @transition(field="state", source="approved", target="achieved")
    def achieve(self) -> None:
        """Its target was reached."""

    @transition(field="state", source="approved", target="missed")
    def miss(self) -> None:
        """Its target was not reached."""

    @transition(field="state", source=["draft", "proposed", "approved"], target="dropped")
    def drop(self) -> None:
        """Nobody goes for it any more."""

    @property
    def is_open(self) -> bool:
        """Whether it is still written, decided on or gone for."""
        return self.state in {"draft", "proposed", "approved"}


class ServedGoal(models.Model):
    """That an objective serves a goal."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="served")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="served_by")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["objective", "goal"], name="a_goal_once_an_objective")]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.goal_id}"
