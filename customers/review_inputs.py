"""What the customer liaison officers bring to a management review: whether each customer is looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.models import CustomerRelationship
from people.calendar import today
from records.review_inputs import (
    day_words,
    list_url,
    named_cells,
    named_headings,
    names_of,
    none_wanted,
    owner_of,
    table,
    tables,
)
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User
    from shell.registry import Table


def customers(_period: Period, user: User) -> Brought | None:
    """The customers we look after, and those whose next service review is late or not planned."""
    seen = CustomerRelationship.objects.visible_to(user).current().filter(state="active")
    found = list(seen.select_related("owner").order_by("due", "pk"))
    if not found:
        return None
    late = [each for each in found if each.due and each.due < today()]
    figures = _figures(found, late)
    return Brought(
        message=_words(late, len(found)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(late + [each for each in found if each.due is None])),
        lacks=_("Complaints and surveys have no room here yet."),
    )


def _words(late: Sequence[CustomerRelationship], count: int) -> str:
    if not late:
        return ngettext(
            "The service review of the one customer is not late.",
            "The service review of none of %(all)d customers is late.",
            count,
        ) % {"all": count}
    words = ngettext(
        "The service review of %(n)d of %(all)d customers is late: %(which)s.",
        "The service reviews of %(n)d of %(all)d customers are late: %(which)s.",
        len(late),
    )
    return words % {"n": len(late), "all": count, "which": names_of(late)}


def _figures(found: Sequence[CustomerRelationship], late: Sequence[CustomerRelationship]) -> list[Figure]:
    url = list_url("customer-relationship", state="active")
    return [
        Figure.count("customers", _("Customers looked after"), len(found), url=url),
        none_wanted(
            "reviews_late",
            _("Service reviews that are late"),
            len(late),
            url=url,
        ),
        none_wanted(
            "reviews_unplanned",
            _("Without a next service review"),
            sum(each.due is None for each in found),
            tone="warn",
            url=url,
        ),
    ]


def _table(found: Sequence[CustomerRelationship]) -> Table:
    headings = named_headings(
        _("Customer"), Heading(_("Tier")), Heading(_("Looked after by")), Heading(_("Service review due"))
    )
    rows = (
        [
            *named_cells(each),
            Cell(str(each.get_tier_display())),
            Cell(owner_of(each)),
            Cell(day_words(each.due) or _("not planned"), "bad" if each.due else "warn"),
        ]
        for each in found
    )
    return table("customers", _("Customers whose service review is late or not planned"), headings, rows, len(found))
