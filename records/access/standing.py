"""What a person holds today: the grants, sights and roles that rules ask for, read once a request."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from people.calendar import today

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from people.models import User
    from records.models import Record

VIEW = "view_record"
GOVERN = "govern_record"
#: Held of the record of a role by those who hold the role.
HOLD = "hold_record"
#: The kind of record that roles are.
ROLE_KIND = "role"
SIGHT = "sight"
STANDS_IN = "stands_in"


@dataclass(frozen=True)
class Standing:
    """Keys of records a person governs or was given sight of, kinds seen whole, and roles held.

    Governing a record is governing those in its scope; sight is of the one record that was given.
    ``roles`` has the records each role is held for, by the role's key; ``role_records`` the keys of
    the records of those roles; ``covers`` the absent people stood in for. ``acts_for`` is the one in
    whose stead this standing is had, None for a person's own.
    """

    governs: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    sights: frozenset[str] = frozenset()
    roles: Mapping[str, frozenset[int]] = field(default_factory=dict)
    role_records: frozenset[int] = frozenset()
    covers: frozenset[int] = frozenset()
    acts_for: int | None = None

    def holds(self, record: Record) -> bool:
        """True when the person governs the record or its scope."""
        return record.pk in self.governs or record.scope_id in self.governs

    def holds_role(self, role: str) -> bool:
        """True when the person holds the role, for whatever records."""
        return role in self.roles

    def holds_role_for(self, role: str, record: Record) -> bool:
        """True when the person holds the role for the record or its scope."""
        held = self.roles.get(role, frozenset())
        return record.pk in held or record.scope_id in held

    def was_given(self, record: Record) -> bool:
        """True when the record itself was shared with the person."""
        return record.pk in self.shared


def in_term() -> Q:
    """Grants whose term has not passed."""
    return Q(until=None) | Q(until__gte=today())


def in_force() -> Q:
    """What a role gives today."""
    return in_term() & (Q(since=None) | Q(since__lte=today()))


#: What was given to a person or to a group the person is in, in term: what it is, of which record, of which role or
#: kind, and in whose stead. Written out, since every page asks it: Django would spend more on making the SQL than the
#: database on answering it.
HELD = """
SELECT p.codename, g.content_object_id, g.role, g.acts_for_id
  FROM records_recorduserpermission g JOIN auth_permission p ON p.id = g.permission_id
 WHERE g.user_id = %(user)s AND (g.until IS NULL OR g.until >= %(today)s)
   AND (g.since IS NULL OR g.since <= %(today)s)
UNION
SELECT p.codename, g.content_object_id, '', NULL
  FROM records_recordgrouppermission g JOIN auth_permission p ON p.id = g.permission_id
  JOIN people_user_groups m ON m.group_id = g.group_id
 WHERE m.user_id = %(user)s AND (g.until IS NULL OR g.until >= %(today)s)
UNION
SELECT 'sight', NULL, s.kind, s.acts_for_id
  FROM records_kindsight s
 WHERE s.user_id = %(user)s AND (s.until IS NULL OR s.until >= %(today)s)
   AND (s.since IS NULL OR s.since <= %(today)s)
UNION
SELECT 'stands_in', NULL, '', n.absent_id
  FROM records_standin n
 WHERE n.deputy_id = %(user)s AND n.since <= %(today)s AND n.until >= %(today)s
"""

#: A row of the query above.
Held = tuple[str, "int | None", str, "int | None"]


def standing_of(user: User) -> Standing:
    """The person's standing, those they stand in for included; kept on the user object until ``forget``."""
    found: Standing | None = getattr(user, "_standing", None)
    if found is None:
        user._held = _read(user)  # type: ignore[attr-defined]
        found = _standing(user._held)  # type: ignore[attr-defined]
        user._standing = found  # type: ignore[attr-defined]
    return found


def capacities_of(user: User) -> list[Standing]:
    """The person's own standing, and what it is in the stead of each absent person they stand in for."""
    whole = standing_of(user)
    held: Sequence[Held] = getattr(user, "_held", ())
    absent = sorted({row[3] for row in held if row[3] is not None})
    if not absent:
        return [whole]
    own = [row for row in held if row[3] is None]
    return [
        _standing(own),
        *(_standing([*own, *(row for row in held if row[3] == person)], person) for person in absent),
    ]


@contextmanager
def standing_as(user: User, standing: Standing) -> Iterator[None]:
    """Let rules judge the person by one standing."""
    whole = standing_of(user)
    user._standing = standing  # type: ignore[attr-defined]
    try:
        yield
    finally:
        user._standing = whole  # type: ignore[attr-defined]


def imagine(user: User, standing: Standing) -> User:
    """Let a person have a standing that is read from nowhere: one whom the database does not know."""
    user._standing = standing  # type: ignore[attr-defined]
    return user


def forget(user: User) -> None:
    """Read the person's standing anew when it is next asked for."""
    user.__dict__.pop("_standing", None)
    user.__dict__.pop("_held", None)


def _read(user: User) -> list[Held]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"user": user.pk, "today": today().isoformat()})
        return list(cursor.fetchall())


def _standing(held: Iterable[Held], acts_for: int | None = None) -> Standing:
    rows = list(held)
    roles: dict[str, set[int]] = {}
    for what, record, key, _ in rows:
        if key and what != SIGHT:
            held_for = roles.setdefault(key, set())
            if what != HOLD and record is not None:
                held_for.add(record)
    return Standing(
        governs=_records(rows, GOVERN),
        shared=_records(rows, VIEW),
        sights=frozenset(key for what, _, key, _ in rows if what == SIGHT),
        roles={key: frozenset(records) for key, records in roles.items()},
        role_records=_records(rows, HOLD),
        covers=frozenset(person for what, _, _, person in rows if what == STANDS_IN and person is not None),
        acts_for=acts_for,
    )


def _records(rows: Iterable[Held], right: str) -> frozenset[int]:
    return frozenset(record for what, record, _, _ in rows if what == right and record is not None)
