"""Import tickets from another tool's export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from operations.importing.opening import open_tickets
from operations.importing.profiles import PROFILES
from records.management.importing import ImportCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from people.models import User
    from records.importing.engine import Importer
    from records.importing.tables import Table


class Command(ImportCommand):
    """``manage.py import_tickets FILE --profile NAME [--agreement REF] [--dry-run] [--json]``: the same road as the page."""

    help = "Import tickets from a CSV or XLSX export of another tool; done again it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which tool it is from, beside what every import asks for."""
        super().add_arguments(parser)
        parser.add_argument("--profile", required=True, choices=sorted(PROFILES))
        parser.add_argument("--agreement", default="", help="reference of the agreement that the tickets are under")
        parser.add_argument("--all", dest="is_full", action="store_true", help="flag tickets that are not in the file")

    def importer(self, table: Table, actor: User, **options: Any) -> Importer:
        """What brings the tickets in. Raises InputError, Refused, TableError."""
        return open_tickets(table, options, actor)
