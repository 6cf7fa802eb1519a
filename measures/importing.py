"""Values of indicators from a table: a row an indicator and period; each is brought by the verb that a page calls."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO, StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from measures.domain.measuring import Entry, correct, measure, require_value
from measures.enums import Came
from measures.models import Indicator
from measures.queries import brought_in_use, lacking, value_at
from people.calendar import Period
from records.access.permits import Refused, permits
from records.domain.errors import InputError
from records.exporters import neutral
from records.importing.cells import CellReader, text_of
from records.importing.columns import TableColumn, places_in
from records.importing.engine import WRONG, Brought, Outcome
from records.importing.settings import Found, SettingsForm, only_form, sample_of
from records.importing.tables import TableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from people.models import User
    from records.importing.tables import Row, Table

#: Values of one transaction.
CHUNK = 50
#: Figures behind a comma that make it look like one between thousands.
THOUSANDS = 3
INDICATOR, FIRST = "indicator", "first"
NUMBERS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Item:
    """A row of the table, with the cells that say something, by column."""

    row: Row
    cells: Mapping[str, Any]


def columns() -> list[TableColumn]:
    """The columns of a table of values."""
    return [
        TableColumn(INDICATOR, _("Indicator"), _("Its reference or exact name."), required=True),
        TableColumn(FIRST, _("Period from"), _("The first day of the period."), required=True, is_day=True),
        TableColumn("value", _("Value"), _("Left empty where there is a numerator.")),
        TableColumn("numerator", _("Numerator"), ""),
        TableColumn("denominator", _("Denominator"), _("0 where there was nothing to measure.")),
        TableColumn("evidence", _("Evidence"), _("A reference, a file here, a page.")),
        TableColumn("note", _("Note"), ""),
        TableColumn("reason", _("Reason"), _("Why a value that is here already is another one.")),
    ]


class ValuesSettingsForm(SettingsForm):
    """How a table of values is to be read."""

    def look_into(self, table: Table) -> None:
        """Show which columns are read, and its days."""
        places = places_in(table, columns())
        labels = [column.label for column in columns() if column.key in places]
        self.found.append(Found(_("Read"), (", ".join(labels),), is_open=not labels))
        if missing := {INDICATOR, FIRST} - set(places):
            names = ", ".join(column.label for column in columns() if column.key in missing)
            self.wrong.append((None, _("There is no column %(names)s: take the template") % {"names": names}))
            return
        self.show_days(sample_of(table, [places[FIRST]]))


class ValuesImporter:
    """Brings values in: an importer as ``records.importing.engine`` asks for. Raises TableError for another table."""

    def __init__(self, table: Table, *, actor: User, date_format: str = "", zone: str = "UTC") -> None:
        self.table, self.actor = table, actor
        self.places = places_in(table, columns())
        if {INDICATOR, FIRST} - set(self.places):
            raise TableError(_("It has no column for the indicator and the first day of the period: take the template"))
        self.reader = CellReader(actor, date_format=date_format, zone=zone)
        self.source = "measures:values"
        self.rows_read = 0
        self.reaches: datetime | None = None
        self.unreadable: list[Brought] = []

    def chunks(self) -> Iterator[list[Item]]:
        """Its rows, some at a time."""
        items = self._items()
        while chunk := list(islice(items, CHUNK)):
            yield chunk

    def bring_in(self, chunk: Sequence[Item]) -> list[Brought]:
        """Bring rows in, each by itself."""
        return [self._bring_in(item) for item in chunk]

    def line_of(self, item: Item) -> int:
        """Where it stands in the file."""
        return item.row.line

    def name_of(self, item: Item) -> str:
        """The indicator and the day, as they are written."""
        return f"{text_of(item.cells.get(INDICATOR, ''))} {text_of(item.cells.get(FIRST, ''))}"[:200]

    def cells_of(self, item: Item) -> tuple[Any, ...]:
        """The cells of its row."""
        return item.row.cells

    def missing(self) -> Iterator[list[Any]]:
        """Nothing: a table of values never says that it holds all of them."""
        return iter(())

    def flag_missing(self, chunk: Sequence[Any]) -> list[Brought]:
        """Nothing is missing."""
        del chunk
        return []

    def _items(self) -> Iterator[Item]:
        for row in self.table.rows():
            self.rows_read += 1
            if row.why:
                self.unreadable.append(Brought(Outcome.FAILED, row.line, "", row.why, cells=row.cells))
                continue
            cells = {key: row.cells[place] for key, place in self.places.items() if place < len(row.cells)}
            yield Item(row, {key: cell for key, cell in cells.items() if cell is not None and str(cell).strip()})

    def _bring_in(self, item: Item) -> Brought:
        line, name = item.row.line, self.name_of(item)
        try:
            with transaction.atomic():
                outcome, key, why = self._brought(item)
        except (*WRONG, Refused) as error:
            return Brought(Outcome.FAILED, line, name, str(error))
        return Brought(outcome, line, name, why, key)

    def _brought(self, item: Item) -> tuple[Outcome, int, str]:
        indicator, first, entry = self._indicator(item), self._first(item), self._entry(item)
        known = value_at(indicator, Period(first, first))
        if known is None:
            measure(indicator, entry, actor=self.actor, first=first, came=Came.IMPORTED)
            return Outcome.CREATED, indicator.pk, ""
        found = require_value(indicator, entry)
        if all(getattr(found, name) == getattr(known, name) for name in ("value", "numerator", "denominator")):
            return Outcome.UNCHANGED, indicator.pk, ""
        reason = text_of(item.cells.get("reason", ""))
        if not reason:
            return Outcome.CONFLICT, indicator.pk, _("There is another value: write a reason to correct it")
        correct(indicator, known, entry, actor=self.actor, reason=reason, came=Came.IMPORTED)
        return Outcome.UPDATED, indicator.pk, ""

    def _indicator(self, item: Item) -> Indicator:
        if INDICATOR not in item.cells:
            raise InputError(_("Indicator: write its reference or exact name"))
        reference = self.reader.reference(text_of(item.cells[INDICATOR]), Indicator)
        found: Indicator = Indicator.objects.visible_to(self.actor).get(reference=reference)
        return found

    def _first(self, item: Item) -> date:
        if FIRST not in item.cells:
            raise InputError(_("Period from: write the first day of the period"))
        return self.reader.day(item.cells[FIRST])

    def _entry(self, item: Item) -> Entry:
        said: dict[str, Any] = {name: _number(item.cells[name]) for name in NUMBERS if name in item.cells}
        said |= {name: text_of(item.cells[name]) for name in ("evidence", "note") if name in item.cells}
        return Entry(**said)


def open_values(table: Table, settings: dict[str, Any], actor: User) -> ValuesImporter:
    """The importer of a table's values. Raises TableError."""
    places = places_in(table, columns())
    days = [places[FIRST]] if FIRST in places else []
    form = settings.get("date_format", "") or only_form(sample_of(table, days))
    return ValuesImporter(table, actor=actor, date_format=form, zone=settings.get("zone") or "UTC")


