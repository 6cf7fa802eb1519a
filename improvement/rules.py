"""Who may do what with opportunities for improvement and with actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, rules
from records.access.predicates import did_not_record_it, holds, holds_scope, is_owner, predicate, recorded_it
from records.access.standing import standing_of
from standard.roles import IMPROVEMENT_CHAMPION, SMR

if TYPE_CHECKING:
    from people.models import User

#: Nobody decides on an idea they brought in themselves.
decides = (answers_for_it | holds(IMPROVEMENT_CHAMPION)) & did_not_record_it

OPPORTUNITY = rules(
    accept=decides,
    decline=decides,
    postpone=decides,
    reopen=answers_for_it | holds(IMPROVEMENT_CHAMPION),
    realise=is_owner | holds_scope,
)


@predicate(_("not whoever did it"))
def did_not_do_it(user: User, record: Any) -> bool:
    """Separation of duties: nobody judges the effect of what they, or whom they stand in for, did."""
    return record is not None and (
        record.done_by_id is None or record.done_by_id not in {user.pk, standing_of(user).acts_for}
    )


@predicate(_("who is to judge its effect"))
def is_judge(user: User, record: Any) -> bool:
    """The person asked to judge, or who stands in for them."""
    return (
        record is not None
        and record.judge_id is not None
        and (record.judge_id == user.pk or record.judge_id in standing_of(user).covers)
    )


looks_after = answers_for_it | holds(IMPROVEMENT_CHAMPION) | holds(SMR)
judges = (is_judge | looks_after) & did_not_do_it

ACTION = rules(
    edit=answers_for_it | recorded_it,
    begin=is_owner,
    replan=looks_after,
    complete=is_owner | holds_scope,
    verify=judges,
    find_ineffective=judges,
    reopen=looks_after | is_judge,
    cancel=looks_after,
)
