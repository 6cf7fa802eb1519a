"""How service requests look."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.domain import requesting
from operations.forms import ApproveForm, SourcedForm
from operations.kind import ticket
from operations.models import ServiceRequest
from records.kind import Action, FieldGroup, FieldPanel, Kind, Shows, State, record_column
from records.models import Task


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
        *ticket.STATES,
        State("awaiting_approval", _("To be approved"), "warn", "rubber-stamp", is_step=False),
        State("refused", _("Refused"), "wait", "circle-x", is_step=False, is_over=True),
    )
    columns = (*ticket.COLUMNS, record_column("item", _("What is asked for"), default=False))
    filters = ticket.filters_of(ServiceRequest)
    tabs = ticket.TABS
    groups = (
        FieldGroup(
            _("What is asked for"), ("title", "item", "description", "answers", "caller", "channel", "opened_at")
        ),
        FieldGroup(_("What it is about"), ("service", "customer", "category", "subcategory")),
        FieldGroup(_("Who works on it"), ("priority", "team", "owner", "restricted")),
    )
    facts = (*ticket.FACTS, "item", "approver", "decided_at")
    panels = (
        FieldPanel(_("What is asked for"), ("description", "answers")),
        FieldPanel(_("How it is classified"), ticket.CLASSIFIED),
        FieldPanel(_("How it ended"), ticket.ENDED, ticket.has_ended),
    )
    in_own_panels = ticket.IN_OWN_PANELS
    form_class = SourcedForm
    actions = (
        Action(key="approve", label=_("Approve"), run=requesting.approve, form=ApproveForm, is_next=True, in_bulk=True),
        Action(
            key="refuse",
            label=_("Refuse"),
            run=requesting.refuse,
            explain=_("Who asked for it is told, with your reason."),
        ),
        ticket.TAKE,
        ticket.RESUME,
        ticket.RESOLVE,
        ticket.CLOSE,
        ticket.ASSIGN,
        ticket.HOLD,
        Action(
            key="ask_approval",
            label=_("Ask for approval"),
            run=requesting.ask_approval,
            asks_reason=False,
            shows=lambda request: request.item_id is not None and request.decided_at is None,
        ),
        ticket.REOPEN,
        replace(ticket.CANCEL, run=requesting.cancel_request),
    )
    wordings = ticket.WORDINGS
    create = staticmethod(requesting.create_request)
    edit = staticmethod(requesting.edit_request)

    def answer_url(self, task: Any) -> str:
        """A request is approved on its own page, where everything about it stands."""
        is_approval = task.kind == Task.Kind.APPROVE and task.created_by_id is None
        return task.record.page_url if is_approval else super().answer_url(task)
