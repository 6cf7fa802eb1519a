"""Trees of records that name the one they are part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from records.domain.errors import InputError

if TYPE_CHECKING:
    from leadership.models import Goal, Objective

#: Steps up a tree that are looked at: people make shallower ones.
DEPTH_MAX = 50


def require_no_cycle(record: Goal | Objective) -> None:
    """Raise InputError at ``parent`` where a record would stand above itself, or too deep to be followed."""
    upper, steps = record.parent, 0
    while upper is not None:
        if upper.pk == record.pk:
            raise InputError(
                _("This one stands below it already, so that both would be part of each other: choose another one"),
                "parent",
            )
        steps += 1
        if steps > DEPTH_MAX:
            raise InputError(_("That is deeper than anybody can follow: choose one further up"), "parent")
        upper = upper.parent
