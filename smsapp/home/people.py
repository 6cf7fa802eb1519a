"""What a person is today: the roles they hold and whom they stand in for, each with its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.calendar import today
from records.access.standing import HOLD, standing_of
from standard.roles import ROLES, SERVICE_MANAGEMENT_TEAM, TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from people.models import User
    from shell.registry import Text

#: Roles a person holds themselves and whom they stand in for, each with its last day. Written out, since My work asks
#: it whenever it is opened; that one holds a role, one may know.
TERMS = """
SELECT 1, g.role, r.title, g.until FROM records_recorduserpermission g
  JOIN auth_permission p ON p.id = g.permission_id JOIN records_record r ON r.id = g.content_object_id
 WHERE g.user_id = %(user)s AND p.codename = %(hold)s AND g.acts_for_id IS NULL
   AND (g.until IS NULL OR g.until >= %(today)s) AND (g.since IS NULL OR g.since <= %(today)s)
UNION ALL
SELECT 0, CAST(n.absent_id AS VARCHAR(20)), u.display_name, n.until FROM records_standin n
  JOIN people_user u ON u.id = n.absent_id
 WHERE n.deputy_id = %(user)s AND n.since <= %(today)s AND n.until >= %(today)s
"""


#: Roles that are bodies of people, as one says of somebody that they belong to them.
PART_OF: Mapping[str, Text] = {
    TOP_MANAGEMENT: gettext_lazy("part of top management"),
    SERVICE_MANAGEMENT_TEAM: gettext_lazy("part of the service management team"),
}


@dataclass(frozen=True)
class Held:
    """A role that a person holds themselves: its key, its title, and its last day; None is without end."""

    key: str
    title: str
    last: date | None

    @property
    def name(self) -> str:
        """Its title as it stands inside a sentence: abbreviations keep their letters."""
        is_word = self.title[1:2].islower()
        return self.title[0].lower() + self.title[1:] if is_word else self.title


@dataclass(frozen=True)
class Cover:
    """An absent person whom another stands in for, and until when."""

    absent: int
    name: str
    last: date | None


def terms_of(user: User) -> tuple[list[Held], list[Cover]]:
    """The roles a person holds, the twelve before the organisation's own, and whom they stand in for."""
    standing = standing_of(user)
    if not (standing.roles or standing.covers):
        return [], []
    with connection.cursor() as cursor:
        cursor.execute(TERMS, {"user": user.pk, "hold": HOLD, "today": today().isoformat()})
        rows = cursor.fetchall()
    order = {key: place for place, key in enumerate(ROLES)}
    roles = [Held(*found) for found in _last_days(rows, is_role=True)]
    covers = [Cover(int(key), name, last) for key, name, last in _last_days(rows, is_role=False)]
    roles.sort(key=lambda role: (order.get(role.key, len(order)), role.title))
    return roles, sorted(covers, key=lambda cover: cover.name)


def introduction(roles: Sequence[Held], covers: Sequence[Cover]) -> str:
    """Roles and absent people in a sentence each; empty for who has none."""
    held = [_until(PART_OF.get(role.key, role.name), role.last) for role in roles]
    stood_in_for = [_until(cover.name, cover.last) for cover in covers]
    sentences = []
    if held:
        sentences.append(_("You are %(roles)s.") % {"roles": get_text_list(held, _("and"))})
    if stood_in_for:
        sentences.append(_("You stand in for %(people)s.") % {"people": get_text_list(stood_in_for, _("and"))})
    return " ".join(sentences)


def _until(words: Text, last: date | None) -> str:
    return _("%(what)s until %(day)s") % {"what": words, "day": date_format(last, "j F Y")} if last else str(words)


def _last_days(rows: Iterable[Any], *, is_role: bool) -> list[tuple[str, str, date | None]]:
    """Each with the last of its last days; a term without end outlasts all others."""
    found: dict[tuple[str, str], date | None] = {}
    for of_role, key, name, until in rows:
        if bool(of_role) is is_role:
            last = date.fromisoformat(until) if isinstance(until, str) else until
            before = found.setdefault((key, name), last)
            found[key, name] = max(before, last) if before and last else None
    return [(key, name, last) for (key, name), last in found.items()]
