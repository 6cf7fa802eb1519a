"""How waivers look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from processes.domain import waiving
from processes.forms.steps import WaiverForm
from processes.models import Waiver
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


class WaiverKind(Kind):
    """Waivers: rules that need not be kept for a while, which auditors see counted."""

    model = Waiver
    room = "processes"
    slug = "waivers"
    label = _("Waiver")
    plural = _("Waivers")
    new_label = _("Ask for a waiver")
    lead = _("Rules of processes that are not kept for a while: why, at what risk, until when, and who allowed it.")
    empty = _("Waivers stand here. Without one, every rule of every process is to be kept.")
    icon = "flag"
    weight = 40
    labels = {"title": _("In short"), "due": _("Until")}

    clauses = ("8.1", "9.3")
    evidence_for = (Shows("8.1-03", _("A departure from a rule, its reason and risk, and who controls it")),)
    states = (
        State("asked", _("Asked for"), "wait", "circle-dashed"),
        State("refused", _("Refused"), "wait", "circle-x", is_step=False, is_over=True),
        State("in_force", _("In force"), "warn", "flag"),
        State("ended", _("Ended"), "good", "circle-check", is_over=True),
    )
    days_before = (30, 7)
    columns = (
        record_column("process", _("Process")),
        text_column("rule", _("Rule that is waived"), default=False),
        text_column("risk", _("Risk")),
        date_column("decided_on", _("Decided on"), default=False),
    )
    filters = (DateRangeFilter("due", _("Until")),)
    tabs = (
        Tab(_("All")),
        Tab(_("To decide"), {"state": "asked"}),
        Tab(_("In force"), {"state": "in_force"}),
        Tab(_("Expired"), {"state": "in_force", "due": "past"}),
    )
    groups = (
        FieldGroup(_("What is waived"), ("title", "process", "rule", "item")),
        FieldGroup(
            _("Why, and what it may cost"),
            ("why", "risk", "due"),
            _("A waiver ends by itself on its last day: what is still needed then is asked for anew."),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    form_class = WaiverForm
    facts = ("process", "item", "due", "owner", "approver", "decided_on")
    panels = (
        FieldPanel(_("What is waived"), ("rule", "why", "risk")),
        FieldPanel(_("Decision"), ("decision",), shows=lambda record: bool(record.decision)),
    )
    actions = (
        Action(
            key="approve",
            label=_("Allow it"),
            run=waiving.approve,
            explain=_("The rule need not be kept until the last day. Nobody allows what they asked for."),
            is_next=True,
        ),
        Action(key="refuse", label=_("Refuse"), run=waiving.refuse, explain=_("The rule is to be kept.")),
        Action(
            key="end",
            label=_("End it"),
            run=waiving.end,
            explain=_("The rule is kept again."),
            is_next=True,
        ),
    )
    create = staticmethod(waiving.ask_waiver)
    edit = staticmethod(waiving.edit_waiver)
