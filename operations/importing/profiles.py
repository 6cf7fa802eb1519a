"""Profiles: how each tool writes its tickets. What the file itself says differently can be set for one import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.enums import Channel, Waiting
from records.importing.values import ISO, NULLS
from shell.registry import Text

#: What a state there is here: our state, and what it waits for.
States = Mapping[str, tuple[str, str]]
INCIDENT, REQUEST = "incident", "service-request"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How a tool writes tickets in a table.

    ``columns`` names the column of each of our fields, the first that a file has is taken; ``states`` are by the
    label or code there in lower case, one ending in ``*`` stands for all that begin so. ``date_format`` is a name of
    ``records.importing.values``; empty means that it is found out. ``numbered`` fields take the number a cell begins
    with. ``html`` says that texts are HTML.
    """

    key: str
    label: Text
    #: What its tickets are called as coming from.
    source: str
    columns: Mapping[str, tuple[str, ...]]
    states: States = field(default_factory=dict)
    #: One row an event instead of one row a ticket: the last of each ticket says how it stands.
    is_event_log: bool = False
    date_format: str = ""
    zone: str = "UTC"
    nulls: frozenset[str] = NULLS
    channels: Mapping[str, str] = field(default_factory=dict)
    priorities: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    #: The field with the source's own verdict says that the target was kept, was missed, or has the time left.
    verdict: str = "kept"
    url: str = ""
    html: bool = False

    def with_settings(self, settings: Mapping[str, Any]) -> Profile:
        """The profile as somebody set it for one import; what is set of states and priorities is added to its own."""
        known = {each.name for each in fields(self)}
        given = {name: value for name, value in settings.items() if value not in (None, "") and name in known}
        for name in ("states", "priorities"):
            if name in given:
                given[name] = {**getattr(self, name), **given[name]}
        return replace(self, **given)


#: Our states, in the order in which a profile names theirs; those that are cancelled come last.
OURS = ("new", "in_progress", "on_hold", "resolved", "closed")


def _states(*names_of: str) -> dict[str, tuple[str, str]]:
    """The states of a tool, those of each of ours with commas between: new, in progress, on hold, resolved, closed."""
    *ours_names, cancelled = names_of
    ours = dict(zip(OURS, ours_names, strict=True))
    found = {name.strip(): (state, "") for state, names in ours.items() for name in names.split(",") if name.strip()}
    found |= {name.strip(): ("cancelled", "") for name in cancelled.split(",") if name.strip()}
    return {name: (state, Waiting.OTHER.value if state == "on_hold" else "") for name, (state, _no) in found.items()}


CHANNELS = {
    "phone": Channel.PHONE.value,
    "email": Channel.MAIL.value,
    "e-mail": Channel.MAIL.value,
    "mail": Channel.MAIL.value,
    "self service": Channel.PORTAL.value,
    "self-service": Channel.PORTAL.value,
    "portal": Channel.PORTAL.value,
    "web": Channel.PORTAL.value,
    "direct opening": Channel.PERSON.value,
    "walk-in": Channel.PERSON.value,
    "chat": Channel.CHAT.value,
    "ivr": Channel.PHONE.value,
    "monitoring": Channel.MONITOR.value,
}
_SERVICENOW_STATES = {
    **_states("new,1", "active,in progress,2", "on hold,3", "resolved,6", "closed,7", "cancelled,canceled,8"),
    "awaiting user info": ("on_hold", Waiting.CALLER.value),
    "awaiting vendor": ("on_hold", Waiting.SUPPLIER.value),
    "awaiting problem": ("on_hold", Waiting.PROBLEM.value),
    "awaiting evidence": ("on_hold", Waiting.EVIDENCE.value),
    "awaiting*": ("on_hold", Waiting.OTHER.value),
}
_SERVICENOW_COLUMNS = {
    "number": ("number", "Number"),
    "external_id": ("sys_id",),
    "title": ("short_description", "Short description"),
    "description": ("description", "Description"),
    "state": ("incident_state", "state", "State"),
    "hold_reason": ("hold_reason",),
    "impact": ("impact", "Impact"),
    "urgency": ("urgency", "Urgency"),
    "priority": ("priority", "Priority"),
    "team": ("assignment_group", "Assignment group"),
    "assignee_name": ("assigned_to", "Assigned to"),
    "caller": ("caller_id", "Caller"),
    "channel": ("contact_type", "Channel"),
    "category": ("category", "Category"),
    "subcategory": ("subcategory", "Subcategory"),
    "symptom": ("u_symptom",),
    "service": ("business_service", "service_offering", "Service"),
    "opened_at": ("opened_at", "Opened"),
    "resolved_at": ("resolved_at", "Resolved"),
    "closed_at": ("closed_at", "Closed"),
    "external_updated": ("sys_updated_at", "sys_updated_on", "Updated"),
    "reopened": ("reopen_count",),
    "reassigned": ("reassignment_count",),
    "resolution": ("close_notes", "Resolution notes"),
    "resolution_code": ("close_code", "closed_code", "Resolution code"),
    "verdict": ("made_sla",),
}

