"""What the pages of incidents and service requests share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from operations.domain import working
from operations.enums import Channel, Priority
from operations.forms import HoldForm, ResolveForm
from operations.importing.profiles import PROFILES
from records.kind import (
    Action,
    ChoiceFilter,
    DateRangeFilter,
    State,
    Tab,
    choice_column,
    moment_column,
    record_column,
    text_column,
)

STATES = (
    State("new", _("New"), "wait", "circle-dashed"),
    State("in_progress", _("In progress"), "busy", "progress"),
    State("on_hold", _("On hold"), "warn", "player-pause", is_step=False),
    State("resolved", _("Resolved"), "good", "circle-check", is_over=True),
    State("closed", _("Closed"), "wait", "archive", is_over=True),
    State("cancelled", _("Cancelled"), "wait", "circle-x", is_step=False, is_over=True),
)
COLUMNS = (
    choice_column("priority", _("Priority")),
    record_column("service", _("Service")),
    record_column("customer", _("Customer"), default=False),
    record_column("team", _("Team")),
    moment_column("opened_at", _("Opened")),
    moment_column("due_at", _("Time left")),
    text_column("category", _("Category"), default=False),
    text_column("caller", _("Caller"), default=False),
    text_column("assignee_name", _("Assigned to there"), default=False),
    text_column("external_number", _("Number there"), default=False),
)
#: What tickets are called as coming from, by the profiles that bring them in.
SOURCES = [(source, source) for source in dict.fromkeys(profile.source for profile in PROFILES.values())]
FILTERS = (
    ChoiceFilter("priority", _("Priority"), [(str(priority.value), priority.label) for priority in Priority]),
    ChoiceFilter("channel", _("Came by"), Channel.choices),
    DateRangeFilter("opened_at", _("Opened"), is_moment=True),
    ChoiceFilter("source", _("Comes from"), SOURCES),
)
TABS = (Tab(_("All")), Tab(_("New"), {"state": "new"}), Tab(_("My own"), {"owner": "me"}))
#: Columns that no form asks for and every page of a ticket shows.
FACTS = (
    "owner",
    "team",
    "assignee_name",
    "service",
    "customer",
    "agreement",
    "priority",
    "caller",
    "channel",
    "category",
    "subcategory",
    "waits_for",
    "opened_at",
    "responded_at",
    "resolved_at",
    "closed_at",
    "due_at",
    "breached",
    "elapsed",
    "reopened",
    "reassigned",
    "resolution_code",
    "source",
    "external_number",
    "external_url",
    "external_state",
    "external_breached",
    "external_updated",
    "vanished",
)
IN_OWN_PANELS = frozenset({"counted_from", "warn_from", "external_id", "external_hash"})
ACTIONS = (
    Action(key="take", label=_("Take"), run=working.take, asks_reason=False, is_next=True),
    Action(key="hold", label=_("Put on hold"), run=working.hold, form=HoldForm),
    Action(key="resume", label=_("Resume"), run=working.resume, asks_reason=False, is_next=True),
    Action(key="resolve", label=_("Resolve"), run=working.resolve, form=ResolveForm, is_next=True),
    Action(key="reopen", label=_("Reopen"), run=working.reopen),
    Action(key="close", label=_("Close"), run=working.close, asks_reason=False, is_next=True),
    Action(key="cancel", label=_("Cancel"), run=working.cancel),
)
