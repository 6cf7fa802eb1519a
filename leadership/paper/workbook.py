"""The figures of a review as a workbook: a sheet an input, and the same bytes for the same figures."""

from __future__ import annotations

import re
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from leadership.domain.reviews.comparing import changes
from leadership.paper.sections import RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from leadership.domain.reviews.inputs import Input, Part
    from leadership.domain.reviews.packs import PackSource
    from shell.registry import Figure

#: What a sheet's name may not hold, and its longest name.
FORBIDDEN, NAME_MAX = re.compile(r"[\[\]:*?/\\]"), 31
#: Characters of a cell at most, as the format has it.
CELL_MAX = 32_000
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
#: The earliest moment that an archive can hold: its files have no other.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def workbook(source: PackSource) -> bytes:
    """An overview, then every figure, chart and table of each input."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Overview")
    _fill(sheet, _overview(source))
    for found in source.inputs:
        name = FORBIDDEN.sub(" ", f"{found.code} {found.name}")[:NAME_MAX]
        _fill(book.create_sheet(name), _rows(found, source))
    content = BytesIO()
    book.save(content)
    return _timeless(content.getvalue(), source.as_of)


def _overview(source: PackSource) -> Iterable[Sequence[Any]]:
    yield [_("Input"), _("Name"), _("What it says"), _("Result")]
    for found in source.inputs:
        yield [found.code, found.name, found.message, "" if found.is_empty else str(RESULTS[found.tone])]


def _rows(found: Input, source: PackSource) -> Iterable[Sequence[Any]]:
    """The message, then blocks with a head each."""
    yield [found.message or _("Nothing was brought to this input.")]
    for part in found.parts:
        yield []
        yield [part.title, part.brought.message]
        yield from _figures(found, part, source)
        yield from _charts(part)
        yield from _tables(part)


def _figures(found: Input, part: Part, source: PackSource) -> Iterable[Sequence[Any]]:
    if part.brought.figures:
        yield []
        yield [_("Figure"), _("Value"), _("Exact"), _("Unit"), _("Wanted"), _("Result"), _("At the review before")]
    before = changes(source.before, source.inputs)
    for each in part.brought.figures:
        change = before.get((found.code, part.key, each.key))
        result = str(RESULTS[each.tone]) if each.tone else ""
        yield [each.label, each.value, _exact(each), each.unit, each.wanted, result, change.earlier if change else ""]


def _charts(part: Part) -> Iterable[Sequence[Any]]:
    for chart in part.brought.charts:
        yield []
        yield [chart.title, chart.unit]
        yield [_("Wanted from"), chart.low, _("to"), chart.high]
        yield from ([point.label, point.value] for point in chart.points)


def _tables(part: Part) -> Iterable[Sequence[Any]]:
    for table in part.brought.tables:
        yield []
        yield [table.title]
        yield [heading.label for heading in table.headings]
        yield from ([cell.text for cell in row] for row in table.rows)
        yield [table.note] if table.note else []


def _exact(figure: Figure) -> float | str:
    return float(figure.exact) if figure.exact is not None else ""


def _fill(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    """All text as text, so that nothing in it is taken for a formula; what follows an empty row is a head."""
    is_head = True
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(place, column), value, is_head=is_head)
        is_head = not row
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 32
    for letter in "CDEFGH":
        sheet.column_dimensions[letter].width = 18


def _write(cell: Any, value: Any, *, is_head: bool) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_MAX]
        cell.data_type = "s"
    else:
        cell.value = value
    if is_head:
        cell.font = Font(bold=True)


def _timeless(content: bytes, as_of: datetime) -> bytes:
    """The archive packed anew: its own moments are ``as_of``, those of the files in it none."""
    moment, packed = f"{as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode(), BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            kept = old.read(name)
            if name == "docProps/core.xml":
                kept = MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", kept)
            new.writestr(ZipInfo(name, EARLIEST), kept, ZIP_DEFLATED)
    return packed.getvalue()
