"""The system's year as a picture: a column a month, of what was done, is late, comes soon, and is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measures.domain.calendar import DONE, LATE, PLANNED, SOON

if TYPE_CHECKING:
    from datetime import date

    from measures.domain.calendar import Month, Year

#: In units of the drawing: a column and the room between two, the height of columns and of the words below.
WIDE, APART, HIGH, FOOT = 40, 14, 110, 34
#: What stands in a column from below, and in which colour.
ORDER = ((DONE, "f-good"), (LATE, "f-bad"), (SOON, "f-warn"), (PLANNED, "f-line"))


def draw_year(year: Year, day: date) -> SafeString:
    """Twelve columns, each a link to its month on the page; the present month is underlined."""
    most = max([len(month.marks) for month in year.months] + [1])
    step = WIDE + APART
    columns = "".join(_column(month, place * step, most, day) for place, month in enumerate(year.months))
    total = len(year.months) * step
    return SafeString(
        f'<svg class="pic pic-year" viewBox="0 0 {total} {HIGH + FOOT}" role="group" '
        f'aria-label="{escape(_("The year by month"))}">{columns}</svg>'
    )  # figures, our own words, and escaped names of months


def words_of(month: Month) -> str:
    """A month in words, for those who do not see the picture."""
    about = {
        "month": date_format(month.first, "F Y"),
        "done": month.count(DONE),
        "late": month.count(LATE),
        "due": month.count(SOON) + month.count(PLANNED),
    }
    return _("%(month)s: %(done)s done, %(late)s late, %(due)s due") % about


def _column(month: Month, left: int, most: int, day: date) -> str:
    bottom, bars = float(HIGH), ""
    for state, css in ORDER:
        high = month.count(state) * (HIGH - 16) / most
        bottom -= high
        bars += f'<rect class="{css}" x="{left}" y="{bottom:.1f}" width="{WIDE}" height="{high:.1f}"/>' if high else ""
    middle = left + WIDE // 2
    count = f'<text class="num" x="{middle}" y="{bottom - 4:.1f}" text-anchor="middle">{len(month.marks)}</text>'
    name = escape(date_format(month.first, "M"))
    is_now = (month.first.year, month.first.month) == (day.year, day.month)
    now = f'<rect class="f-pri" x="{left}" y="{HIGH + FOOT - 4}" width="{WIDE}" height="3"/>' if is_now else ""
    words = escape(words_of(month))
    return (
        f'<a href="#month-{month.number}" aria-label="{words}"><title>{words}</title>'
        f'<rect class="f-none" x="{left}" y="0" width="{WIDE}" height="{HIGH + FOOT}"/>'
        f'{bars}{count if month.marks else ""}<text x="{middle}" y="{HIGH + 18}" text-anchor="middle">{name}</text>{now}</a>'
    )
