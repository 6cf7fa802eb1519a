"""How incidents look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from operations.domain import working
from operations.kind.ticket import ACTIONS, COLUMNS, FACTS, FILTERS, IN_OWN_PANELS, STATES, TABS
from operations.models import Incident
from records.kind import FieldGroup, FieldPanel, Kind, Shows


class IncidentKind(Kind):
    """Incidents (clause 8.6.1)."""

    model = Incident
    room = "operations"
    slug = "incidents"
    label = _("Incident")
    plural = _("Incidents")
    new_label = _("New incident")
    lead = _("What broke or got worse, who works on it, and how much time is left.")
    empty = _("Incidents stand here: recorded by hand, or imported from the tool you use.")
    icon = "flame"
    without = frozenset({"import"})
    not_imported = _("Tickets come in by “Tickets of another tool”, with their past and their clocks.")
    weight = 10

    clauses = ("8.6.1",)
    evidence_for = (Shows("8.6.1-01", _("The incident, its priority, what was done and when it was resolved")),)
    states = STATES
    columns = COLUMNS
    filters = FILTERS
    tabs = TABS
    groups = (
        FieldGroup(_("What happened"), ("title", "description", "caller", "channel", "opened_at")),
        FieldGroup(_("What it is about"), ("service", "customer", "category", "subcategory")),
        FieldGroup(_("How soon"), ("impact", "urgency", "priority", "priority_reason")),
        FieldGroup(_("Who works on it"), ("team", "owner", "workaround", "restricted")),
    )
    facts = (
        *FACTS,
        "impact",
        "urgency",
        "computed_priority",
        "priority_reason",
        "duplicate_of",
        "is_major",
        "major_since",
        "major_manager",
        "next_update_at",
        "top_management_told",
    )
    panels = (
        FieldPanel(_("What happened"), ("description", "workaround")),
        FieldPanel(_("How it ended"), ("resolution", "review")),
    )
    in_own_panels = IN_OWN_PANELS
    actions = ACTIONS
    create = staticmethod(working.create_ticket)
    edit = staticmethod(working.edit_ticket)
