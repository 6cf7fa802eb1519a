"""How the approval matrix looks: a table of the types of document, and a page for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from documents.domain import matrix
from documents.forms import RuleForm
from documents.models import DocumentType
from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    computed_column,
    number_column,
)
from records.models import Task
from standard.catalogue import role_label

if TYPE_CHECKING:
    from collections.abc import Sequence


def roles_in_words(roles: Sequence[str]) -> str:
    """Roles any one of which will do."""
    return get_text_list([role_label(role) for role in roles], _now("or"))


def _months(found: Any) -> str:
    return ngettext("%(n)d month", "%(n)d months", found.review_months) % {"n": found.review_months}


def _years(found: Any) -> str:
    return ngettext("%(n)d year", "%(n)d years", found.retention_years) % {"n": found.retention_years}


class DocumentTypeKind(Kind):
    """Types of document, with who approves them (clause 7.5.2)."""

    model = DocumentType
    room = "documents"
    slug = "types"
    label = _("Document type")
    plural = _("Approval matrix")
    new_label = _("New document type")
    lead = _("Who approves documents of each type, how often they are reviewed, and how long they are kept.")
    empty = _("The types stand here as soon as the installation is set up.")
    icon = "rubber-stamp"
    weight = 170
    labels = {"title": _("Type")}
    not_imported = _("The types are there; who approves them is changed here, by two people.")
    without = frozenset({"import", "sharing", "acknowledge", "readers"})

    clauses = ("7.5.2", "7.5.3.2")
    evidence_for = (
        Shows("7.5.2-03", _("Who approves documents of this type, and who decided so")),
        Shows("7.5.3.2-03", _("How long they are kept")),
    )
    states = (
        State("in_force", _("In force"), "good", "circle-check", is_step=False),
        State("proposed", _("A change waits"), "wait", "circle-dashed", is_step=False),
    )
    columns = (
        computed_column("approvers", _("Approved by"), lambda found: roles_in_words(found.approvers), css="whole"),
        number_column("quorum", _("Signatures")),
        computed_column("review_months", _("Review every"), _months, css="text-nowrap"),
        computed_column("retention_years", _("Kept for"), _years, css="text-nowrap"),
    )
    tabs = (Tab(_("All")), Tab(_("A change waits"), {"state": "proposed"}))
    groups = (FieldGroup(_("The type"), ("title", "owner"), _("What holds for it is changed by two people.")),)
    facts = ("approver", "or_approver", "quorum", "review_months", "retention_years")
    panels = (FieldPanel(_("About it"), ("type",)),)
    in_own_panels = frozenset({"proposed", "proposed_by"})
    actions = (
        Action(
            key="agree",
            label=_("Agree"),
            run=matrix.agree,
            asks_reason=False,
            explain=_("What was proposed holds for versions that are submitted from now on."),
            is_next=True,
        ),
        Action(
            key="propose",
            label=_("Propose a change"),
            run=matrix.propose,
            form=RuleForm,
            explain=_(
                "It holds once top management or the service management representative agrees. "
                "What is in review keeps the rule it was submitted under."
            ),
        ),
        Action(key="take_back", label=_("Take the proposal back"), run=matrix.take_back),
    )
    wordings = {
        "propose": Wording(_("Propose a change"), _("proposed %(what)s")),
        "agree": Wording(_("Agree"), _("agreed to %(what)s")),
        "take_back": Wording(_("Take the proposal back"), _("took back %(what)s")),
    }

    def answer_url(self, task: Task) -> str:
        """What was proposed is agreed to, or not, on its page."""
        return str(task.record.page_url) if task.created_by_id is None else super().answer_url(task)
