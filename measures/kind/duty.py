"""How recurring duties look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from measures.domain import duty as verbs
from measures.domain.duty_next import take_forward
from measures.domain.interval import freshness
from measures.forms.duty import DoneForm, DutyForm, NextForm, ProposeForm
from measures.models import Duty
from people.calendar import today
from records.kind import (
    Action,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    computed_column,
    date_column,
    record_column,
)

if TYPE_CHECKING:
    from records.models import Task


def _interval(duty: Any) -> str:
    """The interval in force in words, else the one proposed."""
    return str(verbs.interval_of(duty) or verbs.proposed_of(duty) or "")


class DutyKind(Kind):
    """Recurring duties: the register of planned intervals (clause 9.1)."""

    model = Duty
    room = "measures"
    slug = "duties"
    label = _("Recurring duty")
    plural = _("Recurring duties")
    new_label = _("New duty")
    lead = _("What is done again and again: how often, who decided that, when it was last done, and when it is due.")
    empty = _("Duties stand here. Take over those of the standard, and add your own.")
    icon = "repeat"
    weight = 20
    without = frozenset({"import"})
    not_imported = _("Duties are taken over from the catalogue, or begun here with an interval to approve.")

    clauses = ("9.1", "9.3", "9.2.1")
    evidence_for = (Shows("9.1-06", _("When the system was last evaluated, and when it is again")),)
    states = (
        State("proposed", _("To approve"), "wait", "circle-dashed"),
        State("in_force", _("In force"), "good", "repeat"),
        State("resting", _("Resting"), "wait", "player-pause", is_step=False, is_over=True),
    )
    columns = (
        computed_column("interval", _("Interval"), _interval, css="text-nowrap"),
        date_column("last_done", _("Last done"), default=False),
        computed_column(
            "freshness",
            _("Evidence"),
            lambda duty: freshness(duty.last_done, duty.due, today()).label if duty.state == "in_force" else None,
        ),
        record_column("role", _("Done by the role")),
        record_column("last_evidence", _("Evidence of the last time"), default=False),
    )
    filters = (DateRangeFilter("due", _("Due")),)
    tabs = (
        Tab(_("All"), sort="due"),
        Tab(_("In force"), {"state": "in_force"}, sort="due"),
        Tab(_("To approve"), {"state": "proposed"}),
        Tab(_("My own"), {"owner": "me"}, sort="due"),
    )
    groups = (
        FieldGroup(_("What is done"), ("title", "about", "items")),
        FieldGroup(
            _("How often"),
            ("proposed_every", "proposed_unit", "first_due"),
            _("Somebody else approves it; from the last time on, the interval says when it is due."),
        ),
        FieldGroup(_("Who"), ("role", "owner", "restricted")),
    )
    form_class = DutyForm
    create = staticmethod(verbs.create)
    edit = staticmethod(verbs.edit)
    sets_due = True
    due_by_task = True
    facts = ("owner", "role", "due", "last_done", "last_evidence")
    panels = (
        FieldPanel(_("What is done"), ("about",)),
        FieldPanel(_("Who decided how often"), ("proposed_by", "approved_by", "approved_at", "first_due")),
    )
    in_own_panels = frozenset({"key", "every", "unit", "proposed_every", "proposed_unit"})
    actions = (
        Action(
            key="record_done",
            label=_("Record that it was done"),
            run=verbs.record_done,
            form=DoneForm,
            explain=_("The next day is reckoned from the day you say."),
            shows=lambda duty: duty.state == "in_force",
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Approve the interval"),
            run=verbs.approve,
            asks_reason=False,
            explain=_("Day, task, calendar and freshness of evidence follow at once."),
            shows=lambda duty: bool(duty.proposed_every),
            is_next=True,
        ),
        Action(
            key="propose",
            label=_("Propose another interval"),
            run=verbs.propose,
            form=ProposeForm,
            shows=lambda duty: duty.state != "resting",
        ),
        Action(
            key="take_back",
            label=_("Keep the interval in force"),
            run=verbs.take_back,
            shows=lambda duty: bool(duty.proposed_every and duty.every),
        ),
        Action(key="rest", label=_("Let it rest"), run=verbs.rest),
        Action(
            key="roll_forward",
            label=_("Take it into the next year otherwise"),
            run=take_forward,
            form=NextForm,
            explain=_(
                "A new duty waits for approval, with the open tasks; this one rests, and what was done stays here."
            ),
            shows=lambda duty: bool(duty.every),
        ),
        Action(key="resume", label=_("Resume"), run=verbs.resume),
    )
    wordings = {
        "approve": Wording(_("Approve the interval"), _("approved: %(interval)s")),
        "propose": Wording(_("Propose another interval"), _("proposed: %(interval)s")),
        "record_done": Wording(_("Record that it was done"), _("said that it was done on %(on)s %(evidence)s")),
    }

    def answer_url(self, task: Task) -> str:
        """A task of a duty is answered by saying that it was done."""
        return f"{task.record.page_url}do/record_done/" if task.created_by_id is None else super().answer_url(task)
