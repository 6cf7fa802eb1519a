"""Import a folder or an archive of documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from documents.domain.importing.archives import pack_path
from documents.domain.importing.running import begin_import, carry_out, confirm_import, in_words, look_through, preview
from documents.models import Import, ImportLine
from people.models import User
from records.access.permits import Refused
from records.domain.files import FileRefusedError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """``manage.py import_documents PATH [--dry-run] [--as EMAIL]``: the same road as the page."""

    help = "Import a folder or a ZIP archive of Markdown, DOCX, ODT, XLSX and PDF files as drafts of documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is imported, in whose name, and whether it is."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--as", dest="email", default="", help="who imports it, and owns the documents")

    def handle(self, *, path: Path, dry_run: bool, email: str, **_options: Any) -> None:
        """Say of each file what happens to it."""
        if not path.exists():
            message = f"{path} is not there"
            raise CommandError(message)
        actor = self._person(email) if email else None
        try:
            name, content = pack_path(path)
            lines = self._looked_at(name, content) if dry_run else self._imported(name, content, actor)
        except (FileRefusedError, Refused) as error:
            raise CommandError(str(error)) from error
        for line in lines:
            self._tell(line)
        self.stdout.write(in_words(line.outcome for line in lines))

    def _looked_at(self, name: str, content: bytes) -> list[ImportLine]:
        return [ImportLine(place=place, **about) for place, about in enumerate(preview(name, content))]

    def _imported(self, name: str, content: bytes, actor: User | None) -> list[ImportLine]:
        run = look_through(begin_import(name, content, actor=actor, is_job=False))
        if run.state == Import.State.READY:
            carry_out(confirm_import(run, actor=actor, types={}, is_job=False))
        return list(run.lines.select_related("document"))

    def _person(self, email: str) -> User:
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            message = f"Nobody with an active account has the address {email}"
            raise CommandError(message)
        return found

    def _tell(self, line: ImportLine) -> None:
        reference = line.document.reference if line.document else ""
        said = [reference, line.title and f"{line.get_type_display()} “{line.title}”", line.why]
        self.stdout.write(f"{line.path}: {line.get_outcome_display()} {' · '.join(word for word in said if word)}")
