"""Who may do what in the service portfolio."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import holds
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR

#: Those who keep the portfolio: services, their items and their hours.
keeps = answers_for_it | holds(SERVICE_MANAGEMENT_TEAM) | holds(SMR)

CALENDAR = rules(create=keeps, edit=keeps, retire=keeps, resume=keeps)
SERVICE = rules(
    create=keeps | holds(CUSTOMER_LIAISON) | holds(PROCESS_OWNER),
    edit=keeps,
    go_live=keeps,
    remove=keeps,
    keep=keeps,
    retire=keeps,
)
ITEM = rules(create=keeps, edit=keeps, offer=keeps, close=keeps)
