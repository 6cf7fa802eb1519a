"""Keeping organisations and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from records.domain.write import write

if TYPE_CHECKING:
    from parties.models import Contact, Organisation
    from people.models import User

P = TypeVar("P", "Organisation", "Contact")


def part(party: P, *, actor: User, reason: str, token: str | None = None) -> P:
    """Say that we have nothing to do with a party any more; it stays on record."""
    return write(party, actor=actor, action="part", reason=reason, token=token)


def resume(party: P, *, actor: User, reason: str, token: str | None = None) -> P:
    """Say that we have to do with a party again."""
    return write(party, actor=actor, action="resume", reason=reason, token=token)
