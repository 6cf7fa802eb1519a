"""How fresh the evidence of a requirement item is: from the register of duties alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measures.domain.interval import Freshness, freshness
from measures.models import Duty, DutyItem
from people.calendar import today

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from people.models import User

#: From best to worst: of several duties of one item the worst says how it stands.
ORDER = list(Freshness)


def freshness_by_item(
    numbers: Collection[str] | None = None, day: date | None = None, *, seen_by: User | None = None
) -> dict[str, Freshness]:
    """The freshness of many items by their numbers, in one query; of all that a duty in force names where None is given.

    With ``seen_by`` only duties that this person sees say something of an item.
    """
    rows = DutyItem.objects.filter(duty__state="in_force", duty__withdrawn=False)
    if seen_by is not None:
        rows = rows.filter(duty__in=Duty.objects.visible_to(seen_by).values("pk"))
    if numbers is not None:
        rows = rows.filter(item__identifier__in=numbers)
    found: dict[str, Freshness] = {}
    for number, last_done, due in rows.values_list("item__identifier", "duty__last_done", "duty__due"):
        here = freshness(last_done, due, day or today())
        found[number] = max(found.get(number, here), here, key=ORDER.index)
    return found
