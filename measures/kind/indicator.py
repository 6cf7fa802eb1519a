"""How indicators look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from measures.domain import computing, keeping
from measures.enums import Direction, Frequency, Source
from measures.forms import CloseForm, IndicatorForm
from measures.models import Indicator
from measures.models.indicator import process_choices
from records.forms.parts import ConfirmForm
from records.kind import (
    Action,
    ChoiceFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    choice_column,
    computed_column,
    text_column,
)

if TYPE_CHECKING:
    from records.models import Task


class IndicatorKind(Kind):
    """Indicators (clause 9.1)."""

    model = Indicator
    room = "measures"
    slug = "indicators"
    label = _("Indicator")
    plural = _("All indicators")
    new_label = _("New indicator")
    lead = _("What is measured, how it is counted, and what is wanted of it.")
    empty = _("Indicators stand here: recorded by you, or adopted from the library.")
    icon = "chart-line"
    weight = 30

    clauses = ("9.1",)
    evidence_for = (
        Shows("9.1-01", _("What is measured")),
        Shows("9.1-02", _("By which method")),
        Shows("9.1-03", _("How often")),
        Shows("9.1-05", _("The results, with what each replaced")),
    )
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("in_use", _("In use"), "good", "circle-check"),
        State("retired", _("Retired"), "wait", "archive", is_over=True),
    )
    columns = (
        choice_column("process_key", _("Process")),
        text_column("unit", _("Unit")),
        choice_column("direction", _("What is good"), default=False),
        computed_column("wanted", _("Target"), lambda row: float(row.target), css="n text-end"),
        choice_column("frequency", _("How often")),
        choice_column("source", _("Values are")),
    )
    filters = (
        ChoiceFilter("process_key", _("Process"), process_choices()),
        ChoiceFilter("source", _("Values are"), Source.choices),
        ChoiceFilter("frequency", _("How often"), Frequency.choices),
        ChoiceFilter("direction", _("What is good"), Direction.choices),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("In use"), {"state": "in_use"}),
        Tab(_("Drafts"), {"state": "draft"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(
            _("What is measured"),
            ("title", "formula", "unit", "decimals"),
            _("The standard asks what is measured, by which method, when and by whom."),
        ),
        FieldGroup(_("Where values come from"), ("source", "measure", "frequency", "days_to_bring")),
        FieldGroup(
            _("What is wanted"),
            ("direction", "baseline", "target", "target_upper", "tolerance"),
            _("A value without a target is neither good nor bad."),
        ),
        FieldGroup(_("Where it belongs"), ("process_key", "about", "valid_from", "valid_until")),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    depends = {
        "measure": ("source", frozenset({Source.COMPUTED.value})),
        "target_upper": ("direction", frozenset({Direction.BAND.value})),
    }
    facts = (
        "owner",
        "process_key",
        "about",
        "frequency",
        "source",
        "measure",
        "direction",
        "unit",
        "days_to_bring",
        "valid_from",
        "valid_until",
        "closed_until",
        "catalogue_key",
    )
    panels = (FieldPanel(_("How it is counted"), ("formula",)),)
    in_own_panels = frozenset({"shape", "target", "target_upper", "baseline", "tolerance", "decimals"})
    labels = {"title": _("Name")}
    form_class = IndicatorForm
    actions = (
        Action(
            key="start",
            label=_("Start measuring"),
            run=keeping.start,
            form=ConfirmForm,
            explain=_("From now on its values are computed, or asked for when each period is over."),
            is_next=True,
        ),
        Action(
            key="compute",
            label=_("Fill in the past"),
            run=computing.ask_to_fill_in,
            form=ConfirmForm,
            explain=_("A job computes the periods that are over and have no value, thirteen back at most."),
            shows=lambda indicator: indicator.state == "in_use" and not indicator.is_brought,
        ),
        Action(
            key="close_periods",
            label=_("Close periods"),
            run=keeping.close_periods,
            form=CloseForm,
            explain=_("Values up to that day stay as they are. Without a day all periods are open again."),
            shows=lambda indicator: indicator.state != "draft",
        ),
        Action(
            key="retire",
            label=_("Retire"),
            run=keeping.retire,
            explain=_("It is measured no more; its values stay."),
        ),
        Action(key="resume", label=_("Measure again"), run=keeping.resume),
    )
    wordings = {
        "define": Wording(_("Define what is counted"), _("defined what is counted")),
        "measure": Wording(_("Bring values"), _("brought the value of %(period)s: %(value)s")),
        "correct": Wording(_("Correct values"), _("corrected the value of %(period)s from %(from)s to %(value)s")),
    }
    create = staticmethod(keeping.create_indicator)
    edit = staticmethod(keeping.edit_indicator)

    def answer_url(self, task: Task) -> str:
        """A value is brought on the page of the indicator that asks for it."""
        if task.kind == "answer":
            return f"{task.record.page_url}value/"
        return super().answer_url(task)
