"""How business processes look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from leadership.domain import goals
from leadership.models import BusinessProcess
from records.kind import Action, FieldGroup, FieldPanel, Kind, Shows, State, Tab, record_column


class BusinessProcessKind(Kind):
    """Processes of the business in which the system is lived by (clause 5.1)."""

    model = BusinessProcess
    room = "leadership"
    slug = "business-processes"
    label = _("Business process")
    plural = _("Business processes")
    new_label = _("New business process")
    lead = _("Where in the daily work of the business requirements of the service management system are met.")
    empty = _(
        "Business processes stand here, such as purchasing or hiring, each with what of the system is done in it."
    )
    icon = "building-community"
    weight = 40

    clauses = ("5.1",)
    evidence_for = (Shows("5.1-06", _("Which requirements are met in which process of the business")),)
    states = (
        State("in_use", _("Carries it"), "good", "circle-check"),
        State("ended", _("No more"), "wait", "archive", is_over=True),
    )
    columns = (record_column("process", _("Process of the system")),)
    tabs = (Tab(_("All")), Tab(_("My own"), {"owner": "me"}))
    groups = (
        FieldGroup(
            _("What it carries"),
            ("title", "carries", "process"),
            _("The system is lived by where daily work is done, not beside it."),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    facts = ("owner", "process")
    panels = (FieldPanel(_("What of the system is done in it"), ("carries",)),)
    labels = {"title": _("Name")}
    actions = (
        Action(key="end", label=_("It carries it no more"), run=goals.end_business_process),
        Action(key="resume", label=_("It carries it again"), run=goals.resume_business_process),
    )
