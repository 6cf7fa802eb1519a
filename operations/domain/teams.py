"""Teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.domain.write import write

if TYPE_CHECKING:
    from operations.models import Team
    from people.models import User


def dissolve(team: Team, *, actor: User, reason: str, token: str | None = None) -> Team:
    """Say that it works on nothing any more."""
    return write(team, actor=actor, action="dissolve", reason=reason, token=token)


def resume(team: Team, *, actor: User, reason: str, token: str | None = None) -> Team:
    """Say that it works again."""
    return write(team, actor=actor, action="resume", reason=reason, token=token)
