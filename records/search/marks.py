"""Marks of an entry: words that nobody can type, by which a search is narrowed inside the index.

They say who may see a record, so that a search walks what a person sees and not what is hidden from them:
its cost tells nothing either. They only narrow: what is shown passes ``visible_to`` in any case.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from records.access.standing import standing_of

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

OPEN = "_open"
CURRENT = "_current"
WITHDRAWN = "_withdrawn"


def marks_of(record: Record) -> list[str]:
    """The marks of a record. Days are those of UTC: they do not move with anybody's zone."""
    day = record.updated.astimezone(UTC).date()
    found = [_kind(record.kind), WITHDRAWN if record.withdrawn else CURRENT, _key(record.pk), _day(day), _month(day)]
    if not record.restricted:
        found.append(OPEN)
    if record.owner_id is not None:
        found.append(_owner(record.owner_id))
    if record.scope_id is not None:
        found.append(_scope(record.scope_id))
    return found


def sight_of(user: User) -> list[str]:
    """The marks of which a record has one at least where this person sees it; none for who sees nothing."""
    if not (user.is_authenticated and user.is_active):
        return []
    standing = standing_of(user)
    return [
        OPEN,
        *(_owner(key) for key in (user.pk, *sorted(standing.covers))),
        *(_kind(kind) for kind in sorted(standing.sights)),
        *(_scope(key) for key in sorted(standing.governs)),
        *(_key(key) for key in sorted(standing.governs | standing.shared)),
    ]


def of_kind(kind: str) -> list[str]:
    """Those of a kind."""
    return [_kind(kind)]


def since(days: int) -> list[str]:
    """Those changed in so many days up to today: the days of the first month, then whole months."""
    today = datetime.now(UTC).date()
    first = today - timedelta(days=days)
    following = _after(first)
    found = [_day(first + timedelta(days=n)) for n in range((following - first).days)]
    while following <= today:
        found.append(_month(following))
        following = _after(following)
    return found


def _after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _kind(kind: str) -> str:
    # A hyphen parts words: of two, SQLite would ask for a phrase.
    return f"_k{kind.replace('-', '_')}"


def _owner(key: int) -> str:
    return f"_o{key}"


def _scope(key: int) -> str:
    return f"_s{key}"


def _key(key: int) -> str:
    return f"_r{key}"


def _day(day: date) -> str:
    return f"_d{day:%Y%m%d}"


def _month(day: date) -> str:
    return f"_m{day:%Y%m}"
