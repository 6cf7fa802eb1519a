"""What changed from one set of inputs to another: since the review before, and since the figures were frozen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.calendar import month_end

if TYPE_CHECKING:
    from leadership.domain.reviews.inputs import Inputs
    from people.calendar import Period
    from shell.registry import Figure

#: Figures of this name and number, by input, part and key.
Key = tuple[str, str, str]
#: Periods that differ by one of so many parts count as equally long: half a year has 181 days or 184.
TENTHS = 10


@dataclass(frozen=True)
class Change:
    """A figure, and what it was before."""

    code: str
    was: Figure
    now: Figure
    #: The period that it was of, where that is longer or shorter than the one of now.
    apart: Period | None = None

    @property
    def difference(self) -> Decimal | None:
        """How much more it is now; None where one of the two is no number."""
        return self.now.exact - self.was.exact if self.now.exact is not None and self.was.exact is not None else None

    @property
    def is_change(self) -> bool:
        """Whether it is another value."""
        return (self.was.value, self.was.number) != (self.now.value, self.now.number)

    @property
    def is_comparable(self) -> bool:
        """Whether more or less says something: not of what was counted in a longer or shorter period."""
        return self.apart is None or not self.now.is_of_period

    @property
    def tone(self) -> str:
        """Whether it went the right way: good, bad, or "" where no way is right, or the two cannot be compared."""
        if not self.difference or not self.now.better or not self.is_comparable:
            return ""
        return "good" if (self.difference > 0) == (self.now.better == "up") else "bad"

    @property
    def earlier(self) -> str:
        """What it was; where the two cannot be compared, with the length of the period that it was counted in."""
        if self.apart is None or self.is_comparable:
            return self.was.value
        return _("%(value)s in %(length)s") % {"value": self.was.value, "length": _length_words(self.apart)}

    @property
    def words(self) -> str:
        """What it was, in words."""
        is_said = self.is_change or not self.is_comparable
        return _("was %(value)s") % {"value": self.earlier} if is_said else _("as before")


def changes(before: Inputs | None, now: Inputs) -> dict[Key, Change]:
    """Each figure that there was before, with what it is now."""
    if before is None:
        return {}
    apart = None if is_as_long(before.period, now.period) else before.period
    return {
        key: Change(key[0], before.figures[key], figure, apart)
        for key, figure in now.figures.items()
        if key in before.figures
    }


def is_as_long(one: Period, other: Period) -> bool:
    """Whether two periods differ in length by a tenth of the longer one at most."""
    lengths = [(each.last - each.first).days + 1 for each in (one, other)]
    return (max(lengths) - min(lengths)) * TENTHS <= max(lengths)


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


def _length_words(period: Period) -> str:
    """How long a period is: in months where it has whole ones, else in days."""
    if period.first.day == 1 and period.last == month_end(period.last):
        months = len(period.months)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    days = (period.last - period.first).days + 1
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
