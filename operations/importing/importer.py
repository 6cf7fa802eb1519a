"""The importer of tickets: a table, a profile, and the verb that brings them in."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from operations.importing.bringing import TicketBringer
from operations.importing.reading import Reader
from operations.importing.staging import by_ticket
from operations.models import Incident
from records.access.permits import require
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

    Raises Refused, TableError for what is no table of the profile's tool.
    """

    def __init__(
        self, table: Table, profile: Profile, *, actor: User | None, agreement: Agreement | None = None
    ) -> None:
        require(actor, "import", Incident)
        self.reader, self.profile = Reader(table, profile), profile
        self.bringer = TicketBringer(profile.source, actor=actor, agreement=agreement)
        self.rows_read = 0
        self.unreadable: list[Brought] = []
        self._seen: Counter[str] = Counter()

    def chunks(self) -> Iterator[list[Facts]]:
        """Its tickets, some at a time."""
        facts = self._facts()
        while chunk := list(islice(facts, CHUNK)):
            yield chunk

    def bring_in(self, chunk: Sequence[Facts]) -> list[Brought]:
        """Bring a chunk in."""
        return self.bringer.bring_in(chunk)

    def line_of(self, item: Facts) -> int:
        """Where it stands in the file."""
        return item.line

    def name_of(self, item: Facts) -> str:
        """Its number there."""
        return item.number

    def _facts(self) -> Iterator[Facts]:
        for rows in self._groups():
            try:
                yield self.reader.read(rows)
            except InputError as error:
                self._refuse(rows[-1], str(error))

    def _groups(self) -> Iterable[list[Row]]:
        """The rows of each ticket."""
        if self.profile.is_event_log:
            return by_ticket(self._events())
        return ([row] for row in self._readable() if not self._is_second(row))

    def _events(self) -> Iterator[tuple[str, datetime, Row]]:
        for row in self._readable():
            try:
                yield self.reader.number(row), self.reader.moment_of_event(row), row
            except InputError as error:
                self._refuse(row, str(error))

    def _readable(self) -> Iterator[Row]:
        for row in self.reader.table.rows():
            self.rows_read += 1
            if row.why:
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
            self.unreadable.append(Brought(Outcome.CONFLICT, row.line, number, why))
        return self._seen[number] > 1

    def _refuse(self, row: Row, why: str) -> None:
        self.unreadable.append(Brought(Outcome.FAILED, row.line, self._name(row), why))

    def _name(self, row: Any) -> str:
        try:
            return self.reader.number(row)
        except InputError:
            return ""
