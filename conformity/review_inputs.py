"""What the conformity room brings to a management review: changes of the system that are planned or under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conformity.models import SmsChange
from people.calendar import today
from records.kind import is_over
from records.review_inputs import (
    day_words,
    list_url,
    named_cells,
    named_headings,
    none_wanted,
    owner_of,
    state_cell,
    table,
    tables,
    text_of,
)
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: States of a change, with what a figure of them is called.
COUNTED = ("draft", "submitted", "approved", "done")


def changes(_period: Period, user: User) -> Brought | None:
    """Changes of the system that are not over, those that are late first."""
    seen = SmsChange.objects.visible_to(user).current().exclude(is_over())
    found = list(seen.select_related("owner").order_by("due", "pk"))
    if not found:
        return None
    late = [each for each in found if each.due and each.due < today()]
    figures = [
        *(_count_figure(state, found) for state in COUNTED),
        none_wanted("late", _("Changes that are late"), len(late), tone="warn", url=list_url("sms-change", due="past")),
    ]
    return Brought(
        message=_words(found, late),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(found)),
        lacks=_("Changes of services, of suppliers and of law have no room here yet."),
    )


def _count_figure(state: str, found: Sequence[SmsChange]) -> Figure:
    names = {
        "draft": _("Changes planned"),
        "submitted": _("Changes to decide"),
        "approved": _("Changes approved"),
        "done": _("Changes whose effects are to be reviewed"),
    }
    count = sum(each.state == state for each in found)
    return Figure.count(state, names[state], count, url=list_url("sms-change", state=state))


def _words(found: Sequence[SmsChange], late: Sequence[SmsChange]) -> str:
    words = ngettext(
        "%(n)d change of the system is planned or under way",
        "%(n)d changes of the system are planned or under way",
        len(found),
    ) % {"n": len(found)}
    if not late:
        return _("%(words)s, none of them late.") % {"words": words}
    return _("%(words)s, %(late)d of them late.") % {"words": words, "late": len(late)}


def _table(found: Sequence[SmsChange]) -> Table:
    headings = named_headings(
        _("Change"), Heading(_("State")), Heading(_("Owner")), Heading(_("Due")), Heading(_("Effect"), width=34)
    )
    rows = (
        [
            *named_cells(each),
            state_cell(each),
            Cell(owner_of(each)),
            Cell(day_words(each.due), "warn" if each.due and each.due < today() else ""),
            Cell(text_of(each, each.effect)),
        ]
        for each in found
    )
    return table("changes", _("Changes of the system"), headings, rows, len(found))
