"""What the pages of incidents and service requests share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.domain import working
from operations.enums import Channel, Priority
from operations.forms import AssignForm, HoldForm, ResolveForm
from operations.importing.profiles import PROFILES
from operations.kind.filters import FIGURE_FILTERS, month_filter
from operations.kind.target import left_column, target_filter
from operations.models import OPEN_STATES
from records.kind import (
    Action,
    ChoiceFilter,
    Filter,
    State,
    Tab,
    Wording,
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
    left_column(),
    choice_column("priority", _("Priority")),
    record_column("service", _("Service")),
    record_column("customer", _("Customer"), default=False),
    record_column("team", _("Team")),
    moment_column("opened_at", _("Opened")),
    text_column("category", _("Category"), default=False),
    text_column("caller", _("Caller"), default=False),
    text_column("assignee_name", _("Assigned to there"), default=False),
    text_column("external_number", _("Number there"), default=False),
)
#: What tickets are called as coming from, by the profiles that bring them in.
SOURCES = [(source, source) for source in dict.fromkeys(profile.source for profile in PROFILES.values())]


def filters_of(model: type[Any]) -> tuple[Filter, ...]:
    """The filters of a kind of ticket."""
    return (
        ChoiceFilter("priority", _("Priority"), [(str(priority.value), priority.label) for priority in Priority]),
        target_filter(model),
        ChoiceFilter("channel", _("Came by"), Channel.choices),
        month_filter("opened_at", _("Opened")),
        ChoiceFilter("source", _("Comes from"), SOURCES),
        *FIGURE_FILTERS,
    )


TABS = (
    Tab(_("All")),
    Tab(_("New"), {"state": "new"}),
    Tab(_("My own"), {"owner": "me"}),
    Tab(_("Target missed"), {"target": "missed"}),
)
#: What stands at the head of a ticket; its clocks, pauses and where it came from stand in panels.
FACTS = ("priority", "owner", "team", "caller", "service", "customer", "opened_at")
#: What else is said of it, and of how it ended.
CLASSIFIED = ("category", "subcategory", "channel", "agreement")
ENDED = ("resolution", "resolution_code", "resolved_at", "closed_at", "reopened", "reassigned")


def has_ended(record: Any) -> bool:
    """Whether a ticket ended, now or before it was reopened."""
    return record.state not in OPEN_STATES or bool(record.reopened or record.resolution)


IN_OWN_PANELS = frozenset(
    {
        "counted_from",
        "warn_from",
        "due_at",
        "breached",
        "elapsed",
        "waits_for",
        "responded_at",
        "assignee_name",
        "source",
        "external_number",
        "external_url",
        "external_state",
        "external_breached",
        "external_updated",
        "external_id",
        "external_hash",
        "vanished",
    }
)
#: What is done to tickets of both kinds, in the order of a day; each kind puts its own between.
TAKE = Action(key="take", label=_("Take"), run=working.take, asks_reason=False, is_next=True)
ASSIGN = Action(key="assign", label=_("Assign"), run=working.assign, form=AssignForm, in_bulk=True)
HOLD = Action(key="hold", label=_("Put on hold"), run=working.hold, form=HoldForm, in_bulk=True)
RESUME = Action(key="resume", label=_("Resume"), run=working.resume, asks_reason=False, is_next=True)
RESOLVE = Action(key="resolve", label=_("Resolve"), run=working.resolve, form=ResolveForm, is_next=True, in_bulk=True)
REOPEN = Action(key="reopen", label=_("Reopen"), run=working.reopen)
CLOSE = Action(key="close", label=_("Close"), run=working.close, asks_reason=False, is_next=True)
CANCEL = Action(key="cancel", label=_("Cancel"), run=working.cancel, is_grave=True)
WORDINGS = {
    "step": Wording(_("Tick steps off"), _("did the step: %(text)s")),
    "take_steps": Wording(_("Take the steps of a procedure"), _("took %(steps)s steps of %(source)s")),
    "leave_out_step": Wording(_("Leave steps out"), _("left a step out or did it otherwise: %(text)s")),
    "import": Wording(_("Import"), _("imported it")),
    "sync": Wording(_("Synchronise"), _("brought it up to date with its source")),
    "exclude": Wording(_("Propose an exclusion"), _("proposed that a missed target does not count")),
    "approve_exclusion": Wording(_("Approve an exclusion"), _("approved that a missed target does not count")),
    "refuse_exclusion": Wording(_("Refuse an exclusion"), _("refused that a missed target does not count")),
}
