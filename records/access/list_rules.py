"""Who may do what with saved filters and with acts on many records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from records.access.predicates import is_administrator, predicate

if TYPE_CHECKING:
    from people.models import User
    from records.models import BulkAct, SavedFilter


@predicate(_("whoever saved it"))
def saved_it(user: User, saved: SavedFilter) -> bool:
    """The person whose filter it is."""
    return saved.owner_id == user.pk


@predicate(_("filters that are shared with everybody"))
def is_everybodys(_user: User, saved: SavedFilter) -> bool:
    """A filter that stands above everybody's list."""
    return saved.is_for_everybody


@predicate(_("whoever asked for it"))
def asked_for_it(user: User, act: BulkAct) -> bool:
    """The person who chose the records."""
    return act.actor_id == user.pk


#: Who may put a filter above everybody's list; asked without a filter. Widen it here.
shares_with_everybody = is_administrator
changes_filter = saved_it
#: Administrators clear away what nobody looks after any more.
removes_filter = saved_it | (is_administrator & is_everybodys)
reads_act = asked_for_it | is_administrator
