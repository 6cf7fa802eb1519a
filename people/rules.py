"""Who may look after accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.models import User


def may_administer(actor: User) -> bool:
    """Administrators invite people, and deactivate and change accounts."""
    return actor.is_active and actor.is_administrator


def may_change_rights_of(actor: User, account: User) -> bool:
    """Nobody makes themselves an administrator, or stops being one alone."""
    return may_administer(actor) and actor.pk != account.pk
