"""How service reports look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from operations.domain import reporting
from operations.models import ServiceReport
from operations.report_forms import ReportForm, SignReportForm
from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Kind,
    RelatedFilter,
    Shows,
    State,
    Tab,
    Wording,
    date_column,
    record_column,
    text_column,
)


class ServiceReportKind(Kind):
    """Service reports (clause 9.4)."""

    model = ServiceReport
    room = "operations"
    slug = "reports"
    label = _("Service report")
    plural = _("Service reports")
    new_label = _("New report")
    lead = _("What customers are told of their services against what was agreed, and what we tell ourselves.")
    empty = _("Reports stand here, each with its figures as they were when it was approved.")
    icon = "chart-dots"
    without = frozenset({"import"})
    not_imported = _("A report is counted from the tickets, and approved here.")
    weight = 40

    clauses = ("9.4", "8.3.3")
    evidence_for = (
        Shows("9.4-01", _("For whom the report is, and to decide what")),
        Shows("9.4-02", _("The report, with its figures against what was agreed")),
        Shows("9.4-03", _("Trends of up to thirteen periods")),
        Shows("9.4-04", _("What was decided about each miss")),
        Shows("8.3.3-05", _("Performance against the targets")),
        Shows("8.3.3-06", _("Workload against the limits")),
    )
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("approved", _("Approved"), "good", "circle-check"),
        State("sent", _("Sent"), "good", "send", is_over=True),
    )
    columns = (
        record_column("agreement", _("Agreement")),
        date_column("period_from", _("From")),
        date_column("period_until", _("Until")),
        text_column("audience", _("For"), default=False),
        record_column("service", _("Service"), default=False),
        record_column("team", _("Team"), default=False),
    )
    filters = (RelatedFilter("agreement", _("Agreement"), Agreement),)
    tabs = (Tab(_("All")), Tab(_("Drafts"), {"state": "draft"}), Tab(_("Approved"), {"state": "approved"}))
    groups = (
        FieldGroup(
            _("What it reports on"),
            ("title", "agreement", "service", "team", "period_from", "period_until"),
            _("An agreement for its customer; or, for ourselves, a service, a team, or all tickets with none of them."),
        ),
        FieldGroup(_("What for"), ("purpose", "audience", "content", "cycle")),
        FieldGroup(_("What came of it"), ("conclusion",), _("What is decided about each miss is written on its page.")),
        FieldGroup(_("Who looks after it"), ("owner", "due", "restricted")),
    )
    facts = (
        "agreement",
        "service",
        "team",
        "period_from",
        "period_until",
        "owner",
        "due",
        "as_of",
        "approved_by",
        "approved_at",
    )
    panels = (
        FieldPanel(_("What for"), ("purpose", "audience", "content", "cycle")),
        FieldPanel(_("What came of it"), ("conclusion",)),
    )
    in_own_panels = frozenset({"figures"})
    form_class = ReportForm
    due_by_task = True
    actions = (
        Action(
            key="approve",
            label=_("Approve"),
            run=reporting.approve,
            form=SignReportForm,
            explain=_("You sign exactly the figures that are on the page. From then on they stay as they are."),
            is_next=True,
        ),
        Action(
            key="count",
            label=_("Count anew"),
            run=reporting.count,
            asks_reason=False,
            explain=_("Its figures are taken from the tickets as they are now."),
        ),
        Action(
            key="send",
            label=_("Record that it was sent"),
            run=reporting.send,
            asks_reason=False,
            explain=_("Those it is for have it."),
            is_next=True,
        ),
    )
    wordings = {
        "decide": Wording(
            _("Write what was decided about misses"), _("wrote what was decided about %(misses)s misses")
        ),
        "approve": Wording(_("Approve"), _("signed its figures")),
        "count": Wording(_("Count anew"), _("took its figures anew")),
    }
    create = staticmethod(reporting.create_report)
    edit = staticmethod(reporting.edit_report)
