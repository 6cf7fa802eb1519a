"""Who may do what in operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, hung_on_by, rules, takes_part
from records.access.predicates import anyone, did_not_record_it, holds, is_administrator, predicate, recorded_it
from records.access.standing import standing_of
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR

if TYPE_CHECKING:
    from people.models import User


@predicate(_("members of its team"))
def is_in_its_team(user: User, ticket: Any) -> bool:
    """People in the team that the ticket was given to."""
    return ticket is not None and ticket.team_id is not None and ticket.team.memberships.filter(person=user).exists()


@predicate(_("its approver"))
def is_its_approver(user: User, request: Any) -> bool:
    """Whoever is to approve the request, or stands in for them."""
    return request is not None and request.approver_id in {user.pk, *standing_of(user).covers}


@predicate(_("whoever leads the major incident"))
def leads_it(user: User, incident: Any) -> bool:
    """The leader of the major incident, who need not work on it otherwise, or whoever stands in for them."""
    return incident is not None and incident.major_manager_id in {user.pk, *standing_of(user).covers}


works = answers_for_it | is_in_its_team | holds(SERVICE_MANAGEMENT_TEAM)
leads = holds(SERVICE_MANAGEMENT_TEAM) | holds(PROCESS_OWNER) | holds(SMR)
#: Tickets come in many at a time, and with them the teams they name.
brings_in = leads | is_administrator
reports = answers_for_it | holds(SERVICE_MANAGEMENT_TEAM) | holds(CUSTOMER_LIAISON)

_WORK = {
    "create": anyone,
    "edit": works,
    **hung_on_by(works | takes_part),
    **dict.fromkeys(("take", "hold", "resume", "resolve", "close", "cancel", "assign"), works),
    "reopen": works | takes_part,
    "step": works,
    "import": brings_in,
    "sync": brings_in,
    "exclude": works,
    "approve_exclusion": leads,
    "refuse_exclusion": leads,
}

TEAM = rules(create=brings_in, edit=answers_for_it | leads, dissolve=leads, resume=leads)
INCIDENT = rules(
    **_WORK,
    merge=works | takes_part,
    declare_major=works,
    **dict.fromkeys(("stand_down", "tell", "review_major"), works | leads_it),
)
REQUEST = rules(
    **{**_WORK, "cancel": works | recorded_it},
    ask_approval=works | takes_part,
    approve=is_its_approver & did_not_record_it,
    refuse=is_its_approver,
)
REPORT = rules(
    create=reports,
    edit=reports,
    count=reports,
    decide=reports,
    approve=(answers_for_it | holds(SMR) | holds(CUSTOMER_LIAISON)) & did_not_record_it,
    send=reports,
)
