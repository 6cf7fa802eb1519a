"""The pages of versions that are PDF files, as pictures: asked for, drawn by a job, forgotten after a while."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import page_drawing
from documents.models import Pages, Version
from documents.page_drawing import BROKEN, DRAWN_WITH, LOCKED
from jobs.domain.errors import JobError
from jobs.domain.files import forget
from jobs.domain.queue import enqueue
from jobs.kinds import Result
from jobs.models import Job
from records.domain.files import open_content
from records.media_types import ACCEPTED
from records.models import Blob
from shell.contents import ContentDamagedError, ContentGoneError, drop, keep, open_checked, sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files import File

    from jobs.progress import Progress

#: The job that draws the pages of a file.
PAGES_JOB = "documents.draw_pages"
#: How long pictures are kept; they are drawn anew when somebody asks again.
KEPT = timedelta(days=30)
#: Files that have pages of their own; those of an office program get theirs when it lays them out.
PAGED = ACCEPTED["pdf"]


@dataclass(frozen=True)
class _Drawn:
    """What drawing came to: the pictures in their order, of how many pages, or why there are none."""

    pictures: list[bytes]
    count: int
    fault: str = ""


def has_pages(version: Version) -> bool:
    """Whether a version is a file whose pages can be drawn."""
    return version.blob.media_type == PAGED and version.disposed is None


def pages_of(version: Version) -> Pages | None:
    """The pages of a version as they are drawn today; None where they were not drawn yet, or otherwise."""
    return Pages.objects.filter(pk=version.blob_id, drawn_with=DRAWN_WITH).first()


def job_for_pages(version: Version) -> Job | None:
    """The job that draws, or drew, the pages of a version."""
    return Job.objects.filter(kind=PAGES_JOB, key=_key(version.blob_id)).first()


@transaction.atomic
def ask_for_pages(*versions: Version) -> None:
    """Ask for the pages of versions; asking twice asks once, and of what has none asks nothing."""
    for version in versions:
        if has_pages(version) and pages_of(version) is None:
            enqueue(PAGES_JOB, key=_key(version.blob_id), sha256=version.blob_id)


def draw_pages(progress: Progress, *, sha256: str) -> Result:
    """The job: draw the pages of a content. What locks it or is broken in it is kept as the fault."""
    blob = Blob.objects.get(pk=sha256)
    try:
        with open_content(blob) as file:
            drawn = _draw(file, progress)
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(_("Its content is lost or damaged")) from error
    pages = Pages(blob=blob, count=drawn.count, drawn_with=DRAWN_WITH, fault=drawn.fault[:200])
    pages.pictures = [sha256_of(picture) for picture in drawn.pictures]
    for name, picture in zip(pages.pictures, drawn.pictures, strict=True):
        keep(pages.path(name), picture)
    Pages.objects.update_or_create(
        pk=blob.pk,
        defaults={name: getattr(pages, name) for name in ("count", "pictures", "drawn_with", "drawn", "fault")},
    )
    words = ngettext("%(n)d page was drawn", "%(n)d pages were drawn", len(pages.pictures))
    return Result(pages.fault or words % {"n": len(pages.pictures)})


def open_page(version: Version, number: int) -> File | None:
    """The picture of a page, from one on; None where there is none. Raises as ``open_checked`` does."""
    pages = pages_of(version) if has_pages(version) else None
    if pages is None or not 0 < number <= len(pages.pictures):
        return None
    sha256 = pages.pictures[number - 1]
    return open_checked(pages.path(sha256), sha256)


def forget_pages(progress: Progress) -> Result:
    """The job of the clock: let go of pictures that are old, and at once of those whose content was destroyed."""
    is_held = Exists(Version.objects.filter(blob=OuterRef("pk"), disposed=None))
    found = Pages.objects.filter(~is_held | Q(drawn__lt=timezone.now() - KEPT))
    keys = list(found.values_list("pk", flat=True))
    for done, key in enumerate(keys):
        progress.tell(done, len(keys))
        _forget(key)
    return Result(ngettext("%(n)d file forgotten", "%(n)d files forgotten", len(keys)) % {"n": len(keys)})


@transaction.atomic
def _forget(key: str) -> None:
    pages = Pages.objects.select_for_update().filter(pk=key).first()
    if pages is None:
        return
    for sha256 in set(pages.pictures):
        transaction.on_commit(partial(drop, pages.path(sha256)))
    pages.delete()
    forget(Job.objects.filter(kind=PAGES_JOB, key=_key(key)))


def _key(sha256: str) -> str:
    return f"{sha256} {DRAWN_WITH}"


def _draw(file: File, progress: Progress) -> _Drawn:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "file.pdf").open("wb") as aside:
            copyfileobj(file, aside)
        with _drawing(folder) as process:
            count = _follow(process, progress)
            if fault := _fault(process.wait()):
                return _Drawn([], 0, fault)
        made = sorted(folder.glob("*.png"), key=lambda path: int(path.stem))
        return _Drawn([path.read_bytes() for path in made], count)


@contextmanager
def _drawing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that draws: it is given nothing of ours, and is over when this is."""
    command = [sys.executable, "-I", page_drawing.__file__, str(folder)]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, env={}, text=True, **pipes)  # type: ignore[call-overload] # noqa: S603 - our own command
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _follow(process: subprocess.Popen[str], progress: Progress) -> int:
    """Tell how far it is; returns how many pages the file has."""
    count = 0
    for line in process.stdout or ():
        done, total, count = (int(each) for each in line.split())
        progress.tell(done, total, _("Drawing pages"))
    return count


def _fault(code: int) -> str:
    if code == LOCKED:
        return _("It is locked by a password")
    if code == BROKEN:
        return _("It is broken, or made in an unusual way")
    return _("Drawing its pages took too much time or memory") if code else ""
