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
    choice_column,
    date_column,
    text_column,
)
from services.domain import moves
from services.enums import Criticality
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
    weight = 10
    labels = {"title": _("Name")}

    clauses = ("8.2.4",)
    evidence_for = (Shows("8.2.4-01", _("The service, its outcome for customers and what it depends on")),)
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
    )
    filters = (ChoiceFilter("criticality", _("Criticality"), Criticality.choices),)
    tabs = (Tab(_("All")), Tab(_("Live"), {"state": "live"}), Tab(_("My own"), {"owner": "me"}))
    groups = (
        FieldGroup(_("The service"), ("title", "code", "customer_value", "description")),
        FieldGroup(_("Its hours"), ("service_hours", "support_hours")),
        FieldGroup(_("Its life"), ("planned_for", "live_since", "removal_on")),
        FieldGroup(_("Who answers for it"), ("criticality", "is_for_customers", "owner", "restricted")),
    )
    facts = (
        "owner",
        "code",
        "criticality",
        "service_hours",
        "support_hours",
        "planned_for",
        "live_since",
        "removal_on",
        "retired_on",
        "is_for_customers",
    )
    panels = (FieldPanel(_("The service"), ("customer_value", "description")),)
    actions = (
        Action(key="go_live", label=_("Go live"), run=moves.go_live, is_next=True),
        Action(key="remove", label=_("Begin removing it"), run=moves.move("remove")),
        Action(key="keep", label=_("Keep it after all"), run=moves.move("keep")),
        Action(key="retire", label=_("Retire"), run=moves.retire, is_next=True),
    )
