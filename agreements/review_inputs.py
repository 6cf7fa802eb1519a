"""What the room of agreements brings to a management review: agreements that end soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from people.calendar import today
from records.review_inputs import (
    day_words,
    list_url,
    name_of,
    named_cells,
    named_headings,
    names_of,
    none_wanted,
    table,
    tables,
)
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: How far ahead ends are looked for.
MONTHS = 6


def ending(_period: Period, user: User) -> Brought | None:
    """Agreements in force that end within six months, and whether their next edition was begun."""
    found = _agreed(user)
    if not found:
        return None
    until = today() + relativedelta(months=MONTHS)
    soon = [each for each in found if each.valid_until and each.valid_until <= until]
    bare = [each for each in soon if not each.is_followed]
    url = list_url("sla", state="agreed")
    figures = [
        Figure.count("agreements", _("Agreements in force"), len(found), url=url),
        Figure.count("ending", _("Ending within six months"), len(soon), url=url),
        none_wanted("unrenewed", _("Of these without a next edition"), len(bare), tone="warn", url=url),
    ]
    return Brought(
        message=_words(soon, bare, len(found)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(soon)),
    )


def _agreed(user: User) -> Sequence[Any]:
    """Agreements in force, those that end first first, each with whether another edition follows it."""
    followed = Agreement.objects.visible_to(user).current().filter(supersedes=OuterRef("pk"))
    seen = Agreement.objects.visible_to(user).current().filter(state="agreed").annotate(is_followed=Exists(followed))
    return list(seen.select_related("customer").defer("terms", "evidence_note").order_by("valid_until", "pk"))


def _words(soon: Sequence[Agreement], bare: Sequence[Agreement], count: int) -> str:
    if not soon:
        return ngettext(
            "The one agreement in force does not end within six months.",
            "None of %(all)d agreements in force ends within six months.",
            count,
        ) % {"all": count}
    words = ngettext(
        "%(n)d of %(all)d agreements ends within six months",
        "%(n)d of %(all)d agreements end within six months",
        len(soon),
    ) % {"n": len(soon), "all": count}
    if not bare:
        return _("%(words)s; the next edition of each was begun.") % {"words": words}
    return _("%(words)s; no next edition was begun of %(which)s.") % {"words": words, "which": names_of(bare)}


def _table(soon: Sequence[Any]) -> Table:
    headings = named_headings(_("Agreement"), Heading(_("Customer")), Heading(_("Ends on")), Heading(_("Next edition")))
    rows = (
        [
            *named_cells(each),
            Cell(name_of(each.customer), record=each.customer_id),
            Cell(day_words(each.valid_until), "bad" if each.valid_until < today() else ""),
            Cell(_("begun"), "good") if each.is_followed else Cell(_("not begun"), "warn"),
        ]
        for each in soon
    )
    return table("ending", _("Agreements that end within six months"), headings, rows, len(soon))
