"""How goals look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from leadership.domain import goals
from leadership.forms.goal import GoalForm, OutcomeForm
from leadership.models import Goal
from records.forms.parts import ConfirmForm
from records.kind import (
    Action,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    date_column,
    record_column,
    text_column,
)


class GoalKind(Kind):
    """Goals of the organisation, which objectives serve (clause 5.1)."""

    model = Goal
    room = "leadership"
    slug = "goals"
    label = _("Goal")
    plural = _("Goals")
    new_label = _("New goal")
    lead = _("Where the organisation is going and why; objectives of service management serve its goals.")
    empty = _("Goals of the organisation stand here. Those that are part of another make a tree.")
    icon = "flag"
    weight = 20
    without = frozenset({"import"})
    not_imported = _("There are few goals: each is set here, with the one that it is part of.")

    clauses = ("5.1",)
    evidence_for = (Shows("5.1-01", _("Where the organisation is going, which objectives are to fit")),)
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("in_force", _("In force"), "busy", "flag"),
        State("reached", _("Reached"), "good", "circle-check", is_over=True),
        State("dropped", _("Dropped"), "wait", "circle-x", is_step=False, is_over=True),
    )
    columns = (
        record_column("parent", _("Part of the goal")),
        text_column("carried_by", _("Carried by")),
        date_column("starts", _("From"), default=False),
        date_column("until", _("Until")),
    )
    filters = (DateRangeFilter("until", _("Until")),)
    tabs = (
        Tab(_("All")),
        Tab(_("In force"), {"state": "in_force"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(
            _("The goal"),
            ("title", "why", "parent"),
            _("What is wanted, and why; how it is reached is said elsewhere."),
        ),
        FieldGroup(_("Who carries it"), ("owner", "carried_by", "carriers")),
        FieldGroup(_("Its horizon"), ("starts", "until", "restricted")),
    )
    form_class = GoalForm
    create = staticmethod(goals.create)
    edit = staticmethod(goals.edit)
    facts = ("owner", "carried_by", "parent", "starts", "until")
    panels = (
        FieldPanel(_("Why"), ("why",)),
        FieldPanel(_("What came of it"), ("outcome",), shows=lambda goal: bool(goal.outcome)),
    )
    actions = (
        Action(
            key="put_in_force",
            label=_("Put in force"),
            run=goals.put_in_force,
            form=ConfirmForm,
            explain=_("The organisation goes for it from now on."),
            is_next=True,
        ),
        Action(key="reach", label=_("It was reached"), run=goals.reach, form=OutcomeForm, is_next=True),
        Action(key="drop", label=_("Drop it"), run=goals.drop, form=OutcomeForm, is_grave=True),
        Action(key="take_up", label=_("Take it up again"), run=goals.take_up),
    )
