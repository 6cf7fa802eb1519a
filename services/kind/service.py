"""How services look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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
    date_column,
    record_column,
    text_column,
)
from services.domain import composition, lives
from services.enums import Criticality
from services.forms import ConnectForm, DisconnectForm, EndOperatorForm, GoLiveForm, OperatorForm, RemoveForm
from services.models import Service


class ServiceKind(Kind):
    """The service catalogue (clause 8.2.4)."""

    model = Service
    room = "services"
    slug = "services"
    label = _("Service")
    plural = _("Services")
    new_label = _("New service")
    lead = _("What we offer, to whom it is of use, and what each service depends on.")
    empty = _("Services stand here: what customers get, in which hours, and what each depends on.")
    icon = "server"
    weight = 20
    labels = {"title": _("Name"), "due": _("Next review")}

    clauses = ("8.2.2", "8.2.3.1", "8.2.4")
    evidence_for = (
        Shows("8.2.2-02", _("How critical the service is")),
        Shows("8.2.2-03", _("Its parts, and the services it depends on")),
        Shows("8.2.4-02", _("The service, its outcome for customers and what it depends on")),
    )
    states = (
        State("planned", _("Planned"), "wait", "circle-dashed"),
        State("live", _("Live"), "good", "circle-check"),
        State("being_removed", _("Being removed"), "warn", "hourglass"),
        State("retired", _("Retired"), "wait", "archive", is_over=True),
    )
    columns = (
        text_column("code", _("Code")),
        choice_column("criticality", _("Criticality")),
        date_column("live_since", _("Live since")),
        record_column("service_hours", _("Service hours"), default=False),
    )
    filters = (ChoiceFilter("criticality", _("Criticality"), Criticality.choices),)
    tabs = (Tab(_("All")), Tab(_("Live"), {"state": "live"}), Tab(_("My own"), {"owner": "me"}))
    groups = (
        FieldGroup(_("The service"), ("title", "code", "customer_value", "description")),
        FieldGroup(
            _("Its hours"),
            ("service_hours", "support_hours"),
            _("Without service hours it cannot go live: nobody could say when to count on it."),
        ),
        FieldGroup(
            _("Who answers for it"),
            ("criticality", "owner", "planned_for", "due", "is_for_customers", "restricted"),
            _("How badly customers and we ourselves need it decides how it is secured, and who is woken for it."),
        ),
    )
    facts = (
        "code",
        "owner",
        "criticality",
        "service_hours",
        "support_hours",
        "planned_for",
        "live_since",
        "removal_on",
        "retired_on",
        "due",
    )
    panels = (FieldPanel(_("The service"), ("customer_value", "description", "is_for_customers")),)
    actions = (
        Action(
            key="go_live",
            label=_("Go live"),
            run=lives.go_live,
            form=GoLiveForm,
            explain=_("Customers can use it. The catalogue shows it, and what is offered of it can be asked for."),
            is_next=True,
        ),
        Action(
            key="remove",
            label=_("Begin removing it"),
            run=lives.remove,
            form=RemoveForm,
            explain=_("The catalogue says until when it is there."),
        ),
        Action(key="keep", label=_("Keep it after all"), run=lives.keep),
        Action(
            key="retire",
            label=_("Retire"),
            run=lives.retire,
            explain=_("It leaves the catalogue, and nothing of it can be asked for any more."),
            is_next=True,
        ),
        Action(key="connect", label=_("Add a part or dependency"), run=composition.connect, form=ConnectForm),
        Action(
            key="disconnect", label=_("Take a part or dependency away"), run=composition.disconnect, form=DisconnectForm
        ),
        Action(key="add_operator", label=_("Say who operates a part"), run=composition.add_operator, form=OperatorForm),
        Action(
            key="end_operator", label=_("Take an operator away"), run=composition.end_operator, form=EndOperatorForm
        ),
    )
    wordings = {
        "connect": Wording(_("Add a part or dependency"), _("said that it %(relation)s %(other)s")),
        "disconnect": Wording(_("Take a part or dependency away"), _("took away that it %(relation)s %(other)s")),
        "add_operator": Wording(_("Say who operates a part"), _("said that %(other)s operates: %(part)s")),
        "end_operator": Wording(_("Take an operator away"), _("took away that %(other)s operates: %(part)s")),
    }
