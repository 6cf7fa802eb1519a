"""How incidents look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.domain import major, merging, working
from operations.forms import DeclareForm, IncidentForm, MergeForm, ReviewForm, TellForm
from operations.kind import ticket
from operations.kind.filters import INCIDENT_FILTERS
from operations.models import Incident
from records.kind import Action, FieldGroup, FieldPanel, Filter, Kind, Shows, Wording, yes_no_column
from records.models import Task

if TYPE_CHECKING:
    from people.models import User


def _major(value: str, _user: User) -> Q:
    return Q(is_major=True, major_until=None) if value == "now" else Q(is_major=True)


MAJOR = Filter(
    key="major",
    label=_("Major"),
    options=lambda _user: [("now", _("Major now")), ("ever", _("Major, now or before"))],
    condition=_major,
)


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
    states = ticket.STATES
    columns = (*ticket.COLUMNS, yes_no_column("is_major", _("Major"), default=False))
    filters = (*ticket.filters_of(Incident), *INCIDENT_FILTERS, MAJOR)
    tabs = ticket.TABS
    groups = (
        FieldGroup(_("What happened"), ("title", "caller", "description")),
        FieldGroup(_("What it is about"), ("service", "customer", "category", "subcategory")),
        FieldGroup(_("How soon"), ("impact", "urgency", "priority", "priority_reason")),
        FieldGroup(_("Who works on it"), ("team", "owner", "channel", "opened_at", "workaround", "restricted")),
    )
    facts = ticket.FACTS
    panels = (
        FieldPanel(_("What happened"), ("description", "workaround")),
        FieldPanel(_("How it is classified"), ("impact", "urgency", "priority_reason", *ticket.CLASSIFIED)),
        FieldPanel(_("How it ended"), (*ticket.ENDED, "duplicate_of"), ticket.has_ended),
    )
    in_own_panels = ticket.IN_OWN_PANELS | {
        "computed_priority",
        "is_major",
        "review",
        "major_since",
        "major_until",
        "major_manager",
        "update_every",
        "next_update_at",
        "top_management_told",
    }
    form_class = IncidentForm
    actions = (
        ticket.TAKE,
        ticket.RESUME,
        ticket.RESOLVE,
        ticket.CLOSE,
        ticket.ASSIGN,
        ticket.HOLD,
        Action(
            key="declare_major",
            label=_("Declare a major incident"),
            run=major.declare_major,
            form=DeclareForm,
            explain=_("Top management is told at once; those concerned hear of it at intervals."),
            shows=lambda incident: incident.is_open and not incident.is_major_now,
        ),
        Action(
            key="tell",
            label=_("A word to those concerned"),
            run=major.tell,
            form=TellForm,
            shows=lambda incident: incident.is_major_now,
        ),
        Action(
            key="stand_down",
            label=_("Stand down"),
            run=major.stand_down,
            explain=_("It is no major incident any more; its leader is asked to review it."),
            shows=lambda incident: incident.is_major_now,
        ),
        Action(
            key="review_major",
            label=_("Review the major incident"),
            run=major.review_major,
            form=ReviewForm,
            shows=lambda incident: incident.is_major and not incident.is_major_now,
        ),
        Action(
            key="merge",
            label=_("Same as another incident"),
            run=merging.merge,
            form=MergeForm,
            explain=_("This one ends, and says where work goes on. Both timelines tell of it."),
            in_bulk=True,
        ),
        ticket.REOPEN,
        ticket.CANCEL,
    )
    wordings = {
        **ticket.WORDINGS,
        "merge": Wording(_("Say that it is the same as another"), _("said that it is the same as %(other)s")),
        "merged": Wording(_("Merge"), _("said that %(other)s is the same")),
        "tell": Wording(_("Tell those concerned"), _("told %(audience)s")),
    }
    create = staticmethod(working.create_incident)
    edit = staticmethod(working.edit_incident)

    def answer_url(self, task: Any) -> str:
        """The review of a major incident is written on a page of its own."""
        if task.kind == Task.Kind.REVIEW and task.created_by_id is None:
            return f"{task.record.page_url}do/review_major/"
        return super().answer_url(task)
