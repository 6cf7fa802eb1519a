"""The pack of a management review, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from leadership.domain.reviews.packs import review_of, source_of
from leadership.paper.review import print_pack
from records.domain.errors import NotNowError
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """``manage.py review_pack REFERENCE --out FILE``: final where the review was signed, a draft before."""

    help = "Write the pack of a management review to a PDF; made again from the same review, it has the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which review, and where to."""
        parser.add_argument("reference", help="reference of the review, such as RVW-2026-0001")
        parser.add_argument("--out", required=True, type=Path, help="the file to write")

    def handle(self, *_args: Any, reference: str, out: Path, **_options: Any) -> None:
        """Make it and write it; a file that cannot be written is said before the pages are laid out."""
        review = review_of(reference)
        if review is None:
            msg = f"There is no management review {reference}"
            raise CommandError(msg)
        require_writable(out)
        try:
            source = source_of(review, review.created_by)
        except NotNowError as error:
            raise CommandError(str(error)) from error
        except (ContentGoneError, ContentDamagedError) as error:
            msg = f"The stored content {error} is gone or damaged: put it back from a backup"
            raise CommandError(msg) from error
        content = print_pack(source)
        out.write_bytes(content)
        kind = "draft" if source.is_draft else "final"
        self.stdout.write(f"{out}: {kind} pack of {review.reference}, {len(content):,} bytes")


def require_writable(out: Path) -> None:
    """Raise CommandError where the file cannot be written; one that is there stays as it is."""
    is_new = not out.exists()
    try:
        out.open("ab").close()
    except OSError as error:
        msg = f"{out} cannot be written: {error.strerror}"
        raise CommandError(msg) from error
    if is_new:
        out.unlink()
