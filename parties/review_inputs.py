"""What the parties' room brings to a management review: the suppliers on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parties.models import Organisation
from records.review_inputs import list_url, named_cells, named_headings, names_of, none_wanted, owner_of, table, tables
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User


def suppliers(_period: Period, user: User) -> Brought | None:
    """The suppliers that we have to do with, and those that nobody looks after."""
    seen = Organisation.objects.visible_to(user).current().filter(is_supplier=True, state="active")
    found = list(seen.select_related("owner").defer("address", "about").order_by("title", "pk"))
    if not found:
        return None
    lost = [each for each in found if each.owner is None or not each.owner.is_active]
    url = list_url("organisation", part="is_supplier", state="active")
    figures = [
        Figure.count("suppliers", _("Suppliers on record"), len(found), url=url),
        none_wanted("ownerless", _("Suppliers that nobody looks after"), len(lost), tone="warn", url=url),
    ]
    headings = named_headings(_("Supplier"), Heading(_("Looked after by")))
    rows = ([*named_cells(each), Cell(owner_of(each), "warn" if each in lost else "")] for each in found)
    return Brought(
        message=_words(lost, len(found)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(table("suppliers", _("Suppliers"), headings, rows, len(found))),
        lacks=_("How suppliers perform is not told: supplier measurement has no room here yet."),
    )


def _words(lost: Sequence[Organisation], count: int) -> str:
    if lost:
        words = ngettext(
            "Nobody looks after %(n)d of %(all)d suppliers: %(which)s.",
            "Nobody looks after %(n)d of %(all)d suppliers: %(which)s.",
            len(lost),
        )
        return words % {"n": len(lost), "all": count, "which": names_of(lost)}
    words = ngettext(
        "%(n)d supplier is on record, and somebody looks after it.",
        "%(n)d suppliers are on record, and somebody looks after each.",
        count,
    )
    return words % {"n": count}
