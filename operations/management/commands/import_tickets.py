"""Import tickets from another tool's export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement
from operations.importing.importer import TicketImporter
from operations.importing.profiles import PROFILES
from people.models import User
from records.access.permits import Refused
from records.domain.errors import InputError
from records.importing.engine import Brought, Outcome, carry_out
from records.importing.tables import Layout, Table

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections import Counter

#: What is told of one at a time.
TOLD = {Outcome.FAILED, Outcome.CONFLICT, Outcome.SKIPPED}


class Command(BaseCommand):
    """``manage.py import_tickets FILE --profile NAME [--agreement REF] [--dry-run] [--json]``: the same road as the page."""

    help = "Import tickets from a CSV or XLSX export of another tool; done again it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is imported, how it is written, and in whose name."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--profile", required=True, choices=sorted(PROFILES))
        parser.add_argument("--agreement", default="", help="reference of the agreement that the tickets are under")
        parser.add_argument("--date-format", default="", help="form of its days, where it can be read in two ways")
        parser.add_argument("--zone", default="", help="time zone of its days, such as Europe/Berlin")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--as", dest="email", default="", help="who imports them; else the first administrator")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *, file: Path, dry_run: bool, json: bool, **options: Any) -> None:
        """Say what came of them: the counts, and each row that was not taken."""
        told: list[Brought] = []
        try:
            with file.open("rb") as opened:
                layout = Layout(encoding=options["encoding"], delimiter=options["delimiter"])
                importer = self._importer(Table(opened, file.name, layout), **options)
                counts = carry_out(importer, told.extend, is_trial=dry_run)
        except (OSError, InputError, Refused) as error:
            raise CommandError(str(error)) from error
        self._tell(counts, told, as_json=json)

    def _importer(self, table: Table, *, profile: str, agreement: str, email: str, **options: Any) -> TicketImporter:
        settings = {name: options[name] for name in ("date_format", "zone")}
        chosen = PROFILES[profile].with_settings(settings)
        return TicketImporter(table, chosen, actor=self._person(email), agreement=self._agreement(agreement))

    def _agreement(self, reference: str) -> Agreement | None:
        found: Agreement | None = Agreement.objects.filter(reference=reference).first() if reference else None
        if reference and found is None:
            message = f"There is no agreement {reference}"
            raise CommandError(message)
        return found

    def _person(self, email: str) -> User:
        active = User.objects.filter(is_active=True)
        found = active.filter(email__iexact=email) if email else active.filter(is_administrator=True)
        person = found.order_by("pk").first()
        if person is None:
            message = "Say with --as whose account imports them: nobody with an active account was found"
            raise CommandError(message)
        return person

    def _tell(self, counts: Counter[str], told: list[Brought], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(counts))
            return
        for each in told:
            if each.outcome in TOLD or each.why:
                self.stdout.write(f"line {each.line} {each.name}: {each.outcome.value}. {each.why}")
        self.stdout.write(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
