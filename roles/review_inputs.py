"""What the roles' room brings to a management review: roles that nobody holds, or one person without a deputy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.review_inputs import (
    day_words,
    named_cells,
    named_headings,
    names_of,
    none_wanted,
    table,
    tables,
)
from roles.queries import roles_and_holders
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User
    from roles.queries import Held
    from shell.registry import Table


def holders(_period: Period, user: User) -> Brought | None:
    """Roles that are vacant, that one person holds without a deputy, and whose last holder's term ends soon."""
    found = roles_and_holders(user)
    if not found:
        return None
    vacant = [each for each in found if each.is_vacant]
    alone, ending = [each for each in found if each.has_no_deputy], [each for each in found if each.ends]
    url = reverse("roles:overview")
    figures = [
        Figure.count("roles", _("Roles in force"), len(found), url=url),
        none_wanted("vacant", _("Roles that nobody holds"), len(vacant), url=url),
        none_wanted("alone", _("Held by one person without a deputy"), len(alone), tone="warn", url=url),
        none_wanted("ending", _("Ending within 30 days, nobody goes on"), len(ending), tone="warn", url=url),
    ]
    return Brought(
        message=_words(vacant, alone, len(found)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(found)),
        lacks=_("Competence of people has no room here yet."),
    )


def _words(vacant: Sequence[Held], alone: Sequence[Held], count: int) -> str:
    if vacant:
        words = ngettext(
            "Nobody holds %(n)d of %(all)d roles: %(which)s.",
            "Nobody holds %(n)d of %(all)d roles: %(which)s.",
            len(vacant),
        )
        return words % {"n": len(vacant), "all": count, "which": names_of([each.role for each in vacant])}
    if alone:
        words = ngettext(
            "Every role is held, %(n)d by one person without a deputy.",
            "Every role is held, %(n)d of them by one person without a deputy.",
            len(alone),
        )
        return words % {"n": len(alone)}
    return _("Every role is held, and none by one person without a deputy.")


def _table(found: Sequence[Held]) -> Table:
    wanting = [held for held in found if held.is_vacant or held.has_no_deputy or held.ends]
    headings = named_headings(_("Role"), Heading(_("Held by")), Heading(_("What needs a look")))
    rows = (
        [
            *named_cells(held.role),
            Cell(", ".join(each.person.display_name for each in held.assignments) or _("nobody")),
            _look(held),
        ]
        for held in sorted(wanting, key=lambda each: not each.is_vacant)
    )
    return table("roles", _("Roles that need a look"), headings, rows, len(wanting))


def _look(held: Held) -> Cell:
    if held.is_vacant:
        return Cell(_("Nobody holds it"), "bad")
    if held.ends:
        return Cell(_("Ends on %(day)s, and nobody goes on") % {"day": day_words(held.ends)}, "warn")
    return Cell(_("One person, without a deputy"), "warn")
