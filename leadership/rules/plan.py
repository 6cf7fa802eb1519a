"""Who may do what with the service management plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, hung_on_by, rules, takes_part
from records.access.predicates import did_not_record_it, holds, nobody, predicate
from records.access.standing import standing_of
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("who answers for a part of it"))
def answers_for_a_part(user: User, plan: Any) -> bool:
    """Whoever a part of the plan names as answering for it."""
    return plan is not None and user.pk in plan.answerable_keys


@predicate(_("not its authors"))
def did_not_write_it(user: User, plan: Any) -> bool:
    """Separation of duties: nobody approves a plan that they, or whom they stand in for, wrote at or proposed."""
    own = {user.pk, standing_of(user).acts_for} - {None}
    return plan is not None and own.isdisjoint({*plan.author_keys, plan.proposed_by_id})


@predicate(_("what was never approved"))
def was_never_approved(_user: User, plan: Any) -> bool:
    """What people were told to go by is superseded, not withdrawn."""
    return plan is not None and plan.approved_at is None


writes = answers_for_it | holds(SMR)
looks_on = writes | holds(TOP_MANAGEMENT)

PLAN = rules(
    create=writes,
    edit=writes,
    write_part=writes | answers_for_a_part,
    propose=writes,
    send_back=looks_on,
    approve=holds(TOP_MANAGEMENT) & did_not_record_it & did_not_write_it,
    supersede=looks_on,
    review=looks_on,
    take_effect=nobody,
    begin_next=writes,
    withdraw=writes & was_never_approved,
    **hung_on_by(takes_part | holds(SMR)),
)
