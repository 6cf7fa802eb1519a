"""What changed from one set of inputs to another: since the review before, and since the figures were frozen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from leadership.domain.reviews.inputs import Inputs
    from shell.registry import Figure

#: Figures of this name and number, by input, part and key.
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Change:
    """A figure, and what it was before."""

    code: str
    was: Figure
    now: Figure

    @property
    def difference(self) -> Decimal | None:
        """How much more it is now; None where one of the two is no number."""
        return self.now.exact - self.was.exact if self.now.exact is not None and self.was.exact is not None else None

    @property
    def is_change(self) -> bool:
        """Whether it is another value."""
        return (self.was.value, self.was.number) != (self.now.value, self.now.number)

    @property
    def tone(self) -> str:
        """Whether it went the right way: good, bad, or "" where no way is right."""
        if not self.difference or not self.now.better:
            return ""
        return "good" if (self.difference > 0) == (self.now.better == "up") else "bad"

    @property
    def words(self) -> str:
        """What it was, in words."""
        return _("was %(value)s") % {"value": self.was.value} if self.is_change else _("as before")


def changes(before: Inputs | None, now: Inputs) -> dict[Key, Change]:
    """Each figure that there was before, with what it is now."""
    if before is None:
        return {}
    return {
        key: Change(key[0], before.figures[key], figure) for key, figure in now.figures.items() if key in before.figures
    }


def differences(frozen: Inputs, now: Inputs) -> list[Change]:
    """The figures that are others by now than when they were frozen."""
    return [change for change in changes(frozen, now).values() if change.is_change]


def turned(before: Inputs | None, now: Inputs) -> tuple[list[str], list[str]]:
    """The inputs that are off target now and were not, and those that were and are not any more, by their codes."""
    if before is None:
        return [], []
    was = {each.code: each.tone for each in before}
    off = [each.code for each in now if each.tone == "bad" and was.get(each.code) not in {"bad", None}]
    back = [each.code for each in now if each.tone not in {"bad", ""} and was.get(each.code) == "bad"]
    return off, back