def may_import(user: User) -> bool:
    """Whether there is an indicator whose values this person brings."""
    return any(permits(user, "measure", each) for each in brought_in_use(user))


def template_csv(user: User) -> bytes:
    """A row for each value that this person is to bring, in UTF-8 with the mark by which spreadsheets know it."""
    text = StringIO()
    writer = csv.writer(text)
    for row in _rows(user):
        writer.writerow([neutral(cell) for cell in row])
    return ("\ufeff" + text.getvalue()).encode()


def template_xlsx(user: User) -> bytes:
    """The same as a workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for line, row in enumerate(_rows(user), 1):
        for place, said in enumerate(row, 1):
            cell = sheet.cell(line, place, said)
            cell.data_type, cell.font = "s", Font(bold=line == 1)
    sheet.freeze_panes = "A2"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _rows(user: User) -> list[list[str]]:
    mine = [each for each in brought_in_use(user) if permits(user, "measure", each)]
    due = [[f"{each.reference} {each.title}", period.first.isoformat()] for each, period in lacking(mine)]
    return [[column.label for column in columns()], *due]


def _number(cell: Any) -> Decimal:
    """The number in a cell. Raises InputError for what is none, or can be read in two ways."""
    text = text_of(cell).removesuffix("%").strip()
    if text.count(",") == 1 and "." not in text and len(text.partition(",")[2]) != THOUSANDS:
        text = text.replace(",", ".")
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise InputError(_("“%(cell)s” is no number: write it as 1234.5") % {"cell": cell})
    return found
