"""How relationships with customers look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers import domain
from customers.forms import RelationshipForm
from customers.models import CustomerRelationship
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
    person_column,
    record_column,
)


class CustomerRelationshipKind(Kind):
    """Who looks after which customer (clause 8.3.2)."""

    model = CustomerRelationship
    room = "customers"
    slug = "relationships"
    label = _("Customer relationship")
    plural = _("Customers")
    new_label = _("New customer")
    lead = _("Who looks after each customer, what it takes from us, and when its services are reviewed next.")
    empty = _("Customers stand here, each with somebody who looks after it.")
    icon = "users"
    weight = 10

    clauses = ("8.3.2",)
    evidence_for = (
        Shows("8.3.2-01", _("The customer, and the services it takes")),
        Shows("8.3.2-02", _("Who answers for the relationship, and who stands in")),
    )
    states = (
        State("active", _("Active"), "good", "circle-check", is_step=False),
        State("ended", _("Ended"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        record_column("organisation", _("Customer")),
        choice_column("tier", _("Tier")),
        person_column("deputy", _("Deputy")),
    )
    filters = (ChoiceFilter("tier", _("Tier"), CustomerRelationship.Tier.choices),)
    tabs = (
        Tab(_("All")),
        Tab(_("Active"), {"state": "active"}),
        Tab(_("Key customers"), {"tier": "key"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("The customer"), ("organisation", "title", "tier", "about")),
        FieldGroup(_("What it takes from us"), ("services",)),
        FieldGroup(
            _("Who looks after it"),
            ("owner", "deputy", "due", "restricted"),
            _("One person answers for the relationship and for the customer being satisfied, and somebody stands in."),
        ),
    )
    labels = {"title": _("Name"), "due": _("Next service review")}
    form_class = RelationshipForm
    create = staticmethod(domain.begin)
    edit = staticmethod(domain.change)
    facts = ("organisation", "owner", "deputy", "tier", "due")
    panels = (FieldPanel(_("What matters to them"), ("about",)),)
    actions = (
        Action(key="end", label=_("End"), run=domain.end),
        Action(key="resume", label=_("Resume"), run=domain.resume),
    )
