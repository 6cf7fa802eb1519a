"""What a person holds today: the grants and sights that rules ask for, read once a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from people.calendar import today

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

VIEW = "view_record"
GOVERN = "govern_record"


@dataclass(frozen=True)
class Standing:
    """Keys of records a person governs or was given sight of, and kinds seen whole.

    Governing a record is governing those in its scope; sight is of the one record that was given.
    """

    governs: frozenset[int]
    shared: frozenset[int]
    sights: frozenset[str]

    def holds(self, record: Record) -> bool:
        """True when the person governs the record or its scope."""
        return record.pk in self.governs or record.scope_id in self.governs

    def was_given(self, record: Record) -> bool:
        """True when the record itself was shared with the person."""
        return record.pk in self.shared


def in_term() -> Q:
    """Grants whose term has not passed."""
    return Q(until=None) | Q(until__gte=today())


#: What was given to a person or to a group the person is in, in term: the key of a record with what was granted, or
#: NULL with a kind seen whole. Written out, since every page asks it: Django would spend more on making the SQL than
#: the database on answering it.
HELD = """
SELECT g.content_object_id, p.codename
  FROM records_recorduserpermission g JOIN auth_permission p ON p.id = g.permission_id
 WHERE g.user_id = %(user)s AND (g.until IS NULL OR g.until >= %(today)s)
UNION
SELECT g.content_object_id, p.codename
  FROM records_recordgrouppermission g JOIN auth_permission p ON p.id = g.permission_id
  JOIN people_user_groups m ON m.group_id = g.group_id
 WHERE m.user_id = %(user)s AND (g.until IS NULL OR g.until >= %(today)s)
UNION
SELECT NULL, s.kind
  FROM records_kindsight s
 WHERE s.user_id = %(user)s AND (s.until IS NULL OR s.until >= %(today)s)
"""


def standing_of(user: User) -> Standing:
    """The person's standing, kept on the user object; ``forget`` after a grant changed."""
    found: Standing | None = getattr(user, "_standing", None)
    if found is None:
        found = _read(user)
        user._standing = found  # type: ignore[attr-defined]
    return found


def forget(user: User) -> None:
    """Read the person's standing anew when it is next asked for."""
    user.__dict__.pop("_standing", None)


def _read(user: User) -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"user": user.pk, "today": today().isoformat()})
        pairs = cursor.fetchall()
    return Standing(
        governs=frozenset(record for record, what in pairs if record and what == GOVERN),
        shared=frozenset(record for record, what in pairs if record and what == VIEW),
        sights=frozenset(kind for record, kind in pairs if record is None),
    )
