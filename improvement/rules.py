"""Who may do what with opportunities for improvement."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import did_not_record_it, holds, holds_scope, is_owner
from standard.roles import IMPROVEMENT_CHAMPION

#: Nobody decides on an idea they brought in themselves.
decides = (answers_for_it | holds(IMPROVEMENT_CHAMPION)) & did_not_record_it

OPPORTUNITY = rules(
    accept=decides,
    decline=decides,
    postpone=decides,
    reopen=answers_for_it | holds(IMPROVEMENT_CHAMPION),
    realise=is_owner | holds_scope,
)
