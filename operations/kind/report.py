"""How service reports look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from operations.models import ServiceReport
from records.kind import FieldGroup, FieldPanel, Kind, Shows, State, Tab, date_column, record_column


class ServiceReportKind(Kind):
    """Service reports (clause 9.4)."""

    model = ServiceReport
    room = "operations"
    slug = "reports"
    label = _("Service report")
    plural = _("Service reports")
    new_label = _("New report")
    lead = _("What customers are told of their services, against what was agreed.")
    empty = _("Reports stand here, each with its figures as they were when it was approved.")
    icon = "chart-dots"
    without = frozenset({"import"})
    not_imported = _("A report is counted from the tickets, and approved here.")
    weight = 40

    clauses = ("9.4",)
    evidence_for = (Shows("9.4-01", _("The report, for whom it is, and its figures against what was agreed")),)
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("approved", _("Approved"), "good", "circle-check"),
        State("sent", _("Sent"), "good", "send", is_over=True),
    )
    columns = (
        record_column("agreement", _("Agreement")),
        date_column("period_from", _("From")),
        date_column("period_until", _("Until")),
    )
    tabs = (Tab(_("All")), Tab(_("Drafts"), {"state": "draft"}))
    groups = (
        FieldGroup(_("What it reports on"), ("title", "agreement", "period_from", "period_until")),
        FieldGroup(_("For whom"), ("purpose", "audience", "owner", "due", "restricted")),
        FieldGroup(_("What came of it"), ("conclusion", "decisions")),
    )
    facts = ("agreement", "period_from", "period_until", "owner", "due", "as_of", "approved_by", "approved_at")
    panels = (
        FieldPanel(_("For whom"), ("purpose", "audience")),
        FieldPanel(_("What came of it"), ("conclusion", "decisions")),
    )
    in_own_panels = frozenset({"figures"})
