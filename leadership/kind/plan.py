"""How versions of the service management plan look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from leadership.domain import plans
from leadership.forms.plan import ApproveForm, NextForm, ProposeForm, ReviewForm
from leadership.models import ManagementPlan
from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    date_column,
    moment_column,
    number_column,
    person_column,
)
from records.models import Task as TaskModel

if TYPE_CHECKING:
    from records.models import Task


class ManagementPlanKind(Kind):
    """The service management plan, version by version (clause 6.3)."""

    model = ManagementPlan
    room = "leadership"
    slug = "plan"
    label = _("Service management plan")
    plural = _("Service management plan")
    new_label = _("New plan")
    lead = _(
        "One plan with eight parts. Each contains its text or refers to records, and is held against what there is."
    )
    empty = _("The plan stands here. Begin one, write its eight parts, and let top management approve it.")
    icon = "map-2"
    weight = 50
    labels = {"due": _("Review due")}
    without = frozenset({"import"})
    not_imported = _("A plan is written here, part by part, or taken over from the one before.")

    clauses = ("6.3",)
    evidence_for = (
        Shows("6.3-01", _("A plan that is made, approved, reviewed and renewed")),
        Shows("6.3-02", _("What the plan rests on")),
        *(Shows(f"6.3-{place:02d}", _("A part of the plan")) for place in range(3, 11)),
    )
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("proposed", _("To approve"), "busy", "send"),
        State("approved", _("Approved"), "good", "rubber-stamp"),
        State("superseded", _("Superseded"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        number_column("edition", _("Version")),
        date_column("starts", _("From")),
        date_column("ends", _("Until")),
        person_column("approved_by", _("Approved by")),
        moment_column("approved_at", _("Approved"), default=False),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("Approved"), {"state": "approved"}),
        Tab(_("To approve"), {"state": "proposed"}),
        Tab(_("Drafts"), {"state": "draft"}),
    )
    groups = (
        FieldGroup(
            _("What it plans"),
            ("title", "starts", "ends", "basis"),
            _("Its eight parts are written on its page, one by one."),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "due", "restricted"), _("Its review becomes a task.")),
    )
    create = staticmethod(plans.create)
    edit = staticmethod(plans.edit)
    due_by_task = True
    periods = (("starts", "ends"),)
    facts = ("edition", "starts", "ends", "owner", "due", "follows")
    panels = (
        FieldPanel(_("What it rests on"), ("basis",)),
        FieldPanel(
            _("Approval"),
            ("proposed_by", "approved_by", "approved_at"),
            shows=lambda plan: plan.proposed_by_id is not None,
        ),
    )
    in_own_panels = frozenset({"is_current", "content"})
    actions = (
        Action(
            key="propose",
            label=_("Ask for approval"),
            run=plans.propose,
            form=ProposeForm,
            explain=_("Top management finds it under My work. No part may be empty."),
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Approve"),
            run=plans.approve,
            form=ApproveForm,
            explain=_(
                "You approve exactly what stands below. It stays as it is. The plan before it goes until the first day of this one."
            ),
            is_next=True,
        ),
        Action(
            key="begin_next",
            label=_("Take it into the next period"),
            run=plans.begin_next,
            form=NextForm,
            explain=_("A draft is begun with all eight parts. Tasks that are still open go with it."),
        ),
        Action(
            key="review",
            label=_("Record a review"),
            run=plans.review,
            form=ReviewForm,
            explain=_("The plan stays as it is. To change it, take it into the next version."),
        ),
        Action(
            key="send_back",
            label=_("Send back"),
            run=plans.send_back,
            explain=_("It becomes a draft again."),
            reason_label=_("What is missing"),
        ),
        Action(
            key="supersede",
            label=_("End it without another"),
            run=plans.end,
            explain=_("No plan goes then: do so only when the system itself ends."),
            is_grave=True,
        ),
    )
    wordings = {
        "write_part": Wording(_("Write a part"), _("wrote the part “%(part)s”")),
        "review": Wording(_("Record a review"), _("reviewed it, next on %(due)s")),
        "take_effect": Wording(_("Take effect"), _("let it go from its first day on")),
        "supersede": Wording(_("End it without another"), _("ended it")),
    }

    def answer_url(self, task: Task) -> str:
        """What top management is asked to approve, and its owner to review, is done on a page of its own."""
        pages = {TaskModel.Kind.APPROVE: "do/approve/", TaskModel.Kind.REVIEW: "do/review/"}
        page = pages.get(TaskModel.Kind(task.kind), "")
        return f"{task.record.page_url}{page}" if task.created_by_id is None and page else super().answer_url(task)
