"""Who may do what with agreements."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import holds
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR

#: Those whose work agreements are.
keeps = answers_for_it | holds(CUSTOMER_LIAISON) | holds(SERVICE_MANAGEMENT_TEAM) | holds(SMR)

SLA = rules(create=keeps, edit=keeps, agree=keeps, end=keeps, renew=keeps)
