"""What the processes room brings to a management review: rules that are not kept for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.models import Process, Waiver
from records.review_inputs import (
    day_words,
    list_url,
    name_of,
    named_cells,
    named_headings,
    none_wanted,
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


def waivers(_period: Period, user: User) -> Brought | None:
    """Waivers that wait or hold, those that expired first: where policies and processes are not followed by consent."""
    seen = Waiver.objects.visible_to(user).current().filter(state__in=("asked", "in_force"))
    found = sorted(seen.select_related("process").order_by("due", "pk"), key=lambda each: not each.is_expired)
    if not found and not Process.objects.visible_to(user).exists():
        return None
    figures = _figures(found)
    return Brought(
        message=_words(found),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(found)),
    )


def _in_force(found: Sequence[Waiver]) -> int:
    return sum(each.state == "in_force" for each in found)


def _words(found: Sequence[Waiver]) -> str:
    in_force, expired = _in_force(found), sum(each.is_expired for each in found)
    if not in_force:
        return _("No rule of a process is waived.")
    words = ngettext("%(n)d rule is waived", "%(n)d rules are waived", in_force) % {"n": in_force}
    if not expired:
        return _("%(words)s, and none beyond its last day.") % {"words": words}
    return _("%(words)s, %(expired)d of them beyond the last day.") % {"words": words, "expired": expired}


def _figures(found: Sequence[Waiver]) -> list[Figure]:
    expired = sum(each.is_expired for each in found)
    return [
        Figure.count(
            "waivers", _("Waivers in force"), _in_force(found), better="down", url=list_url("waiver", state="in_force")
        ),
        none_wanted(
            "waivers_expired", _("Waivers that expired"), expired, url=list_url("waiver", state="in_force", due="past")
        ),
        Figure.count(
            "waivers_asked",
            _("Waivers to decide"),
            len(found) - _in_force(found),
            url=list_url("waiver", state="asked"),
        ),
    ]


def _table(found: Sequence[Waiver]) -> Table:
    headings = named_headings(
        _("Waiver"), Heading(_("Process")), Heading(_("Risk"), width=30), Heading(_("Until")), Heading(_("State"))
    )
    return table("waivers", _("Waivers, those that expired first"), headings, map(_row, found), len(found))


def _row(waiver: Waiver) -> list[Cell]:
    return [
        *named_cells(waiver),
        Cell(name_of(waiver.process), record=waiver.process_id),
        Cell(text_of(waiver, waiver.risk)),
        Cell(day_words(waiver.due), "bad" if waiver.is_expired else ""),
        Cell(_("Expired"), "bad") if waiver.is_expired else state_cell(waiver),
    ]
