"""Makes the index of search anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from records.domain.reindexing import differing, rebuild

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
        if not options["check"]:
            self.stdout.write(f"{rebuild(self._tell)} entries written")
        elif wrong := len(differing()):
            self.stdout.write(f"{wrong} entries differ from their records: run this without --check")
        else:
            self.stdout.write("Every entry is as it should be")

    def _tell(self, done: int, total: int) -> None:
        if done % 10_000 == 0:
            self.stdout.write(f"{done} of {total}")
