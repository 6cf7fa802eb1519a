"""Moving what the portfolio holds from state to state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import User


def move(action: str) -> Callable[..., Any]:
    """A verb that does nothing but a transition, with its reason."""

    def carry_out(record: Any, *, actor: User, reason: str, token: str | None = None) -> Any:
        return write(record, actor=actor, action=action, reason=reason, token=token)

    carry_out.__doc__ = f"Carry out “{action}”, with a reason."
    return carry_out
