"""What the commands that import tables have in common: the file, in whose name, what is told of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from people.models import User
from records.domain.errors import InputError
from records.importing.engine import Brought, Outcome, carry_out
from records.importing.tables import DELIMITERS, Layout, Table
from records.origin import writing_from

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections import Counter

    from records.importing.engine import Importer

#: What is told of one at a time.
TOLD = {Outcome.FAILED, Outcome.CONFLICT, Outcome.SKIPPED}
#: How a sign that a shell does not take well may be written.
MARKS = {"tab": "\t", "\\t": "\t"}


class ImportCommand(BaseCommand):
    """Imports a table by the same road as the page; ``importer`` says what is brought in."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, how it is written, and in whose name it is imported."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--date-format", default="", help="form of its days, where it can be read in two ways")
        parser.add_argument("--zone", default="", help="time zone of its days, such as Europe/Berlin")
        parser.add_argument("--delimiter", default="", help="what parts its columns: , ; | or tab")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--as", dest="email", default="", help="who imports it; else the first administrator")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def importer(self, table: Table, actor: User, **options: Any) -> Importer:
        """What brings the table in."""
        raise NotImplementedError

    def handle(self, *, file: Path, dry_run: bool, json: bool, **options: Any) -> None:
        """Say what came of it: the counts, and each row that was not taken."""
        actor = _person(options["email"])
        try:
            with file.open("rb") as opened, writing_from("import"):
                importer = self.importer(Table(opened, file.name, _layout(options)), actor, **options)
                told = (lambda _brought: None) if json else self._tell
                counts = carry_out(importer, told, is_trial=dry_run)
        except (OSError, InputError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self._sum_up(counts, as_json=json)

    def _tell(self, brought: list[Brought]) -> None:
        for each in brought:
            if each.outcome in TOLD or each.why:
                self.stdout.write(f"line {each.line} {each.name}: {each.outcome.value}. {each.why}")

    def _sum_up(self, counts: Counter[str], *, as_json: bool) -> None:
        said = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        self.stdout.write(json.dumps(counts) if as_json else said)


def _layout(options: dict[str, Any]) -> Layout:
    delimiter = MARKS.get(options["delimiter"], options["delimiter"])
    if delimiter and delimiter not in DELIMITERS:
        message = "The delimiter is one of , ; | and tab"
        raise CommandError(message)
    try:
        b"".decode(options["encoding"] or "utf-8")
    except LookupError as error:
        raise CommandError(str(error)) from error
    return Layout(encoding=options["encoding"], delimiter=delimiter)


def _person(email: str) -> User:
    active = User.objects.filter(is_active=True)
    found = active.filter(email__iexact=email) if email else active.filter(is_administrator=True)
    person = found.order_by("pk").first()
    if person is None:
        message = "Say with --as whose account imports it: nobody with an active account was found"
        raise CommandError(message)
    return person
