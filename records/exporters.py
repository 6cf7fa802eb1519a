"""Lists as files. Cells that a spreadsheet would take for a formula are made harmless."""

from __future__ import annotations

import csv
from datetime import date, datetime
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from records.listing import Listing

#: Rows of the largest workbook made while somebody waits.
XLSX_MAX = 10_000
#: Records read at a time.
CHUNK = 1000
#: First characters by which spreadsheets know a formula (OWASP: CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.lstrip(" \"'").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def write_csv(listing: Listing) -> StreamingHttpResponse:
    """The list as CSV in UTF-8, streamed: any length in little memory."""
    writer = csv.writer(_Echo())
    lines = (writer.writerow([neutral(_as_text(value)) for value in row]) for row in _rows(listing))
    response = StreamingHttpResponse(_with_mark(lines), content_type="text/csv; charset=utf-8")
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
    labels = listing.shown(records).labels
    for record in records:
        yield [
            strip_tags(labels.get(column.record_id(record) or 0, "")) if column.record_id else column.value(record)
            for column in listing.columns
        ]


def _with_mark(lines: Iterator[str]) -> Iterator[str]:
    """A byte order mark first: spreadsheets know UTF-8 by it."""
    yield "\ufeff"
    yield from lines


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Cell:
    if isinstance(value, datetime):
        return WriteOnlyCell(sheet, timezone.make_naive(value))
    if value is None or isinstance(value, date | int | float | bool):
        return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    return cell


def _name(listing: Listing) -> str:
    return f"{listing.kind.slug}-{timezone.localdate().isoformat()}"
