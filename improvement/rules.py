"""Who may do what with opportunities for improvement."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import did_not_record_it, holds_scope, is_owner

#: Nobody decides on an idea they brought in themselves.
decides = answers_for_it & did_not_record_it

OPPORTUNITY = rules(
    accept=decides,
    decline=decides,
    postpone=decides,
    reopen=answers_for_it,
    realise=is_owner | holds_scope,
)
