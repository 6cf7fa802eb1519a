"""How changes of the service management system look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conformity.domain import changes
from conformity.forms import CompleteForm, DecideForm, EffectsForm, RefuseForm, SmsChangeForm
from conformity.models import SmsChange
from records.kind import (
    Action,
    ChoiceFilter,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    choice_column,
    date_column,
    person_column,
    record_column,
)
from records.models import Task

ACTIONS = (
    Action(
        key="submit",
        label=_("Ask for a decision"),
        run=changes.submit,
        explain=_("The SMR or top management decides, never whoever wrote or owns it."),
        asks_reason=False,
        is_next=True,
    ),
    Action(
        key="approve",
        label=_("Approve"),
        run=changes.approve,
        form=DecideForm,
        explain=_("It is carried out as it is planned here."),
        is_next=True,
    ),
    Action(key="refuse", label=_("Refuse"), run=changes.refuse, form=RefuseForm),
    Action(key="take_up", label=_("Plan it anew"), run=changes.take_up),
    Action(
        key="complete",
        label=_("Record the result"),
        run=changes.complete,
        form=CompleteForm,
        explain=_("It was carried out. Somebody else looks for effects that nobody wanted."),
        is_next=True,
    ),
    Action(
        key="review_effects",
        label=_("Review its effects"),
        run=changes.review_effects,
        form=EffectsForm,
        explain=_("What came of it that nobody wanted, and what was done about that."),
        shows=lambda change: change.state == "done",
        is_next=True,
    ),
    Action(key="close", label=_("Close"), run=changes.close, asks_reason=False, is_next=True),
    Action(key="call_off", label=_("Call it off"), run=changes.call_off, is_grave=True),
)


class SmsChangeKind(Kind):
    """Changes of the service management system (clause 8.1)."""

    model = SmsChange
    room = "conformity"
    slug = "changes"
    label = _("Change of the SMS")
    plural = _("Changes of the SMS")
    new_label = _("New change of the SMS")
    lead = _(
        "Planned changes of the system itself: why, what they touch, who approved them, and what they brought about."
    )
    empty = _(
        "Changes of documents, processes, roles and tools of the system stand here. Changes of services have a process of their own."
    )
    icon = "arrows-exchange"
    weight = 40
    sets_due = True

    clauses = ("8.1",)
    evidence_for = (
        Shows("8.1-05", _("The change, what it touches, who approved it and what came of it")),
        Shows("8.1-06", _("Which unintended effects were found, by whom, and what was done about them")),
    )
    states = (
        State("draft", _("Planned"), "wait", "circle-dashed"),
        State("submitted", _("To decide"), "busy", "hourglass"),
        State("refused", _("Refused"), "wait", "circle-x", is_step=False, is_over=True),
        State("approved", _("Approved"), "busy", "rubber-stamp"),
        State("done", _("Carried out"), "busy", "checks"),
        State("closed", _("Closed"), "good", "circle-check", is_over=True),
        State("called_off", _("Called off"), "wait", "circle-minus", is_step=False, is_over=True),
    )
    columns = (
        choice_column("source", _("Comes from")),
        record_column("source_record", _("Record it comes from"), default=False),
        date_column("planned_from", _("Planned from")),
        date_column("planned_until", _("Planned until")),
        person_column("approved_by", _("Decided by"), default=False),
        date_column("done_on", _("Carried out on"), default=False),
        date_column("reviewed_on", _("Effects reviewed on"), default=False),
    )
    filters = (
        ChoiceFilter("source", _("Comes from"), SmsChange.Source.choices),
        DateRangeFilter("planned_until", _("Planned until")),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("To decide"), {"state": "submitted"}),
        Tab(_("Approved"), {"state": "approved"}),
        Tab(_("Effects to review"), {"state": "done"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What changes"), ("title", "what", "touches")),
        FieldGroup(_("Why"), ("why", "source", "source_record")),
        FieldGroup(
            _("What it brings"),
            ("effect",),
            _("Unintended effects are looked for later, by somebody else: what you foresee here is where they look."),
        ),
        FieldGroup(_("Who and when"), ("planned_from", "planned_until", "owner", "restricted")),
    )
    facts = ("owner", "planned_from", "planned_until", "due", "source", "source_record")
    panels = (
        FieldPanel(_("What changes, and why"), ("what", "why", "effect")),
        FieldPanel(
            _("Decision"), ("decision", "approved_by", "approved_on"), lambda change: change.approved_by_id is not None
        ),
        FieldPanel(_("Result"), ("result", "done_by", "done_on"), lambda change: change.done_by_id is not None),
        FieldPanel(
            _("Unintended effects"),
            ("unintended", "unintended_answer", "reviewed_by", "reviewed_on"),
            lambda change: change.reviewed_by_id is not None,
        ),
    )
    actions = ACTIONS
    form_class = SmsChangeForm
    wordings = {
        "approve": Wording(_("Approve"), _("approved it")),
        "refuse": Wording(_("Refuse"), _("refused it")),
        "review_effects": Wording(_("Review its effects"), _("reviewed its effects")),
        "name_version": Wording(_("Name it for a version"), _("named it for version %(version)s of %(other)s")),
        "take_name_back": Wording(_("Take it back from a version"), _("took it back from a version of %(other)s")),
    }
    create = staticmethod(changes.create_change)
    edit = staticmethod(changes.edit_change)

    def answer_url(self, task: Task) -> str:
        """Whoever decides reads its page first."""
        return str(task.record.page_url) if task.kind == Task.Kind.APPROVE else super().answer_url(task)
