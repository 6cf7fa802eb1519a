"""Bringing in records of any kind that has a form: each row is judged by the form, and written by the kind's verbs."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from records.access.permits import Refused, require
from records.conflict import with_values
from records.domain.errors import InputError
from records.domain.importing import bring_in_state, keep_number, may_tell_the_past
from records.forms.record import form_class_of
from records.importing.cells import CellReader, one_of, text_of
from records.importing.columns import NUMBER, RECORDED, REFERENCE, STATE, columns_of, places_in
from records.importing.engine import WRONG, Brought, Outcome
from records.importing.tables import TableError
from records.models import ImportedNumber, Record
from records.origin import telling_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from people.models import User
    from records.forms import RecordForm
    from records.importing.tables import Row, Table
    from records.kind import Kind

#: Records of one transaction.
CHUNK = 50
#: Columns that are no answers of the form.
BESIDE = (REFERENCE, NUMBER, STATE, RECORDED)


@dataclass(frozen=True)
class Item:
    """A row of the table, with the cells that say something, by column."""

    row: Row
    cells: Mapping[str, Any]

    @property
    def number(self) -> str:
        """Its number where it comes from."""
        return text_of(self.cells[NUMBER])[:120] if NUMBER in self.cells else ""

    @property
    def reference(self) -> str:
        """Its reference here, where the row names it."""
        return text_of(self.cells[REFERENCE]).upper() if REFERENCE in self.cells else ""

    @property
    def digest(self) -> str:
        """What a row without any number is known by: all it says."""
        said = json.dumps(sorted(self.cells.items()), default=str)
        return f"row {hashlib.sha256(said.encode('utf-8', 'surrogateescape')).hexdigest()}"


class RecordImporter:
    """Brings records of a kind in, as a person who may create and edit them: an importer as the engine asks for.

    A cell that is empty changes nothing. Raises Refused, TableError for a table of something else.
    """

    def __init__(self, table: Table, kind: Kind, *, actor: User, date_format: str = "", zone: str = "UTC") -> None:
        require(actor, "create", kind.model)
        self.table, self.kind, self.actor = table, kind, actor
        self.columns = columns_of(kind, actor)
        self.places = places_in(table, self.columns)
        if not set(self.places) - set(BESIDE):
            names = ", ".join(column.label for column in self.columns[:6])
            raise TableError(_("None of its columns is one of %(names)s: take the template") % {"names": names})
        self.reader = CellReader(actor, date_format=date_format, zone=zone)
        self.source = f"kind:{kind.key}"
        self.rows_read = 0
        self.reaches: datetime | None = None
        self.unreadable: list[Brought] = []
        self._seen: Counter[tuple[str, str]] = Counter()

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
        """Its number there, its reference here, or its title."""
        return item.number or item.reference or text_of(item.cells.get("title", ""))[:200]

    def cells_of(self, item: Item) -> tuple[Any, ...]:
        """The cells of its row."""
        return item.row.cells

    def missing(self) -> Iterator[list[Any]]:
        """Nothing: a table of records never says that it holds all of them."""
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
            item = Item(row, {key: cell for key, cell in cells.items() if cell is not None and str(cell).strip()})
            if self._is_first(item):
                yield item

    def _is_first(self, item: Item) -> bool:
        """Whether no row before it says the same number, or the very same."""
        marks = [(REFERENCE, item.reference), (NUMBER, item.number)]
        named = [mark for mark in marks if mark[1]] or [("", item.digest)]
        is_first = not any(self._seen[mark] for mark in named)
        self._seen.update(named)
        if not is_first:
            outcome = Outcome.CONFLICT if named[0][0] else Outcome.SKIPPED
            again = _("The file has several rows of this number: the first was taken")
            why = again if named[0][0] else _("The file has this very row twice")
            self.unreadable.append(Brought(outcome, item.row.line, self.name_of(item), why, cells=item.row.cells))
        return is_first

    def _bring_in(self, item: Item) -> Brought:
        try:
            with transaction.atomic():
                return self._brought(item)
        except (*WRONG, Refused) as error:
            return Brought(Outcome.FAILED, item.row.line, self.name_of(item), str(error))

    def _brought(self, item: Item) -> Brought:
        record, why = self._find(item)
        line, name = item.row.line, self.name_of(item)
        if why:
            return Brought(Outcome.CONFLICT, line, name, why)
        if record is not None and not (item.number or item.reference):
            return Brought(Outcome.UNCHANGED, line, name, _("This very row was imported before"), record.pk)
        if record is None:
            return Brought(Outcome.CREATED, line, name, key=self._create(item).pk)
        outcome = Outcome.UPDATED if self._change(item, record) else Outcome.UNCHANGED
        return Brought(outcome, line, name, key=record.pk)

    def _find(self, item: Item) -> tuple[Any, str]:
        """The record that a row is of, if any; and why it cannot be told which."""
        seen = self.kind.model.objects.visible_to(self.actor)
        by_reference = seen.filter(reference=item.reference).first() if item.reference else None
        if item.reference and by_reference is None:
            why = _("Reference: there is no record %(reference)s that you see. Leave the cell empty to record it anew.")
            raise InputError(why % {"reference": item.reference})
        known = ImportedNumber.objects.filter(kind=self.kind.key, number=item.number or item.digest).first()
        if known is None or (item.reference and not item.number):
            return by_reference, ""
        if by_reference is not None and known.record_id != by_reference.pk:
            return None, _("Its reference and its old number are of two records: nothing was changed")
        by_number = seen.filter(pk=known.record_id).first()
        return by_number, "" if by_number else _("Its old number is of a record that you do not see")

    def _create(self, item: Item) -> Record:
        form = self._form(item, self.kind.model())
        with telling_of(self._recorded(item)):
            made: Record = self.kind.create(form.instance, actor=self.actor, action="create", **form.extra_answers)
            keep_number(made, item.number or item.digest)
            self._put_in_state(item, made)
        return made

    def _change(self, item: Item, record: Any) -> bool:
        """Let a record say what the row does; whether it did not before."""
        stored = self.kind.model.objects.visible_to(self.actor).get(pk=record.pk)
        form = self._form(item, record)
        differs = any(getattr(stored, name) != getattr(form.instance, name) for name in _attnames(form))
        if differs or set(form.extra_answers) & set(form.changed_data) & set(item.cells):
            self.kind.edit(form.instance, actor=self.actor, action="edit", reason=_("Imported"), **form.extra_answers)
            differs = True
        if item.number and not ImportedNumber.objects.filter(kind=record.kind, number=item.number).exists():
            keep_number(record, item.number)
            differs = True
        return self._put_in_state(item, record) or differs

    def _form(self, item: Item, record: Any) -> RecordForm:
        """The kind's form, filled in with the record's values and the row's above them. Raises InputError by cell."""
        made = form_class_of(self.kind)
        first = made(instance=record, kind=self.kind, user=self.actor)
        sent = with_values(QueryDict(mutable=True), first, first.fields)
        wrong = []
        for key in [key for key in item.cells if key not in BESIDE]:
            try:
                _put(sent, key, self.reader.answer(first.fields[key], item.cells[key]))
            except InputError as error:
                wrong.append(f"{self._label(key)}: {error}")
        form = made(sent, instance=record, kind=self.kind, user=self.actor)
        if not form.is_valid():
            wrong += [f"{self._label(name)}: {error}" for name, errors in form.errors.items() for error in errors]
        if wrong:
            raise InputError("; ".join(dict.fromkeys(wrong)))
        return form

    def _recorded(self, item: Item) -> datetime | None:
        if RECORDED not in item.cells:
            return None
        if not may_tell_the_past(self.actor):
            raise Refused(_("Recorded on: for administrators and the SMR. Leave the cell empty."))
        try:
            told = self.reader.moment(item.cells[RECORDED])
        except InputError as error:
            raise self._at(RECORDED, error) from error
        if told > timezone.now():
            raise self._at(RECORDED, InputError(_("It lies in the future: write the day it was recorded there")))
        return told

    def _put_in_state(self, item: Item, record: Record) -> bool:
        """Let the record have the state that the row says; whether it had another."""
        if STATE not in item.cells:
            return False
        try:
            state = one_of([(each.key, each.label) for each in self.kind.states], text_of(item.cells[STATE]))
        except InputError as error:
            raise self._at(STATE, error) from error
        if record.state == state:
            return False
        bring_in_state(record, state, actor=self.actor, reason=_("Imported"))
        return True

    def _at(self, key: str, error: InputError) -> InputError:
        return InputError(f"{self._label(key)}: {error}", key)

    def _label(self, key: str) -> str:
        return next((column.label for column in self.columns if column.key == key), key)


def _put(data: QueryDict, name: str, answer: Any) -> None:
    data.pop(name, None)
    if isinstance(answer, list):
        data.setlist(name, answer)
    elif answer != "":
        data[name] = answer


def _attnames(form: RecordForm) -> list[str]:
    """The columns of the record that its form asks for."""
    return [field.attname for field in form.instance._meta.concrete_fields if field.name in form.columns]
