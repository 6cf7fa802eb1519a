"""Who may do what with management reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, hung_on_by, rules, takes_part
from records.access.predicates import holds, is_administrator, predicate
from records.access.standing import standing_of
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


#: States of a review that was held, or does not take place.
HELD = frozenset({"held", "submitted", "approved", "past", "cancelled"})


def _is(user: User, key: int | None) -> bool:
    return key is not None and (key == user.pk or key in standing_of(user).covers)


@predicate(_("who chairs it"))
def chairs_it(user: User, review: Any) -> bool:
    """Whoever chairs the meeting, or stands in for them."""
    return review is not None and _is(user, review.run_by[0])


@predicate(_("who takes the minutes"))
def takes_the_minutes(user: User, review: Any) -> bool:
    """Whoever takes the minutes of the meeting, or stands in for them."""
    return review is not None and _is(user, review.run_by[1])


@predicate(_("who presents an input"))
def presents_an_input(user: User, review: Any) -> bool:
    """Whoever presents at least one of its inputs, or stands in for them; the verb asks of which."""
    return review is not None and any(_is(user, key) for key in review.presenter_keys)


@predicate(_("not who takes the minutes"))
def did_not_take_minutes(user: User, review: Any) -> bool:
    """Separation of duties: nobody approves minutes that they, or whom they stand in for, wrote."""
    own = {user.pk, standing_of(user).acts_for} - {None}
    return review is not None and review.run_by[1] not in own


@predicate(_("what was not held yet"))
def was_not_held(_user: User, review: Any) -> bool:
    """Its period and its people stay as they were once it was held."""
    return review is not None and review.state not in HELD


runs = answers_for_it | holds(SMR)
writes = runs | chairs_it | takes_the_minutes
looks_on = runs | holds(TOP_MANAGEMENT)

REVIEW = rules(
    create=holds(SMR) | holds(TOP_MANAGEMENT) | is_administrator,
    edit=runs & was_not_held,
    assign=runs,
    comment_input=runs | presents_an_input,
    release=runs | presents_an_input,
    excuse=writes,
    freeze=runs,
    hold=writes,
    consider=writes,
    decide=writes,
    strike=writes,
    conclude=writes,
    submit=writes,
    send_back=looks_on,
    approve=holds(TOP_MANAGEMENT) & did_not_take_minutes,
    keep_past=runs,
    call_off=runs,
    make_pack=looks_on | writes,
    send_pack=runs,
    **hung_on_by(takes_part | holds(SMR)),
)
