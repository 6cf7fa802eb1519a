"""The life of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.calendar import today
from records.domain.write import write

if TYPE_CHECKING:
    from agreements.models import Agreement
    from people.models import User


def agree(agreement: Agreement, *, actor: User, reason: str, token: str | None = None) -> Agreement:
    """Say that both parties agreed."""
    agreement.agreed_on = today()
    return write(agreement, actor=actor, action="agree", reason=reason, token=token)


def end(agreement: Agreement, *, actor: User, reason: str, token: str | None = None) -> Agreement:
    """Say that it holds no longer, from today."""
    agreement.valid_until = min(agreement.valid_until or today(), today())
    return write(agreement, actor=actor, action="end", reason=reason, token=token)


def renew(agreement: Agreement, *, actor: User, reason: str, token: str | None = None) -> Agreement:
    """Say that another edition follows it."""
    return write(agreement, actor=actor, action="renew", reason=reason, token=token)
