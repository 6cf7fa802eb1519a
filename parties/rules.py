"""Who may do what with organisations and contacts."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules, takes_part
from records.access.predicates import holds
from standard.roles import CUSTOMER_LIAISON

#: Those whose work is with customers keep what is known of parties.
keeps = answers_for_it | holds(CUSTOMER_LIAISON)

PARTY = rules(edit=takes_part | holds(CUSTOMER_LIAISON), part=keeps, resume=keeps, merge=keeps)
