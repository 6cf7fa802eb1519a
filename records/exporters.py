"""Lists as files. Cells that a spreadsheet would take for a formula are made harmless."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from records.labels import plain_labels_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from records.listing import Listing

#: Rows of the largest workbook made while somebody waits.
XLSX_MAX = 10_000
#: Records read at a time.
CHUNK = 1000
#: First characters by which spreadsheets know a formula (OWASP: CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.lstrip(" \"'").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def write_csv(listing: Listing) -> StreamingHttpResponse:
    """The list as CSV in UTF-8, streamed: any length in little memory."""
    writer = csv.writer(Echo())
    lines = (writer.writerow([_as_text(value) for value in row]) for row in _rows(listing))
    response = StreamingHttpResponse(as_asked(_with_mark(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(listing)}.csv"'
    return response


def write_xlsx(listing: Listing) -> FileResponse:
    """The list as a workbook, dates as dates and all text as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(listing.kind.plural)[:31])
    for row in _rows(listing):
        sheet.append([_cell(sheet, value) for value in row])
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - FileResponse closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_name(listing)}.xlsx")


def _rows(listing: Listing) -> Iterator[list[Any]]:
    yield [str(column.label) for column in listing.columns]
    chunk: list[Any] = []
    for record in listing.records.iterator(chunk_size=CHUNK):
        chunk.append(record)
        if len(chunk) == CHUNK:
            yield from _values(listing, chunk)
            chunk = []
    yield from _values(listing, chunk)


def _values(listing: Listing, records: list[Any]) -> Iterator[list[Any]]:
    """The values of the columns; related records are named as far as the person sees them."""
    keys = {column.record_id(record) for column in listing.columns if column.record_id for record in records}
    labels = plain_labels_for({key for key in keys if key}, listing.user)
    for record in records:
        yield [
            labels.get(column.record_id(record) or 0, "") if column.record_id else column.value(record)
            for column in listing.columns
        ]


def _with_mark(lines: Iterator[str]) -> Iterator[str]:
    """A byte order mark first: spreadsheets know UTF-8 by it."""
    yield "\ufeff"
    yield from lines


def as_asked(lines: Iterator[str]) -> Iterator[str]:
    """Each line made under the language and time zone at hand now: by then the request's middleware has left."""
    return _under(translation.get_language(), timezone.get_current_timezone(), lines)


def _under(language: str, zone: tzinfo, lines: Iterator[str]) -> Iterator[str]:
    while True:
        with translation.override(language), timezone.override(zone):
            line = next(lines, None)
        if line is None:
            return
        yield line


def _as_text(value: Any) -> str:
    """A value for CSV; what is neither number nor date is made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float | Decimal) else neutral(str(value))


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Cell:
    if isinstance(value, datetime):
        return WriteOnlyCell(sheet, timezone.make_naive(value))
    if value is None or (isinstance(value, date | int | float | Decimal) and not isinstance(value, bool)):
        return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
    text = _yes_or_no(value) if isinstance(value, bool) else str(value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell


def _yes_or_no(value: bool) -> str:  # noqa: FBT001 - a value of the list
    return _("Yes") if value else _("No")


def _name(listing: Listing) -> str:
    return f"{listing.kind.slug}-{timezone.localdate().isoformat()}"
