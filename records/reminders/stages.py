"""The stages of an occurrence, which is a thing with its day: days before, the day, late, brought to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

#: Days after the day at which people are told again: on it, once late, and when others are told. The last two name
#: the steps of the ladder; a kind may say that they come on other days (``Kind.days_late``).
ON_THE_DAY, LATE, TO_OWNER, TO_SMR = 0, 1, 7, 21
#: What those are told whom it waits for.
OWN = (ON_THE_DAY, LATE)


def stage_reached(today: date, due: date, stages: Iterable[int]) -> int | None:
    """The latest of the stages whose day has come, or None; those before it are made up for by it."""
    passed = (today - due).days
    return max((stage for stage in stages if stage <= passed), default=None)
