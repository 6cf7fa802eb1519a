"""How a person wants lists to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.models import ListPreference

if TYPE_CHECKING:
    from people.models import User


def preference_of(user: User, kind: str) -> ListPreference:
    """How a person wants the list of a kind; an empty one when they never said."""
    return ListPreference.objects.filter(user=user, kind=kind).first() or ListPreference(user=user, kind=kind)


def choose_columns(user: User, kind: str, columns: list[str]) -> None:
    """Keep the columns a person wants; an empty choice returns to those shown at first."""
    ListPreference.objects.update_or_create(user=user, kind=kind, defaults={"columns": columns})
