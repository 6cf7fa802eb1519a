"""The first weeks in a role: steps that end in records, each done when its record is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from records.deeds import deeds_of
from shell.registry import FirstStep, registry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from people.models import User
    from records.models import Desk
    from smsapp.home.people import Held


@dataclass(frozen=True)
class Step:
    """A step, whether it is done, and whether it is the next."""

    step: FirstStep
    is_done: bool
    is_next: bool


@dataclass(frozen=True)
class FirstWeeks:
    """The steps of a role."""

    role: Held
    steps: list[Step]

    @property
    def count_done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def are_over(self) -> bool:
        """Whether all are done."""
        return self.count_done == len(self.steps)


def first_weeks(user: User, roles: Iterable[Held], desk: Desk) -> list[FirstWeeks]:
    """The first weeks of each role the person holds, but for those they put away."""
    shown = [role for role in roles if role.key not in desk.away and steps_of(role.key)]
    asked = {deed for role in shown for step in steps_of(role.key) for deed in step.deeds}
    done = deeds_of(user, asked)
    return [FirstWeeks(role, _marked(steps_of(role.key), done)) for role in shown]


def steps_of(role: str) -> list[FirstStep]:
    """The steps of a role, in order."""
    return [step for step in registry.all(FirstStep) if step.role == role]


def put_away(roles: Iterable[Held], desk: Desk) -> list[Held]:
    """The roles whose first weeks can be brought back."""
    return [role for role in roles if role.key in desk.away and steps_of(role.key)]


def _marked(steps: list[FirstStep], done: Collection[tuple[str, str]]) -> list[Step]:
    waiting = [step for step in steps if not step.is_done(done)]
    return [Step(step, step not in waiting, step in waiting[:1]) for step in steps]
