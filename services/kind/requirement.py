"""How service requirements look."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from records.forms import RecordForm
from records.kind import (
    Action,
    ChoiceFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    choice_column,
    record_column,
    text_column,
)
from services.domain.moves import move
from services.domain.requirements import meet
from services.enums import RequirementPriority, RequirementType
from services.forms import MetForm
from services.models import ServiceRequirement


class RequirementForm(RecordForm):
    """A requirement comes from somebody."""

    def clean(self) -> dict[str, Any]:
        """An organisation, or somebody else in words."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("organisation") and not cleaned.get("required_by"):
            self.add_error("organisation", _("Say who requires it: an organisation here, or somebody else below."))
        return cleaned


class ServiceRequirementKind(Kind):
    """Requirements for services (clause 8.2.2)."""

    model = ServiceRequirement
    room = "services"
    slug = "requirements"
    label = _("Service requirement")
    plural = _("Service requirements")
    new_label = _("New requirement")
    lead = _("What customers, users, laws and we ourselves require of services, and whether it is met.")
    empty = _("Requirements of services stand here, each with who requires it and who approved it.")
    icon = "clipboard-check"
    weight = 40
    labels = {"title": _("In short"), "due": _("To be met by")}

    clauses = ("8.2.2",)
    evidence_for = (Shows("8.2.2-01", _("The requirement, who requires it, who approved it, and whether it is met")),)
    states = (
        State("proposed", _("Proposed"), "wait", "circle-dashed"),
        State("refused", _("Refused"), "wait", "circle-x", is_step=False, is_over=True),
        State("approved", _("Approved"), "busy", "progress"),
        State("not_met", _("Not met"), "bad", "alert-square", is_step=False),
        State("met", _("Met"), "good", "circle-check", is_over=True),
    )
    columns = (
        record_column("service", _("Service")),
        record_column("organisation", _("Required by")),
        text_column("required_by", _("Required by others"), default=False),
        choice_column("type", _("About")),
        choice_column("priority", _("Priority")),
    )
    filters = (
        ChoiceFilter("type", _("About"), RequirementType.choices),
        ChoiceFilter("priority", _("Priority"), RequirementPriority.choices),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("To decide"), {"state": "proposed"}),
        Tab(_("Not met"), {"state": "not_met"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What is required"), ("title", "service", "text", "type", "priority")),
        FieldGroup(
            _("Who requires it"),
            ("organisation", "required_by"),
            _("A customer, the users, a law, our own security officer: somebody stands behind each requirement."),
        ),
        FieldGroup(_("How it is met"), ("how_met", "due", "owner", "restricted")),
    )
    form_class = RequirementForm
    facts = ("service", "organisation", "required_by", "type", "priority", "owner", "due")
    panels = (FieldPanel(_("The requirement"), ("text", "how_met")),)
    actions = (
        Action(
            key="approve",
            label=_("Approve"),
            run=move("approve"),
            explain=_("The service has to meet it from now on. Nobody approves what they recorded themselves."),
            is_next=True,
        ),
        Action(key="refuse", label=_("Refuse"), run=move("refuse")),
        Action(key="meet", label=_("Mark as met"), run=meet, form=MetForm, is_next=True),
        Action(key="miss", label=_("Mark as not met"), run=move("miss")),
        Action(key="reopen", label=_("Decide anew"), run=move("reopen")),
    )
