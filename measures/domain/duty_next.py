"""A duty goes on into the next year otherwise: as a new one to approve, with what is open; the one before rests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from measures.domain.duty import create, rest
from measures.domain.roll_forward import RolledForward, roll_forward

if TYPE_CHECKING:
    from datetime import date

    from measures.models import Duty
    from people.models import User

#: What the next duty has in common with the one before.
COPIED = ("title", "about", "role", "restricted")


@transaction.atomic
def take_forward(
    duty: Duty,
    *,
    actor: User,
    first_due: date,
    every: int,
    unit: str,
    owner: User,
    reason: str,
    token: str | None = None,
) -> RolledForward:
    """Begin the duty anew with another interval, day or owner, for somebody else to approve; the one before rests.

    Its times and their evidence stay there, one link away. Raises Refused, StaleError, NotNowError where it was done already.
    """
    items = ", ".join(duty.duty_items.values_list("item__identifier", flat=True))
    begin: Any = partial(create, items=items, reason=reason, token=token)
    changes = {"first_due": first_due, "proposed_every": every, "proposed_unit": unit, "owner": owner}
    rolled = roll_forward(duty, actor=actor, create=begin, copied=COPIED, changes=changes)
    if duty.state == "in_force":
        rest(duty, actor=actor, reason=reason)
    return rolled
