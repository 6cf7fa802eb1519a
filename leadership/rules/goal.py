"""Who may do what with goals of the organisation and with the business processes that carry them."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules
from records.access.predicates import holds, is_administrator
from standard.roles import SMR, TOP_MANAGEMENT

#: Those who set the organisation's course, and those who write it down for them.
leads = holds(TOP_MANAGEMENT) | holds(SMR)
keeps = answers_for_it | leads

GOAL = rules(
    create=leads | is_administrator,
    edit=keeps,
    put_in_force=holds(TOP_MANAGEMENT),
    reach=holds(TOP_MANAGEMENT),
    drop=holds(TOP_MANAGEMENT),
    take_up=holds(TOP_MANAGEMENT),
)
BUSINESS_PROCESS = rules(create=leads | is_administrator, edit=keeps, end=keeps, resume=keeps)
