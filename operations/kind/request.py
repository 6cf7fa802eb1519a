"""How service requests look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from operations.domain import working
from operations.kind.ticket import ACTIONS, COLUMNS, FACTS, FILTERS, IN_OWN_PANELS, STATES, TABS
from operations.models import ServiceRequest
from records.kind import FieldGroup, FieldPanel, Kind, Shows, State


class ServiceRequestKind(Kind):
    """Service requests (clause 8.6.2)."""

    model = ServiceRequest
    room = "operations"
    slug = "requests"
    label = _("Service request")
    plural = _("Service requests")
    new_label = _("New request")
    lead = _("What users asked for, who approved it, and how far it is.")
    empty = _("Requests stand here: an account, a laptop, access to a service.")
    icon = "list-check"
    without = frozenset({"import"})
    not_imported = _("Tickets come in by “Tickets of another tool”, with their past and their clocks.")
    weight = 20

    clauses = ("8.6.2",)
    evidence_for = (Shows("8.6.2-01", _("The request, who approved it, and how it was fulfilled")),)
    states = (
        *STATES,
        State("awaiting_approval", _("To be approved"), "warn", "rubber-stamp", is_step=False),
        State("refused", _("Refused"), "wait", "circle-x", is_step=False, is_over=True),
    )
    columns = COLUMNS
    filters = FILTERS
    tabs = TABS
    groups = (
        FieldGroup(
            _("What is asked for"), ("title", "item", "description", "answers", "caller", "channel", "opened_at")
        ),
        FieldGroup(_("What it is about"), ("service", "customer", "category", "subcategory")),
        FieldGroup(_("Who works on it"), ("priority", "team", "owner", "restricted")),
    )
    facts = (*FACTS, "item", "approver", "decided_at")
    panels = (
        FieldPanel(_("What is asked for"), ("description", "answers")),
        FieldPanel(_("How it ended"), ("resolution",)),
    )
    in_own_panels = IN_OWN_PANELS
    actions = ACTIONS
    create = staticmethod(working.create_ticket)
    edit = staticmethod(working.edit_ticket)
