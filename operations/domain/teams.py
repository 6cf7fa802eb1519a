"""Teams, and who works in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from operations.models import Membership
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operations.models import Team
    from people.models import User


@transaction.atomic
def create_team(
    team: Team, *, actor: User | None, action: str = "create", people: Iterable[User] | None = None, **about: Any
) -> Team:
    """Make a team of people."""
    write(team, actor=actor, action=action, **about)
    _settle(team, people)
    return team


@transaction.atomic
def edit_team(
    team: Team, *, actor: User, action: str = "edit", people: Iterable[User] | None = None, **about: Any
) -> Team:
    """Change a team, and who works in it."""
    write(team, actor=actor, action=action, **about)
    _settle(team, people)
    return team


def dissolve(team: Team, *, actor: User, reason: str, token: str | None = None) -> Team:
    """Say that it works on nothing any more."""
    return write(team, actor=actor, action="dissolve", reason=reason, token=token)


def resume(team: Team, *, actor: User, reason: str, token: str | None = None) -> Team:
    """Say that it works again."""
    return write(team, actor=actor, action="resume", reason=reason, token=token)


def _settle(team: Team, people: Iterable[User] | None) -> None:
    """Let these work in it and no others; None leaves it as it is."""
    if people is None:
        return
    wanted = {person.pk for person in people}
    there = set(team.memberships.values_list("person", flat=True))
    team.memberships.exclude(person__in=wanted).delete()
    Membership.objects.bulk_create(Membership(team_id=team.pk, person_id=key) for key in wanted - there)
