"""What a person holds today: the grants and sights that rules ask for, read once a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BigIntegerField, Q, QuerySet, Value

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


def held_by(user: User) -> QuerySet[Any]:
    """What was given to the person or to a group the person is in, in term, in one query.

    Pairs: the key of a record with what was granted, or None with a kind seen whole.
    """
    pair = ("content_object_id", "permission__codename")
    own = apps.get_model("records", "RecordUserPermission").objects.filter(in_term(), user=user)
    groups = apps.get_model("records", "RecordGroupPermission").objects.filter(in_term(), group__user=user)
    sights = apps.get_model("records", "KindSight").objects.filter(in_term(), user=user)
    nothing = Value(None, output_field=BigIntegerField())
    return own.values_list(*pair).union(groups.values_list(*pair), sights.values_list(nothing, "kind"))


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
    pairs = list(held_by(user))
    return Standing(
        governs=frozenset(record for record, what in pairs if record and what == GOVERN),
        shared=frozenset(record for record, what in pairs if record and what == VIEW),
        sights=frozenset(kind for record, kind in pairs if record is None),
    )
