"""What rooms share that bring something to a management review: words, addresses of lists, figures and tables."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.http import urlencode
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.calendar import zone
from records.kind import find_kind, kind_of
from records.labels import cells_of
from shell.registry import Cell, Chart, Computed, Figure, Heading, Point, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from people.calendar import Period
    from records.models import Record

#: Rows of a table at most, and characters of a text in one of its cells.
ROWS, TEXT_MAX = 15, 300
#: Records named in a sentence at most.
NAMED = 3
TENTH = Decimal("0.1")
#: Tones of states and badges, as what is brought has them.
TONES = {"bad": "bad", "warn": "warn", "good": "good"}


def list_url(kind: str, **asked: str) -> str:
    """The list of a kind of record, narrowed by its filters."""
    url = find_kind(kind).url()
    return f"{url}?{urlencode(asked)}" if asked else url


def day_words(day: date | None) -> str:
    """A day in words; nothing for none."""
    return date_format(day, "j M Y") if day else ""


def day_of(moment: datetime) -> date:
    """The day of a moment, by the installation's time zone."""
    return timezone.localdate(moment, zone.get())


def name_of(record: Record) -> str:
    """What a record is called in a sentence that everybody reads alike: a restricted one by its reference."""
    return record.reference if record.restricted else record.title


def names_of(records: Sequence[Record]) -> str:
    """The first of several in a sentence, with how many more there are."""
    names = [name_of(record) for record in records[:NAMED]]
    if more := len(records) - len(names):
        names.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return get_text_list(names, _("and"))


def text_of(record: Record, text: Any) -> str:
    """A text of a record for a table, cut to a length; nothing of a record that is restricted."""
    return "" if record.restricted else Truncator(str(text)).chars(TEXT_MAX)


def owner_of(record: Record) -> str:
    """Who owns a record, in words."""
    return record.owner.display_name if record.owner else _("nobody")


def state_cell(record: Record) -> Cell:
    """The state of a record."""
    state = kind_of(record).state_of(record)
    return Cell(str(state.label), TONES.get(state.tone, ""))


def named_cells(record: Record) -> list[Cell]:
    """Reference and title."""
    return [*cells_of(record)]


def percent_words(value: Decimal | None) -> str:
    """A share with one decimal, rounded down: what was missed never looks reached."""
    if value is None:
        return _("not measured")
    return f"{number_format(value.quantize(TENTH, ROUND_DOWN))}\N{NO-BREAK SPACE}%"


def share_figure(key: str, label: str, part: int, whole: int, **about: Any) -> Figure:
    """A part of a hundred; "not measured" where there is nothing to divide by."""
    value = Computed.share(part, whole).value
    number = "" if value is None else str(value)
    return Figure(key, label, percent_words(value), number, unit="%", better=about.pop("better", "up"), **about)


def none_wanted(
    key: str, label: str, number: int, *, tone: str = "bad", url: str = "", is_of_period: bool = False
) -> Figure:
    """A count of what should not be: good where there is none, of the tone given where there is some."""
    about = {"tone": tone if number else "good", "wanted": _("none"), "better": "down", "url": url}
    return Figure.count(key, label, number, is_of_period=is_of_period, **about)


def table(key: str, title: str, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], count: int) -> Table:
    """A table of the first of so many rows, of which no more are made; its note says how many were left out."""
    shown = [list(row) for row in islice(rows, ROWS)]
    left = count - len(shown)
    note = ngettext("%(n)d more is not shown.", "%(n)d more are not shown.", left) % {"n": left} if left > 0 else ""
    return Table(key, title, list(headings), shown, note)


def named_headings(title: str, *others: Heading) -> list[Heading]:
    """Reference and title, and what follows them."""
    return [Heading(_("Reference"), width=14), Heading(title), *others]


def tables(*found: Table) -> list[Table]:
    """Those that have rows."""
    return [each for each in found if each.rows]


def by_month(key: str, title: str, period: Period, days: Iterable[date], url: str = "") -> Chart:
    """How many fell into each month of a period, as a small chart."""
    counts = [(month, 0) for month in period.months]
    for day in days:
        counts = [(month, n + (month.first <= day <= month.last)) for month, n in counts]
    return month_chart(key, title, counts, url)


def month_chart(key: str, title: str, counts: Sequence[tuple[Period, int]], url: str = "") -> Chart:
    """Counts month by month, as a small chart; its finding names the total and the month that had most."""
    total, (busiest, most) = sum(n for _month, n in counts), max(counts, key=lambda row: row[1])
    about = {"n": total, "most": most, "month": date_format(busiest.first, "F Y")}
    words = (
        ngettext(
            "%(n)d in the period, most in %(month)s: %(most)d.",
            "%(n)d in the period, most in %(month)s: %(most)d.",
            total,
        )
        % about
    )
    finding = words if total else _("None in the period.")
    points = [Point(date_format(month.first, "M Y"), float(n)) for month, n in counts]
    return Chart(key, title, finding, points, is_small=True, value=str(total), url=url)
