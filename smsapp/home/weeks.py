"""The tasks of the next two weeks as a picture: a bar a day, each a link to the tasks of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shell.html import day_text
from smsapp.home.waiting import LATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shell.registry import Text

DAYS = 14
#: Where bars stand and how high they may be, in units of the drawing.
GROUND, TALLEST, WIDE, NARROW, GAP = 64, 48, 680, 320, 8
SATURDAY = 5


@dataclass(frozen=True)
class Column:
    """A day, or all that is late: how many tasks, and where they are listed."""

    day: date | None
    count: int
    tone: str

    @property
    def url(self) -> str:
        """The tasks of the day."""
        return f"{reverse('work:waiting')}?due={self.day.isoformat() if self.day else LATE}"

    @property
    def words(self) -> Text:
        """The day in words."""
        return day_text(self.day) if self.day else _("Late")

    @property
    def counted(self) -> str:
        """How many tasks, in words."""
        return ngettext("%(n)d task", "%(n)d tasks", self.count) % {"n": self.count}

    @property
    def is_of_weekend(self) -> bool:
        """Whether it is a Saturday or Sunday."""
        return self.day is not None and self.day.weekday() >= SATURDAY


@dataclass(frozen=True)
class Bar:
    """A column as it is drawn."""

    column: Column
    label: str
    left: int
    width: int
    height: int

    @property
    def top(self) -> int:
        """Where it begins."""
        return GROUND - self.height

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.left + self.width // 2

    @property
    def count_at(self) -> int:
        """Where its number stands."""
        return self.top - 4


def columns_of(days: Mapping[date, int]) -> list[Column]:
    """What is late, then each day of the next two weeks."""
    today = timezone.localdate()
    late = sum(count for day, count in days.items() if day < today)
    coming = [today + timedelta(days=n) for n in range(DAYS)]
    return [
        Column(None, late, "bad"),
        *(Column(day, days.get(day, 0), "pri" if day == today else "quiet") for day in coming),
    ]


def wide(columns: Sequence[Column]) -> list[Bar]:
    """The picture for a screen: weekdays at both ends of a week are named."""
    return _drawn(columns, WIDE, lambda day: date_format(day, "D j"))


def narrow(columns: Sequence[Column]) -> list[Bar]:
    """The picture for a phone: weekends stand there only when something is due."""
    kept = [column for column in columns if column.count or not column.is_of_weekend]
    return _drawn(kept, NARROW, lambda day: date_format(day, "D"))


def _drawn(columns: Sequence[Column], space: int, named: Callable[[date], str]) -> list[Bar]:
    step = space // len(columns)
    most = max(column.count for column in columns) or 1
    return [
        Bar(column, _label(column, named), place * step + GAP // 2, step - GAP, _height(column.count, most))
        for place, column in enumerate(columns)
    ]


def _height(count: int, most: int) -> int:
    return max(round(TALLEST * count / most), 3) if count else 0


def _label(column: Column, named: Callable[[date], str]) -> str:
    if column.day is None:
        return _("Late")
    is_named = column.tone == "pri" or column.day.weekday() in {0, 4}
    return named(column.day) if is_named else str(column.day.day)
