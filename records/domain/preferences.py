"""How a person wants lists to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.models import ListPreference

if TYPE_CHECKING:
    from people.models import User


def chosen_columns(user: User, kind: str) -> list[str]:
    """The columns a person chose for a list, in order; empty when they never did."""
    chosen = ListPreference.objects.filter(user=user, kind=kind).values_list("columns", flat=True).first()
    return chosen or []


def choose_columns(user: User, kind: str, columns: list[str]) -> None:
    """Keep the columns a person wants; an empty choice returns to those shown at first."""
    ListPreference.objects.update_or_create(user=user, kind=kind, defaults={"columns": columns})
