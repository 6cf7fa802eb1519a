"""How objectives look."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from leadership.domain import next_period, objectives, telling
from leadership.forms.objective import (
    AppointForm,
    ConcludeForm,
    NextPeriodForm,
    ObjectiveForm,
    ProposeForm,
    ReplanForm,
    TellForm,
)
from leadership.models import Objective
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
    Wording,
    computed_column,
    date_column,
    person_column,
    record_column,
    text_column,
)
from records.models import Task


def _figure(name: str) -> Any:
    return lambda objective: float(getattr(objective, name))


class ObjectiveKind(Kind):
    """Objectives of service management, with their plans (clause 6.2)."""

    model = Objective
    room = "leadership"
    slug = "objectives"
    label = _("Objective")
    plural = _("Objectives")
    new_label = _("New objective")
    lead = _("What service management is to reach: from where to where, by when, by whom, and how it is measured.")
    empty = _("Objectives stand here, each with its figures, its plan, and who was told of it.")
    icon = "target-arrow"
    weight = 30
    without = frozenset({"import"})
    not_imported = _("An objective is written here, with its indicator, its plan and its approval.")

    clauses = ("6.2.1", "6.2.2")
    evidence_for = (
        Shows("6.2.1-01", _("Objectives of functions and levels")),
        Shows("6.2.1-03", _("How each is measured, from which baseline to which target")),
        Shows("6.2.1-05", _("Its results against the path to its target")),
        Shows("6.2.1-06", _("To whom it was told, when and how")),
        Shows("6.2.1-08", _("The objective with all that was changed and decided")),
        Shows("6.2.2-01", _("What is done, with what, by whom, by when, and how it is judged")),
    )
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("proposed", _("To approve"), "warn", "hourglass"),
        State("approved", _("In force"), "busy", "target-arrow"),
        State("achieved", _("Achieved"), "good", "circle-check", is_over=True),
        State("missed", _("Missed"), "bad", "circle-x", is_step=False, is_over=True),
        State("dropped", _("Dropped"), "wait", "circle-minus", is_step=False, is_over=True),
    )
    columns = (
        text_column("function", _("Function or team")),
        record_column("indicator", _("Indicator")),
        computed_column("from", _("Baseline"), _figure("baseline"), css="n text-end"),
        computed_column("to", _("Target"), _figure("target"), css="n text-end"),
        date_column("starts", _("From"), default=False),
        date_column("until", _("Until"), default=False),
        record_column("process", _("Process"), default=False),
        record_column("parent", _("Cascaded from"), default=False),
        person_column("approved_by", _("Approved by"), default=False),
    )
    filters = (DateRangeFilter("until", _("Until")),)
    tabs = (
        Tab(_("All")),
        Tab(_("In force"), {"state": "approved"}, sort="due"),
        Tab(_("To approve"), {"state": "proposed"}, sort="due"),
        Tab(_("Drafts"), {"state": "draft"}),
        Tab(_("My own"), {"owner": "me"}, sort="due"),
    )
    groups = (
        FieldGroup(
            _("What is to be reached"),
            ("title", "intent", "goals"),
            _("A number by a day. An intention without one is a wish."),
        ),
        FieldGroup(
            _("By what it is measured"),
            ("indicator", "metric", "unit", "frequency", "method"),
            _("By an indicator there is, or by one that is described here."),
        ),
        FieldGroup(
            _("From where to where, and by when"),
            ("baseline", "target", "starts", "until"),
            _("A result is held against the straight way between the two, so that one sees early where it leads."),
        ),
        FieldGroup(_("Whose it is"), ("owner", "function", "process", "parent")),
        FieldGroup(_("What it answers"), ("policy", "requirements", "restricted")),
    )
    form_class = ObjectiveForm
    create = staticmethod(objectives.create)
    edit = staticmethod(objectives.edit)
    sets_due = True
    labels = {"due": _("Due")}
    facts = ("owner", "function", "process", "indicator", "starts", "until", "parent", "policy")
    panels = (
        FieldPanel(_("What is to be reached"), ("intent", "requirements", "method")),
        FieldPanel(
            _("Approval"),
            ("proposed_by", "approved_by", "approved_at"),
            shows=lambda objective: objective.proposed_by_id is not None,
        ),
        FieldPanel(_("What came of it"), ("conclusion",), shows=lambda objective: bool(objective.conclusion)),
    )
    in_own_panels = frozenset({"baseline", "target", "result"})
    actions = (
        Action(
            key="propose",
            label=_("Propose it"),
            run=objectives.propose,
            form=ProposeForm,
            explain=_("Top management finds it under My work. It needs a plan first."),
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Approve"),
            run=objectives.approve,
            form=ConfirmForm,
            explain=_(
                "You approve it as it stands on this page. It is measured from now on, and those it concerns are told. Nobody approves what they wrote."
            ),
            is_next=True,
        ),
        Action(
            key="send_back",
            label=_("Send back"),
            run=objectives.send_back,
            explain=_("It becomes a draft again."),
            reason_label=_("What is missing"),
        ),
        Action(
            key="tell",
            label=_("Record whom it was told"),
            run=telling.tell,
            form=TellForm,
            shows=lambda objective: objective.is_open,
        ),
        Action(
            key="replan",
            label=_("Replan it"),
            run=objectives.replan,
            form=ReplanForm,
            explain=_("Top management decides on it anew; what it was stays in the history."),
        ),
        Action(
            key="appoint",
            label=_("Name another owner"),
            run=objectives.appoint,
            form=AppointForm,
            shows=lambda objective: objective.is_open,
        ),
        Action(
            key="achieve",
            label=_("It was achieved"),
            run=objectives.achieve,
            form=ConcludeForm,
            explain=_("Its last result must say so, too."),
        ),
        Action(key="miss", label=_("It was missed"), run=objectives.miss, form=ConcludeForm),
        Action(
            key="roll_forward",
            label=_("Take it into the next period"),
            run=next_period.take_forward,
            form=NextPeriodForm,
            explain=_(
                "A draft is made with what stays and the open lines of the plan; its results stay here, one link away."
            ),
            shows=lambda objective: objective.state not in {"draft", "proposed"},
        ),
        Action(key="drop", label=_("Drop it"), run=objectives.drop, form=ConcludeForm, is_grave=True),
    )
    wordings = {
        "set_plan": Wording(_("Write the plan"), _("wrote the plan: %(lines)s lines")),
        "raise_step": Wording(_("Raise an action of the plan"), _("raised an action of the plan: %(what)s")),
        "replan": Wording(_("Replan it"), _("asked for %(to)s instead of %(from)s")),
        "appoint": Wording(_("Name another owner"), _("named %(owner)s as its owner")),
        "tell": Wording(_("Record whom it was told"), _("wrote down that it was told: %(whom)s")),
        "achieve": Wording(_("It was achieved"), _("concluded that it was achieved: %(value)s")),
        "miss": Wording(_("It was missed"), _("concluded that it was missed: %(value)s")),
        "drop": Wording(_("Drop it"), _("dropped it at %(value)s")),
    }

    def answer_url(self, task: Task) -> str:
        """What top management is asked to approve is approved on a page of its own."""
        if task.created_by_id is None and task.kind == Task.Kind.APPROVE:
            return f"{task.record.page_url}do/approve/"
        return super().answer_url(task)
