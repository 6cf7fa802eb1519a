"""Import records of any kind from a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from records.importing.importers import PREFIX, find_importer
from records.kind import all_kinds
from records.management.importing import ImportCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from people.models import User
    from records.importing.engine import Importer
    from records.importing.tables import Table


class Command(ImportCommand):
    """``manage.py import_records KIND FILE [--dry-run] [--json] [--as EMAIL]``: the same road as the page."""

    help = "Import records of a kind from a CSV or XLSX table by its template; done again it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which kind, beside what every import asks for."""
        parser.add_argument("kind", choices=sorted(kind.key for kind in all_kinds() if kind.has_page("import")))
        super().add_arguments(parser)

    def importer(self, table: Table, actor: User, **options: Any) -> Importer:
        """What brings the records in. Raises Refused, TableError."""
        settings = {name: options[name] for name in ("date_format", "zone")}
        found: Importer = find_importer(PREFIX + options["kind"]).open(table, settings, actor)
        return found
