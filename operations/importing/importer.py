"""The importer of tickets: a table, a profile, and the verb that brings them in."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from operations.importing.bringing import MODELS, TicketBringer
from operations.importing.reading import Reader
from operations.importing.remarks import add_remarks
from operations.importing.staging import by_ticket
from operations.models import Incident
from records.access.permits import require
from records.domain.bulk import change_many
from records.domain.errors import InputError
from records.importing.engine import Brought, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from agreements.models import Agreement
    from operations.importing.facts import Facts
    from operations.importing.profiles import Profile
    from people.models import User
    from records.importing.tables import Row, Table

#: Tickets of one transaction.
CHUNK = 200


class TicketImporter:
    """Brings the tickets of a table in: an importer as ``records.importing.engine`` asks for.

    With ``is_full`` the file holds all tickets of its source: those that are here and not in it are flagged.
    Raises Refused, TableError for what is no table of the profile's tool.
    """

    def __init__(
        self,
        table: Table,
        profile: Profile,
        *,
        actor: User | None,
        agreement: Agreement | None = None,
        is_full: bool = False,
    ) -> None:
        require(actor, "import", Incident)
        self.reader, self.profile, self.actor, self.is_full = Reader(table, profile), profile, actor, is_full
        self.bringer = TicketBringer(profile.source, actor=actor, agreement=agreement)
        self.source = f"tickets:{profile.source}"
        self.rows_read = 0
        self.reaches: datetime | None = None
        self.unreadable: list[Brought] = []
        self._seen: Counter[str] = Counter()
        #: Whether a row could not be read so far as to know its number: what is missing cannot be known then.
        self._has_nameless = False

    def chunks(self) -> Iterator[list[Facts]]:
        """Its tickets, some at a time."""
        facts = self._facts()
        while chunk := list(islice(facts, CHUNK)):
            yield chunk

    def bring_in(self, chunk: Sequence[Facts]) -> list[Brought]:
        """Bring a chunk in."""
        brought = self.bringer.bring_in(chunk)
        taken = {Outcome.CREATED, Outcome.UPDATED}
        written = [facts for facts, told in zip(chunk, brought, strict=True) if told.outcome in taken]
        add_remarks([facts for facts in written if facts.comments], self.profile.source, actor=self.actor)
        return brought

    def line_of(self, item: Facts) -> int:
        """Where it stands in the file."""
        return item.line

    def name_of(self, item: Facts) -> str:
        """Its number there."""
        return item.number

    def cells_of(self, item: Facts) -> tuple[Any, ...]:
        """The cells of its last row."""
        return item.cells

    def missing(self) -> Iterator[list[Any]]:
        """Tickets of the source that the file does not have, where it holds all of them; some at a time."""
        if not self.is_full or self._has_nameless or not self._seen:
            return
        for model in MODELS.values():
            here = model._default_manager.filter(source=self.profile.source, vanished=False)
            numbers = here.values_list("pk", "external_number").iterator(chunk_size=2000)
            gone = (key for key, number in numbers if number not in self._seen)
            while keys := list(islice(gone, CHUNK)):
                yield list(model._default_manager.filter(pk__in=keys))

    def flag_missing(self, chunk: Sequence[Any]) -> list[Brought]:
        """Say of tickets that they are not in the last import."""
        for ticket in chunk:
            ticket.vanished = True
        change_many(chunk, actor=self.actor, action="sync", reason=_("Not in the last import"))
        return [Brought(Outcome.VANISHED, 0, ticket.external_number, key=ticket.pk) for ticket in chunk]

    def _facts(self) -> Iterator[Facts]:
        for rows in self._groups():
            try:
                facts = self.reader.read(rows)
            except InputError as error:
                self._refuse(rows[-1], str(error))
            else:
                self.reaches = max(self.reaches or facts.last.at, facts.last.at)
                yield facts

    def _groups(self) -> Iterable[list[Row]]:
        """The rows of each ticket."""
        if self.profile.is_event_log:
            return by_ticket(self._events())
        return ([row] for row in self._readable() if not self._is_second(row))

    def _events(self) -> Iterator[tuple[str, datetime, Row]]:
        for row in self._readable():
            try:
                number = self.reader.number(row)
                self._seen[number] += 1
                yield number, self.reader.moment_of_event(row), row
            except InputError as error:
                self._refuse(row, str(error))

    def _readable(self) -> Iterator[Row]:
        for row in self.reader.table.rows():
            self.rows_read += 1
            if row.why:
                # Its number may be cut off, too.
                self._has_nameless = True
                self._refuse(row, row.why)
            else:
                yield row

    def _is_second(self, row: Row) -> bool:
        """Whether the file had a ticket of this number before: which of the two holds cannot be known."""
        try:
            number = self.reader.number(row)
        except InputError as error:
            self._refuse(row, str(error))
            return True
        self._seen[number] += 1
        if self._seen[number] > 1:
            why = _("The file has several rows of this number: the first was taken")
            self.unreadable.append(Brought(Outcome.CONFLICT, row.line, number, why, cells=row.cells))
        return self._seen[number] > 1

    def _refuse(self, row: Row, why: str) -> None:
        name = self._name(row)
        if name:
            self._seen[name] += 0
        self._has_nameless = self._has_nameless or not name
        self.unreadable.append(Brought(Outcome.FAILED, row.line, name, why, cells=row.cells))

    def _name(self, row: Any) -> str:
        try:
            return self.reader.number(row)
        except InputError:
            return ""
