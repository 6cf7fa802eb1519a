"""Who may do what with relationships with customers."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import holds
from standard.roles import CUSTOMER_LIAISON

keeps = answers_for_it | holds(CUSTOMER_LIAISON)

RELATIONSHIP = rules(create=keeps, edit=keeps, end=keeps, resume=keeps)
