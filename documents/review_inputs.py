"""What the documentation managers bring to a management review: policies, who has read them, and reviews overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.overview.rates import policies_in_force
from documents.overview.reviews import reviews_due
from documents.required import required
from people.calendar import today
from records.labels import cells_of
from records.review_inputs import (
    day_words,
    list_url,
    named_headings,
    none_wanted,
    percent_words,
    share_figure,
    table,
    tables,
)
from shell.registry import Brought, Cell, Computed, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.overview.rates import Read
    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: The policies that input f names, by what they are required as.
REQUIRED = (
    "5.2.1/service-management-policy",
    "8.5.1.1/change-management-policy",
    "8.7.3.1/information-security-policy",
)


def policies(_period: Period, user: User) -> Brought | None:
    """The policies in force with how many have acknowledged each, which required one is missing, reviews overdue."""
    found, late = policies_in_force(user), reviews_due(user)[0].count
    if not found and not late:
        return None
    missing = [required()[key].name for key in REQUIRED if key not in {each.document.answers for each in found}]
    figures = _figures(found, missing, late)
    return Brought(
        message=_words(found, missing),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(found)),
        lacks=_("What audits found about policies is not told: audits have no room here yet."),
    )


def _words(found: Sequence[Read], missing: list[str]) -> str:
    if missing:
        return ngettext(
            "A policy that is asked for is not in force: %(which)s.",
            "Policies that are asked for are not in force: %(which)s.",
            len(missing),
        ) % {"which": get_text_list(missing, _("and"))}
    unread = sum(each.rate.read < each.rate.asked for each in found)
    if unread:
        words = ngettext(
            "All three policies that are asked for are in force; %(n)d policy was not acknowledged by everybody it is for.",
            "All three policies that are asked for are in force; %(n)d policies were not acknowledged by everybody they are for.",
            unread,
        )
        return words % {"n": unread}
    return _("All three policies that are asked for are in force, and everybody they are for has acknowledged them.")


def _figures(found: Sequence[Read], missing: Sequence[str], late: int) -> list[Figure]:
    url = list_url("document", type="policy")
    there = len(REQUIRED) - len(missing)
    read, asked = sum(each.rate.read for each in found), sum(each.rate.asked for each in found)
    return [
        Figure(
            "required",
            _("Policies asked for that are in force"),
            _("%(n)d of %(all)d") % {"n": there, "all": len(REQUIRED)},
            str(there),
            tone="bad" if missing else "good",
            wanted=_("all of them"),
            better="up",
            url=url,
        ),
        Figure.count("in_force", _("Policies in force"), len(found), url=url),
        share_figure(
            "acknowledged",
            _("Policies acknowledged by those they are for"),
            read,
            asked,
            tone="" if not asked else "warn" if read < asked else "good",
            wanted=_("everybody") if asked else "",
            url=url,
        ),
        none_wanted("reviews_late", _("Documents whose review is overdue"), late, url=list_url("document", due="past")),
    ]


def _table(found: Sequence[Read]) -> Table:
    headings = named_headings(
        _("Policy"),
        Heading(_("Asked for as")),
        Heading(_("Acknowledged"), is_number=True),
        Heading(_("Share"), is_number=True),
        Heading(_("Review due")),
    )
    ordered = sorted(found, key=lambda each: (each.document.answers not in REQUIRED, each.rate.percent))
    return table("policies", _("Policies in force"), headings, map(_row, ordered), len(ordered))


def _row(found: Read) -> list[Cell]:
    document, rate = found.document, found.rate
    asked_for = required().get(document.answers)
    is_late = document.due is not None and document.due < today()
    share = percent_words(Computed.share(rate.read, rate.asked).value) if rate.asked else _("nobody is asked")
    return [
        *cells_of(document),
        Cell(asked_for.name if asked_for else ""),
        Cell(f"{rate.read} / {rate.asked}" if rate.asked else ""),
        Cell(share, "warn" if rate.read < rate.asked else "good" if rate.asked else ""),
        Cell(day_words(document.due), "bad" if is_late else ""),
    ]
