"""Who may do what with recurring duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, rules
from records.access.predicates import holds, is_administrator, predicate
from records.access.standing import standing_of
from standard.roles import PROCESS_OWNER, SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("not whoever proposed the interval"))
def did_not_propose_it(user: User, record: Any) -> bool:
    """Separation of duties: nobody approves an interval that they, or whom they stand in for, proposed."""
    return record is not None and (
        record.proposed_by_id is None or record.proposed_by_id not in {user.pk, standing_of(user).acts_for}
    )


@predicate(_("holders of the role that does it"))
def holds_its_role(user: User, record: Any) -> bool:
    """Whoever holds the role that the duty is for."""
    return record is not None and record.role_id is not None and record.role_id in standing_of(user).role_records


@predicate(_("those who answer for it and may begin duties"))
def begins_it_anew(user: User, record: Any) -> bool:
    """Whoever takes it into the next year makes a duty: owners do who may."""
    return record is not None and answers_for_it(user, record) and begins(user, None)


keeps = answers_for_it | holds(SMR)
begins = holds(SMR) | holds(PROCESS_OWNER) | is_administrator
#: Who sets what the calendar begins with.
sets_year = holds(SMR) | holds(TOP_MANAGEMENT)

DUTY = rules(
    create=keeps | begins,
    edit=keeps,
    propose=keeps,
    take_back=keeps,
    approve=(holds(SMR) | holds(TOP_MANAGEMENT)) & did_not_propose_it,
    record_done=keeps | holds_its_role,
    rest=keeps,
    resume=keeps,
    roll_forward=holds(SMR) | is_administrator | begins_it_anew,
)
