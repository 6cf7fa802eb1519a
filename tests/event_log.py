"""A log of events as ServiceNow writes it, of as many incidents as one likes: seven rows each, thirty-six columns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

#: State, hours after the one before, priority.
STORY = (
    ("New", 0, "3 - Moderate"),
    ("Active", 1, "3 - Moderate"),
    ("Active", 2, "3 - Moderate"),
    ("Awaiting User Info", 5, "3 - Moderate"),
    ("Active", 20, "3 - Moderate"),
    ("Resolved", 9, "3 - Moderate"),
    ("Closed", 120, "3 - Moderate"),
)
HEADER = (
    "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,"
    "sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,"
    "cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,"
    "rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at"
)


def event_log(count, first=0):
    """A log of so many incidents, as bytes."""
    file = StringIO()
    file.write(HEADER + "\n")
    for number in range(first, first + count):
        file.writelines(_story(number))
    return file.getvalue().encode()


def _story(number):
    opened = datetime(2016, 3, 1, tzinfo=UTC) + timedelta(minutes=number * 7919 % 40_000)
    at, ended = opened, opened + timedelta(hours=sum(hours for _state, hours, _priority in STORY))
    for place, (state, hours, priority) in enumerate(STORY):
        at += timedelta(hours=hours)
        yield (
            f"BEN{number:07},{state},true,{place // 3},0,{place},true,Caller {number % 900},Opened by 8,{_day(opened)},"
            f"Created by 6,{_day(opened)},Updated by 21,{_day(at)},Phone,Location 143,Category {number % 40},"
            f"Subcategory {number % 170},Symptom 72,?,2 - Medium,2 - Medium,{priority},Group {number % 60},"
            f"Resolver {number % 200},true,false,Do Not Notify,?,?,?,?,code 5,Resolved by 149,?,{_day(ended)}\n"
        )


def _day(moment):
    return f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M}"
