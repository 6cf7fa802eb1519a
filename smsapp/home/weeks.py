"""The tasks of the next two weeks as a picture: a bar a day, each a link to the tasks of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shell.html import day_text
from smsapp.home.waiting import LATE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shell.registry import Text

DAYS = 14
#: Where bars stand and how high they may be, in units of the drawing.
HIGH, GROUND, TALLEST, WIDE, NARROW, GAP = 84, 64, 48, 680, 320, 8
MONDAY, FRIDAY, SATURDAY = 0, 4, 5


@dataclass(frozen=True)
class Column:
    """A day, or all that is late: how many tasks, and where they are listed."""

    day: date | None
    count: int
    tone: str

    @cached_property
    def url(self) -> str:
        """The tasks of the day."""
        return f"{reverse('work:waiting')}?due={self.day.isoformat() if self.day else LATE}"

    @cached_property
    def words(self) -> Text:
        """The day in words."""
        return day_text(self.day) if self.day else _("Late")

    @cached_property
    def counted(self) -> str:
        """How many tasks, in words."""
        return ngettext("%(n)d task", "%(n)d tasks", self.count) % {"n": self.count}

    @property
    def is_of_weekend(self) -> bool:
        """Whether it is a Saturday or Sunday."""
        return self.day is not None and self.day.weekday() >= SATURDAY


def columns_of(days: Mapping[date, int]) -> list[Column]:
    """What is late, then each day of the next two weeks."""
    today = timezone.localdate()
    late = sum(count for day, count in days.items() if day < today)
    coming = [today + timedelta(days=n) for n in range(DAYS)]
    return [
        Column(None, late, "bad"),
        *(Column(day, days.get(day, 0), "pri" if day == today else "quiet") for day in coming),
    ]


def pictures(columns: Sequence[Column]) -> SafeString:
    """The picture twice: for a screen, and for a phone, where weekends stand only when something is due."""
    narrow = [column for column in columns if column.count or not column.is_of_weekend]
    return _picture(columns, WIDE, "D j", "d-none d-sm-block") + _picture(narrow, NARROW, "D", "d-sm-none")


def _picture(columns: Sequence[Column], space: int, named: str, css: str) -> SafeString:
    """Bars side by side. In Python, as the cells of lists are."""
    step = space // len(columns)
    most = max(column.count for column in columns) or 1
    bars = "".join(
        _bar(column, place * step + GAP // 2, step - GAP, _height(column.count, most), named)
        for place, column in enumerate(columns)
    )
    return SafeString(
        f'<div class="{css}"><svg class="pic" viewBox="0 0 {space} {HIGH}" role="group" aria-labelledby="weeks">'
        f'<line class="axis" x1="0" x2="{space}" y1="{GROUND}.5" y2="{GROUND}.5"/>{bars}</svg></div>'
    )  # figures, our own words and days


def _bar(column: Column, left: int, width: int, height: int, named: str) -> str:
    """A day: its name, and where something is due a bar with its number, which together are a link."""
    middle, top = left + width // 2, GROUND - height
    css = {"bad": "tx-bad" if column.count else "", "pri": "k"}.get(column.tone, "")
    name = f'<text class="{css}" x="{middle}" y="80" text-anchor="middle">{escape(_label(column, named))}</text>'
    if not column.count:
        return name
    return (
        f'<a href="{column.url}" aria-label="{escape(column.words)}: {escape(column.counted)}">'
        f'<rect class="f-none" x="{left}" y="0" width="{width}" height="{HIGH}"/>'
        f'<rect class="f-{column.tone}" x="{left}" y="{top}" width="{width}" height="{height}" rx="2"/>'
        f'<text class="{css or "k"}" x="{middle}" y="{top - 4}" text-anchor="middle">{column.count}</text>{name}</a>'
    )


def _height(count: int, most: int) -> int:
    return max(round(TALLEST * count / most), 3) if count else 0


def _label(column: Column, named: str) -> str:
    if column.day is None:
        return _("Late")
    is_named = column.tone == "pri" or column.day.weekday() in {MONDAY, FRIDAY}
    return date_format(column.day, named) if is_named else str(column.day.day)
