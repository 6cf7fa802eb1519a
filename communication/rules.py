"""Who may do what with meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, hung_on_by, rules
from records.access.predicates import holds, predicate, recorded_it
from records.access.standing import standing_of
from standard.roles import COMMUNICATION_COORDINATOR, SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("who chairs it"))
def is_chair(user: User, record: Any) -> bool:
    """Whoever chairs the meeting, or stands in for them."""
    return _is(user, record and record.chair_id)


@predicate(_("who takes the minutes"))
def is_minute_taker(user: User, record: Any) -> bool:
    """Whoever takes the minutes, or stands in for them."""
    return _is(user, record and record.minute_taker_id)


@predicate(_("not who takes the minutes"))
def did_not_take_minutes(user: User, record: Any) -> bool:
    """Separation of duties: nobody approves minutes that they, or whom they stand in for, wrote."""
    return record is not None and (
        record.minute_taker_id is None or record.minute_taker_id not in {user.pk, standing_of(user).acts_for}
    )


def _is(user: User, key: int | None) -> bool:
    return key is not None and (key == user.pk or key in standing_of(user).covers)


runs = answers_for_it | is_chair | is_minute_taker | holds(COMMUNICATION_COORDINATOR)

MEETING = rules(
    edit=runs,
    invite=runs,
    hold=runs,
    write_minutes=runs,
    decide=runs,
    strike=runs,
    submit=runs,
    send_back=is_chair | answers_for_it | holds(SMR),
    # Where the chair takes the minutes, the service management representative reads them; a review's, top management.
    approve=(is_chair | holds(SMR) | holds(TOP_MANAGEMENT)) & did_not_take_minutes,
    call_off=runs,
    **hung_on_by(runs | recorded_it),
)
