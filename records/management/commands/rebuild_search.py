"""Makes the index of search anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from records.domain.reindexing import differing, rebuild
from records.models import Record

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Writes the entry of every record anew, while others work; with --check only says how many differ."""

    help = "Make the index of search anew; may be stopped and begun again at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only looking is a choice."""
        parser.add_argument("--check", action="store_true", help="only say how many entries differ from their records")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say what came of it."""
        if options["check"]:
            wrong, total = len(differing()), Record.objects.count()
            said = (
                f"{wrong} of {total} entries differ from their records" if wrong else "Every entry is as it should be"
            )
            self.stdout.write(said)
        else:
            self.stdout.write(f"{rebuild(self._tell)} entries written")

    def _tell(self, done: int, total: int) -> None:
        if done % 10_000 == 0:
            self.stdout.write(f"{done} of {total}")
