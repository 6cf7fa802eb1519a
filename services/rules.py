"""Who may do what in the service portfolio."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules, takes_part
from records.access.predicates import did_not_record_it, holds
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT

#: Those who keep the portfolio: services, their items and their hours.
keeps = answers_for_it | holds(SERVICE_MANAGEMENT_TEAM) | holds(SMR)
#: Those who bring customers' needs together with what is offered.
plans = keeps | holds(CUSTOMER_LIAISON) | holds(PROCESS_OWNER)
#: Those who tell customers and users what there is (clause 8.2.4).
publishes = holds(CUSTOMER_LIAISON) | holds(SERVICE_MANAGEMENT_TEAM) | holds(SMR)
#: Nobody approves a requirement that they brought in.
decides = plans & did_not_record_it
writes_scope = answers_for_it | holds(SMR)

CALENDAR = rules(create=keeps, edit=keeps, add_edition=keeps, retire=keeps, resume=keeps)
SERVICE = rules(
    create=plans,
    edit=keeps,
    go_live=keeps,
    remove=keeps,
    keep=keeps,
    retire=keeps,
    connect=keeps,
    disconnect=keeps,
    add_operator=keeps,
    end_operator=keeps,
)
ITEM = rules(create=keeps, edit=keeps, offer=keeps, close=keeps)
REQUIREMENT = rules(
    edit=takes_part | holds(PROCESS_OWNER),
    approve=decides,
    refuse=decides,
    reopen=plans,
    meet=plans,
    miss=plans,
)
SCOPE = rules(
    create=writes_scope,
    edit=writes_scope,
    set_services=writes_scope,
    ask=writes_scope,
    approve=holds(TOP_MANAGEMENT) & did_not_record_it,
    send_back=holds(TOP_MANAGEMENT) | writes_scope,
    enforce=writes_scope | holds(TOP_MANAGEMENT),
    supersede=writes_scope | holds(TOP_MANAGEMENT),
    begin_edition=writes_scope,
)
