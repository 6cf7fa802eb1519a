"""Writing down what was done to accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from people.models import AccountEvent

if TYPE_CHECKING:
    from people.models import User


def note(actor: User | None, account: User | None, action: str, detail: dict[str, Any]) -> None:
    """Write that ``actor`` did something to an account, or to accounts as a whole."""
    AccountEvent.objects.create(actor=actor, account=account, action=action, detail=detail)
