"""How reviews of processes look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from processes.domain import reviewing
from processes.enums import Conclusion
from processes.forms.steps import ConcludeForm, ReviewForm
from processes.models import ProcessReview
from records.kind import (
    Action,
    ChoiceFilter,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    choice_column,
    date_column,
    record_column,
)


class ProcessReviewKind(Kind):
    """Reviews of processes at planned intervals (clauses 4.4 and 9.1)."""

    model = ProcessReview
    room = "processes"
    slug = "reviews"
    label = _("Process review")
    plural = _("Process reviews")
    new_label = _("Plan a review")
    lead = _("Whether each process works, held against its figures, and what was decided.")
    empty = _("Reviews of processes stand here: planned ones with their day, held ones with their conclusion.")
    icon = "eye-check"
    weight = 50
    labels = {"due": _("To be held by")}

    clauses = ("4.4", "9.1")
    evidence_for = (Shows("8.1-03", _("What a process was judged by, what it came to, and what was decided")),)
    states = (
        State("planned", _("Planned"), "wait", "circle-dashed"),
        State("called_off", _("Called off"), "wait", "circle-x", is_step=False, is_over=True),
        State("concluded", _("Concluded"), "good", "circle-check", is_over=True),
    )
    due_by_task = True
    columns = (
        record_column("process", _("Process")),
        choice_column("conclusion", _("Conclusion")),
        date_column("held_on", _("Held on")),
    )
    filters = (
        ChoiceFilter("conclusion", _("Conclusion"), Conclusion.choices),
        DateRangeFilter("due", _("To be held by")),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("Planned"), {"state": "planned"}),
        Tab(_("Concluded"), {"state": "concluded"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What is reviewed"), ("title", "process", "period_from", "period_until", "looked_at")),
        FieldGroup(_("Who holds it and by when"), ("owner", "due", "restricted")),
    )
    form_class = ReviewForm
    facts = ("process", "owner", "due", "period_from", "period_until", "conclusion", "held_on", "next_due")
    panels = (
        FieldPanel(_("What it came to"), ("findings", "decisions"), shows=lambda record: record.state == "concluded"),
        FieldPanel(_("Looked at"), ("looked_at",)),
    )
    #: Drawn as figures.
    in_own_panels = frozenset({"figures"})
    actions = (
        Action(
            key="conclude",
            label=_("Conclude"),
            run=reviewing.conclude,
            form=ConcludeForm,
            explain=_("The figures of today are kept with it, and the next review is planned."),
            is_next=True,
        ),
        Action(key="call_off", label=_("Call off"), run=reviewing.call_off),
    )
    create = staticmethod(reviewing.plan_review)
