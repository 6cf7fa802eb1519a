"""Who may do what with agreements."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import holds, is_administrator
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR

#: Those whose work agreements are.
_by_role = holds(CUSTOMER_LIAISON) | holds(SERVICE_MANAGEMENT_TEAM) | holds(SMR)
keeps = answers_for_it | _by_role
#: Who sets the priorities that hold where no agreement says otherwise.
keeps_priorities = is_administrator | _by_role

SLA = rules(
    create=keeps,
    edit=keeps,
    agree=keeps,
    end=keeps,
    renew=keeps,
    set_terms=keeps,
    set_priorities=keeps,
)
