"""The template of a kind's table: a row of headers, what each column takes, choices that a cell offers."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from records.exporters import neutral
from records.importing.columns import columns_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from people.models import User
    from records.importing.columns import TableColumn
    from records.kind import Kind

#: Rows that offer choices.
ROWS = 1000
WIDTH, WIDE = 22, 70


def blank_csv(kind: Kind, user: User) -> bytes:
    """A row of headers, in UTF-8 with the mark by which spreadsheets know it."""
    text = StringIO()
    csv.writer(text).writerow([neutral(_header(column)) for column in columns_of(kind, user)])
    return ("\ufeff" + text.getvalue()).encode()


def blank_xlsx(kind: Kind, user: User) -> bytes:
    """A sheet to fill in, and a second one that explains each column and holds the choices."""
    columns = columns_of(kind, user)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _name(str(kind.plural))
    explained = book.create_sheet(_name(_("What the columns take")))
    _explain(explained, columns)
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place, _header(column))
        cell.data_type, cell.font = "s", Font(bold=True)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTH
        if column.choices:
            _offer(sheet, letter, explained, place + 1, column)
    sheet.freeze_panes = "A2"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _explain(sheet: Worksheet, columns: list[TableColumn]) -> None:
    sheet.append([_("Column"), _("Asked for"), _("What it takes"), _("Choices")])
    for column in columns:
        asked = _("Yes") if column.required else _("No")
        sheet.append([column.label, asked, column.explain, *column.choices])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["C"].width = WIDTH, WIDE


def _offer(sheet: Worksheet, letter: str, explained: Worksheet, row: int, column: TableColumn) -> None:
    """Let the cells below a header offer the choices, which stand in the second sheet from column D on."""
    last = get_column_letter(3 + len(column.choices))
    quoted = explained.title.replace("'", "''")
    offered = DataValidation(type="list", formula1=f"'{quoted}'!$D${row}:${last}${row}", allow_blank=True)
    offered.error = _("Choose one of the list, or leave it empty")
    sheet.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{ROWS}")


def _header(column: TableColumn) -> str:
    return f"{column.label} *" if column.required else column.label


def _name(text: str) -> str:
    """What a sheet may be called."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\")[:31]
