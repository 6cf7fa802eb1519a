"""Who may do what with indicators."""

from __future__ import annotations

from records.access.defaults import answers_for_it, hung_on_by, rules, takes_part
from records.access.predicates import holds, is_administrator
from standard.roles import PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT

keeps = holds(PROCESS_OWNER) | holds(SMR) | holds(SERVICE_MANAGEMENT_TEAM) | holds(TOP_MANAGEMENT) | is_administrator
#: Whoever brings the values: also those who recorded it.
measures = takes_part | keeps
decides = answers_for_it | keeps

INDICATOR = rules(
    create=keeps,
    edit=decides,
    define=decides,
    **dict.fromkeys(("start", "retire", "resume", "close_periods"), decides),
    measure=measures,
    correct=measures,
    compute=measures,
    **hung_on_by(measures),
)