PROFILES = {
    profile.key: profile
    for profile in (
        Profile(
            key="servicenow",
            label=_("ServiceNow, a table"),
            source="ServiceNow",
            columns=_SERVICENOW_COLUMNS,
            states=_SERVICENOW_STATES,
            channels=CHANNELS,
        ),
        Profile(
            key="servicenow-events",
            label=_("ServiceNow, a log with one row an event"),
            source="ServiceNow",
            columns=_SERVICENOW_COLUMNS,
            states=_SERVICENOW_STATES,
            channels=CHANNELS,
            is_event_log=True,
        ),
        Profile(
            key="jira",
            label=_("Jira and Jira Service Management"),
            source="Jira",
            columns={
                "number": ("Issue key",),
                "external_id": ("Issue id",),
                "title": ("Summary",),
                "description": ("Description",),
                "type": ("Issue Type",),
                "state": ("Status",),
                "impact": ("Custom field (Impact)",),
                "priority": ("Priority",),
                "assignee_name": ("Assignee",),
                "caller": ("Reporter",),
                "category": ("Custom field (Request Type)",),
                "subcategory": ("Labels",),
                "service": ("Custom field (Affected services)",),
                "opened_at": ("Created",),
                "resolved_at": ("Resolved",),
                "responded_at": ("Custom field ([CHART] Date of First Response)",),
                "external_updated": ("Updated",),
                "resolution_code": ("Resolution",),
                "verdict": ("Custom field (Time to resolution)",),
                "comments": ("Comment",),
            },
            states={
                **_states(
                    "open,to do,new,backlog",
                    "in progress,work in progress,escalated,in review,reopened",
                    "pending,on hold,waiting for support",
                    "resolved,done",
                    "closed",
                    "cancelled,canceled,declined",
                ),
                "waiting for customer": ("on_hold", Waiting.CALLER.value),
                "waiting for approval": ("new", ""),
            },
            priorities={
                "highest": 1,
                "blocker": 1,
                "critical": 1,
                "high": 2,
                "major": 2,
                "medium": 3,
                "low": 4,
                "minor": 4,
                "lowest": 5,
            },
            levels={
                "extensive / widespread": 1,
                "significant / large": 1,
                "moderate / limited": 2,
                "minor / localized": 3,
            },
            types={
                "service request": REQUEST,
                "[system] service request": REQUEST,
                "service request with approvals": REQUEST,
            },
            verdict="left",
        ),
        Profile(
            key="glpi",
            label=_("GLPI"),
            source="GLPI",
            columns={
                "number": ("id", "ID"),
                "title": ("name", "Title"),
                "description": ("content", "Description"),
                "type": ("type", "Type"),
                "state": ("status", "Status"),
                "impact": ("impact", "Impact"),
                "urgency": ("urgency", "Urgency"),
                "priority": ("priority", "Priority"),
                "caller": ("users_id_recipient", "Requester - Requester"),
                "team": ("groups_id_assign", "Assigned to - Technician group"),
                "assignee_name": ("users_id_assign", "Assigned to - Technician"),
                "category": ("itilcategories_id", "Category"),
                "opened_at": ("date", "Opening date"),
                "responded_at": ("takeintoaccountdate",),
                "resolved_at": ("solvedate", "Resolution date"),
                "closed_at": ("closedate", "Closing date"),
                "external_updated": ("date_mod", "Last update"),
            },
            states=_states(
                "1,new",
                "2,3,assigned,planned,processing (assigned),processing (planned)",
                "4,waiting,pending",
                "5,solved",
                "6,closed",
                "",
            ),
            #: Five steps there, with “major” above them, three here.
            levels={"5": 1, "4": 1, "3": 2, "2": 3, "1": 3},
            priorities={"6": 1, "5": 1, "4": 2, "3": 3, "2": 4, "1": 5},
            types={"2": REQUEST, "request": REQUEST},
            html=True,
        ),
        Profile(
            key="itop",
            label=_("iTop"),
            source="iTop",
            columns={
                "number": ("ref", "Ref"),
                "external_id": ("id",),
                "title": ("title", "Title"),
                "description": ("description", "Description"),
                "type": ("finalclass", "Ticket sub-class"),
                "state": ("status", "Status"),
                "impact": ("impact", "Impact"),
                "urgency": ("urgency", "Urgency"),
                "priority": ("priority", "Priority"),
                "caller": ("caller_id_friendlyname", "caller_id", "Caller"),
                "team": ("team_id_friendlyname", "team_id", "Team"),
                "assignee_name": ("agent_id_friendlyname", "agent_id", "Agent"),
                "channel": ("origin", "Origin"),
                "service": ("service_name", "service_id", "Service"),
                "category": ("servicesubcategory_name", "servicesubcategory_id"),
                "opened_at": ("start_date", "Start date"),
                "responded_at": ("assignment_date",),
                "resolved_at": ("resolution_date", "Resolution date"),
                "closed_at": ("close_date", "Close date"),
                "external_updated": ("last_update", "Last update"),
                "resolution": ("solution", "Solution"),
                "resolution_code": ("resolution_code",),
                "verdict": ("sla_ttr_passed",),
            },
            states={
                **_states("new", "assigned,escalated_tto,escalated_ttr,approved", "", "resolved", "closed", "rejected"),
                "pending": ("on_hold", Waiting.CALLER.value),
                "waiting_for_approval": ("new", ""),
            },
            channels=CHANNELS,
            levels={"1": 1, "2": 1, "3": 2, "4": 3},
            types={"userrequest": REQUEST},
            verdict="missed",
            html=True,
        ),
        Profile(
            key="zammad",
            label=_("Zammad"),
            source="Zammad",
            columns={
                "number": ("number", "Ticket#"),
                "external_id": ("id",),
                "title": ("title", "Title"),
                "type": ("type",),
                "state": ("state", "state_id"),
                "priority": ("priority", "priority_id"),
                "team": ("group", "group_id"),
                "assignee_name": ("owner", "owner_id"),
                "caller": ("customer", "customer_id"),
                "channel": ("create_article_type", "create_article_type_id"),
                "opened_at": ("created_at",),
                "responded_at": ("first_response_at",),
                "closed_at": ("close_at",),
                "external_updated": ("updated_at",),
                "verdict": ("close_diff_in_min",),
            },
            states=_states("new", "open", "pending reminder,pending close", "", "closed,merged", "removed"),
            channels=CHANNELS,
            priorities={"1": 4, "2": 3, "3": 2, "1 low": 4, "2 normal": 3, "3 high": 2},
            types={"service request": REQUEST, "request for change": REQUEST},
            date_format=ISO,
            verdict="left",
        ),
        Profile(
            key="znuny",
            label=_("Znuny, OTRS and OTOBO"),
            source="Znuny",
            columns={
                "number": ("TicketNumber", "Ticket#", "Number"),
                "external_id": ("TicketID",),
                "title": ("Title",),
                "type": ("Type",),
                "state": ("State",),
                "priority": ("Priority",),
                "team": ("Queue",),
                "assignee_name": ("Owner", "Responsible"),
                "caller": ("CustomerUserID", "CustomerID"),
                "service": ("Service",),
                "opened_at": ("Created",),
                "responded_at": ("FirstResponse",),
                "closed_at": ("Closed", "Close Time"),
                "external_updated": ("Changed",),
                "verdict": ("SolutionDiffInMin",),
            },
            states={
                **_states(
                    "new",
                    "open",
                    "pending auto close+,pending auto close-",
                    "",
                    "closed successful,closed unsuccessful,closed with workaround",
                    "removed,merged",
                ),
                "pending reminder": ("on_hold", Waiting.CALLER.value),
            },
            priorities={"1 very low": 5, "2 low": 4, "3 normal": 3, "4 high": 2, "5 very high": 1},
            types={"service request": REQUEST, "request": REQUEST},
            verdict="left",
        ),
        Profile(
            key="free",
            label=_("Another tool"),
            source="Other",
            columns={
                "number": ("number", "Number", "id", "ID", "Ticket"),
                "title": ("title", "Title", "Subject", "Summary"),
                "description": ("description", "Description"),
                "type": ("type", "Type"),
                "state": ("state", "State", "Status", "status"),
                "impact": ("impact", "Impact"),
                "urgency": ("urgency", "Urgency"),
                "priority": ("priority", "Priority"),
                "team": ("team", "Team", "Group"),
                "assignee_name": ("assignee", "Assignee", "Assigned to"),
                "caller": ("caller", "Caller", "Requester"),
                "category": ("category", "Category"),
                "subcategory": ("subcategory", "Subcategory"),
                "service": ("service", "Service"),
                "opened_at": ("opened", "Opened", "Created"),
                "responded_at": ("responded", "First response"),
                "resolved_at": ("resolved", "Resolved"),
                "closed_at": ("closed", "Closed"),
                "external_updated": ("updated", "Updated"),
                "resolution": ("resolution", "Resolution"),
            },
            states=_states(
                "new,open",
                "in progress,active,assigned",
                "on hold,pending,waiting",
                "resolved,solved,done",
                "closed",
                "cancelled,canceled",
            ),
            channels=CHANNELS,
            types={"request": REQUEST, "service request": REQUEST},
        ),
    )
}
