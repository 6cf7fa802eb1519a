"""Who may do what with assessments, the roadmap and changes of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, hung_on_by, rules, takes_part
from records.access.predicates import did_not_record_it, holds, is_administrator, nobody, predicate
from records.access.standing import standing_of
from standard.roles import INTERNAL_AUDITOR, SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("not the owner"))
def is_not_owner(user: User, record: Any) -> bool:
    """Separation of duties: nobody says of what they, or whom they stand in for, answer for that it is proven."""
    return record is not None and (
        record.owner_id is None or record.owner_id not in {user.pk, standing_of(user).acts_for}
    )


@predicate(_("not whoever carried it out"))
def did_not_do_it(user: User, record: Any) -> bool:
    """Separation of duties: nobody judges the effects of what they, or whom they stand in for, did."""
    return record is not None and (
        record.done_by_id is None or record.done_by_id not in {user.pk, standing_of(user).acts_for}
    )


#: Those who begin an assessment of the whole standard.
begins = holds(SMR) | is_administrator
assesses = answers_for_it | holds(SMR)
proves = (holds(SMR) | holds(INTERNAL_AUDITOR) | holds(TOP_MANAGEMENT)) & is_not_owner
plans = answers_for_it | holds(SMR) | holds(TOP_MANAGEMENT)
#: Changes of the system are approved by those who answer for the whole of it, never by their authors.
approves = (holds(SMR) | holds(TOP_MANAGEMENT)) & did_not_record_it & is_not_owner
keeps = takes_part | holds(SMR)

ASSESSMENT = rules(
    create=begins,
    edit=assesses,
    withdraw=nobody,
    restore=nobody,
    **hung_on_by(keeps),
    plan=assesses,
    put_in_place=assesses,
    set_back=assesses | holds(INTERNAL_AUDITOR),
    prove=proves,
    name_evidence=assesses | holds(INTERNAL_AUDITOR),
)
ROADMAP = rules(
    create=plans,
    edit=plans,
    set_phases=plans,
    place=plans,
    enforce=holds(SMR) | holds(TOP_MANAGEMENT),
    conclude=plans,
    **hung_on_by(keeps),
)
SMS_CHANGE = rules(
    edit=keeps,
    submit=keeps,
    approve=approves,
    refuse=approves,
    take_up=keeps,
    complete=answers_for_it | holds(SMR),
    review_effects=(answers_for_it | holds(SMR) | holds(TOP_MANAGEMENT)) & did_not_do_it,
    close=answers_for_it | holds(SMR),
    call_off=keeps,
    name_version=keeps,
    **hung_on_by(keeps),
)
