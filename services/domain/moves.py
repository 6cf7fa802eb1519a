"""Moving what the portfolio holds from state to state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from people.calendar import today
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import User
    from services.models import Service


def move(action: str) -> Callable[..., Any]:
    """A verb that does nothing but a transition, with its reason."""

    def carry_out(record: Any, *, actor: User, reason: str, token: str | None = None) -> Any:
        return write(record, actor=actor, action=action, reason=reason, token=token)

    carry_out.__doc__ = f"Carry out “{action}”, with a reason."
    return carry_out


def go_live(service: Service, *, actor: User, reason: str, token: str | None = None) -> Service:
    """Say that customers can use it, from today unless another day was given."""
    service.live_since = service.live_since or today()
    return write(service, actor=actor, action="go_live", reason=reason, token=token)


def retire(service: Service, *, actor: User, reason: str, token: str | None = None) -> Service:
    """Say that it is no longer offered, from today."""
    service.retired_on = today()
    return write(service, actor=actor, action="retire", reason=reason, token=token)
