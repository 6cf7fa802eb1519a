"""How opportunities for improvement look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from improvement.domain import opportunities as domain
from improvement.forms.opportunity import AcceptForm, PostponeForm, RealiseForm
from improvement.models import Opportunity
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
    choice_column,
    record_column,
    text_column,
)


class OpportunityKind(Kind):
    """Opportunities for improvement (clause 10.2)."""

    model = Opportunity
    room = "improvement"
    slug = "opportunities"
    label = _("Opportunity")
    plural = _("Opportunities")
    new_label = _("New opportunity")
    lead = _("Ideas to make the services and the system better, and what was decided on them.")
    empty = _("Ideas of staff and customers stand here, each with what it is worth and what was decided.")
    icon = "bulb"
    weight = 30

    clauses = ("10.2",)
    evidence_for = (Shows("10.2-03", _("The opportunity, the benefit expected of it and the decision taken")),)
    states = (
        State("proposed", _("Proposed"), "wait", "circle-dashed"),
        State("postponed", _("Postponed"), "wait", "hourglass", is_step=False),
        State("declined", _("Declined"), "wait", "circle-x", is_step=False, is_over=True),
        State("accepted", _("Accepted"), "busy", "progress"),
        State("realised", _("Realised"), "good", "circle-check", is_over=True),
    )
    columns = (
        choice_column("source", _("Came from")),
        choice_column("benefit", _("Good for")),
        choice_column("effort", _("Effort"), default=False),
        record_column("organisation", _("Organisation"), default=False),
        text_column("expected_benefit", _("Expected benefit"), default=False),
    )
    filters = (
        ChoiceFilter("source", _("Came from"), Opportunity.Source.choices),
        ChoiceFilter("benefit", _("Good for"), Opportunity.Benefit.choices),
        DateRangeFilter("due", _("Due")),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("To decide"), {"state": "proposed"}),
        Tab(_("In work"), {"state": "accepted"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("The idea"), ("title", "idea"), _("So that somebody else can judge it without you.")),
        FieldGroup(_("Where it came from"), ("source", "organisation")),
        FieldGroup(
            _("What it is worth"),
            ("benefit", "expected_benefit", "effort"),
            _("What is expected now is what the result is judged by later."),
        ),
        FieldGroup(_("Who and by when"), ("owner", "due", "restricted")),
    )
    depends = {"organisation": ("source", frozenset({"customer"}))}
    facts = ("owner", "due", "source", "benefit", "effort", "organisation")
    panels = (
        FieldPanel(_("The idea"), ("idea", "expected_benefit")),
        FieldPanel(_("Decision and result"), ("decision", "result")),
    )
    actions = (
        Action(
            key="accept",
            label=_("Accept"),
            run=domain.accept,
            form=AcceptForm,
            explain=_("The opportunity will be done."),
            is_next=True,
        ),
        Action(key="postpone", label=_("Postpone"), run=domain.postpone, form=PostponeForm),
        Action(key="decline", label=_("Decline"), run=domain.decline),
        Action(key="reopen", label=_("Reopen"), run=domain.reopen),
        Action(key="realise", label=_("Record the result"), run=domain.realise, form=RealiseForm, is_next=True),
    )
