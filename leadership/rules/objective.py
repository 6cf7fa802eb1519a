"""Who may do what with objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, rules
from records.access.predicates import did_not_record_it, holds, is_administrator, predicate
from records.access.standing import standing_of
from standard.roles import PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("not whoever proposed it"))
def did_not_propose_it(user: User, record: Any) -> bool:
    """Separation of duties: nobody approves an objective that they, or whom they stand in for, proposed."""
    return record is not None and (
        record.proposed_by_id is None or record.proposed_by_id not in {user.pk, standing_of(user).acts_for}
    )


leads = holds(TOP_MANAGEMENT) | holds(SMR)
keeps = answers_for_it | leads
#: Functions and levels set objectives of their own.
sets = leads | holds(PROCESS_OWNER) | holds(SERVICE_MANAGEMENT_TEAM) | is_administrator


@predicate(_("those who answer for it and may set objectives"))
def sets_it_anew(user: User, record: Any) -> bool:
    """Whoever takes it into the next period makes an objective: owners do who may."""
    return record is not None and answers_for_it(user, record) and sets(user, None)


OBJECTIVE = rules(
    create=sets,
    edit=keeps,
    set_plan=keeps,
    raise_step=keeps,
    propose=keeps,
    approve=holds(TOP_MANAGEMENT) & did_not_record_it & did_not_propose_it,
    send_back=keeps,
    replan=keeps,
    appoint=keeps,
    tell=keeps,
    achieve=leads,
    miss=leads,
    drop=leads,
    roll_forward=leads | is_administrator | sets_it_anew,
)
