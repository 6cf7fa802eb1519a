"""Groups of people, such as a board or a team, that records can be shared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.domain.errors import AccountError, OwnRightsError
from people.domain.log import note
from people.domain.rights import require_administrator
from people.models import AccountEvent, User

if TYPE_CHECKING:
    from collections.abc import Iterable


def save_group(group: Group, *, actor: User, name: str, members: Iterable[User]) -> Group:
    """Make or change a group; its members see at once what was shared with it, former ones no longer.

    Members whose account is deactivated stay, since nobody chose among them: they are in it again
    when they are back. Raises PermissionDenied, OwnRightsError for one who would join, and AccountError
    for a name that another group has.
    """
    require_administrator(actor)
    before = group.name
    group.name = " ".join(name.split())
    try:
        with transaction.atomic():
            group.save()
            were = set(group.user_set.all())
            are = {*members, *(person for person in were if not person.is_active)}
            _require_no_joining(actor, were, are)
            _note_changes(actor, group, before, were, are)
            group.user_set.set(are)
    except IntegrityError as error:
        raise AccountError(_("Another group has this name: choose a different one")) from error
    return group


def _require_no_joining(actor: User, before: set[User], after: set[User]) -> None:
    """Whoever joins a group reads what is shared with it, and no event stands on those records."""
    if actor in after - before:
        raise OwnRightsError(_("Nobody changes their own rights: ask another administrator"))


def _note_changes(actor: User, group: Group, old_name: str, before: set[User], after: set[User]) -> None:
    """Write who came and who left; nothing when nothing changed."""
    changes = {
        "group": group.pk,
        "name": [old_name, group.name],
        "added": sorted(person.display_name for person in after - before),
        "removed": sorted(person.display_name for person in before - after),
    }
    if before != after or old_name != group.name:
        note(actor, None, AccountEvent.Action.GROUPED, changes)
