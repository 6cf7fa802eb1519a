"""How actions look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from improvement.domain import actions
from improvement.forms.action import ActionForm, CompleteForm, EffectForm, MoveForm, ReopenForm
from improvement.models import Action as ActionRecord
from records.kind import (
    Action,
    ChoiceFilter,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Filter,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    choice_column,
    date_column,
    number_column,
    person_column,
    record_column,
)

if TYPE_CHECKING:
    from records.models import Task

#: States in which something is awaited: that it is done, or that its effect is judged.
AWAITED = ("open", "work", "done")
AWAITS = Filter(
    key="awaits",
    label=_("Awaits"),
    options=lambda _user: [("any", _("Anything")), ("doing", _("To be done")), ("judging", _("Effect to judge"))],
    condition=lambda value, _user: Q(state__in={"doing": AWAITED[:2], "judging": AWAITED[2:]}.get(value, AWAITED)),
)


class ActionKind(Kind):
    """The one kind of action: of reviews, audits, meetings, incidents, and of everything else (clause 10)."""

    model = ActionRecord
    room = "improvement"
    slug = "actions"
    label = _("Action")
    plural = _("Actions")
    new_label = _("New action")
    lead = _("What is to be done, from every review, audit, meeting and record, and whether it helped.")
    empty = _("Actions stand here whatever they came out of. On the page of any record, “Raise an action” begins one.")
    icon = "list-check"
    weight = 20

    clauses = ("10.1.1", "10.2", "9.3")
    evidence_for = (Shows("10.2-03", _("What was done about it, and whether it helped")),)
    states = (
        State("open", _("Open"), "wait", "circle-dashed"),
        State("work", _("In work"), "busy", "progress"),
        State("done", _("Done, effect open"), "busy", "hourglass"),
        State("effective", _("Effective"), "good", "circle-check", is_over=True),
        State("ineffective", _("Not effective"), "bad", "circle-x", is_step=False, is_over=True),
        State("cancelled", _("Cancelled"), "wait", "circle-minus", is_step=False, is_over=True),
    )
    columns = (
        record_column("source", _("Came from")),
        choice_column("origin", _("Kind of source")),
        number_column("moves", _("Moved")),
        date_column("first_due", _("First planned for"), default=False),
        person_column("judge", _("Judges its effect"), default=False),
        person_column("done_by", _("Done by"), default=False),
        date_column("done_on", _("Done on"), default=False),
    )
    filters = (
        AWAITS,
        ChoiceFilter("origin", _("Kind of source"), ActionRecord.Origin.choices),
        DateRangeFilter("due", _("Due")),
    )
    tabs = (
        Tab(_("Open actions"), {"awaits": "any"}, sort="due"),
        Tab(_("My own"), {"awaits": "any", "owner": "me"}, sort="due"),
        Tab(_("Effect to judge"), {"awaits": "judging"}, sort="due"),
        Tab(_("All")),
    )
    groups = (
        FieldGroup(_("What is to be done"), ("title", "what")),
        FieldGroup(
            _("Where it came from"),
            ("source", "origin"),
            _("So that whoever looks at the record sees what was done about it."),
        ),
        FieldGroup(_("Who and by when"), ("owner", "due", "restricted"), _("A later day asks for a reason.")),
    )
    form_class = ActionForm
    create = staticmethod(actions.create)
    edit = staticmethod(actions.edit)
    facts = ("owner", "due", "source", "origin", "first_due", "moves")
    panels = (
        FieldPanel(_("What is to be done"), ("what",)),
        FieldPanel(_("Done"), ("proof", "done_by", "done_on"), shows=lambda action: action.done_on is not None),
        FieldPanel(
            _("Whether it helped"),
            ("effect", "judge", "judged_by"),
            shows=lambda action: bool(action.judge_id or action.effect),
        ),
    )
    due_by_task = True
    actions = (
        Action(key="begin", label=_("Begin"), run=actions.begin, asks_reason=False, is_next=True),
        Action(
            key="complete",
            label=_("Record that it is done"),
            run=actions.complete,
            form=CompleteForm,
            explain=_("You say what proves it. Whether it helped is judged later, by somebody else."),
            is_next=True,
        ),
        Action(
            key="replan",
            label=_("Move its day"),
            run=actions.replan,
            form=MoveForm,
            explain=_("The day it had stays on its page, with your reason."),
            shows=lambda action: action.is_planned,
            in_bulk=True,
        ),
        Action(key="verify", label=_("It helped"), run=actions.verify, form=EffectForm, is_next=True),
        Action(
            key="find_ineffective",
            label=_("It did not help"),
            run=actions.find_ineffective,
            form=EffectForm,
            explain=_("Reopen it then, or raise another one."),
            is_next=True,
        ),
        Action(key="reopen", label=_("Reopen"), run=actions.reopen, form=ReopenForm),
        Action(key="cancel", label=_("Cancel it"), run=actions.cancel, is_grave=True),
    )
    wordings = {
        "replan": Wording(_("Move its day"), _("moved it from %(from)s to %(due)s")),
        "find_ineffective": Wording(_("It did not help"), _("judged that it did not help")),
        "verify": Wording(_("It helped"), _("judged that it helped")),
    }

    def answer_url(self, task: Task) -> str:
        """Whoever judges reads its page first."""
        return str(task.record.page_url) if task.kind == "verify" else super().answer_url(task)
