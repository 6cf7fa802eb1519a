"""The files of an archive or a folder, one after the other: nothing is unpacked to a disk, and none is larger than said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, is_zipfile

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from records.domain.files import FileRefusedError
from shell.contents import UNREADABLE

if TYPE_CHECKING:
    from zipfile import ZipInfo

    from django.core.files.uploadedfile import UploadedFile

#: Bytes handed over at once, files in an archive, and bytes they unpack to together.
ARCHIVE_MAX = 100 * 1024 * 1024
FILES_MAX = 500
UNPACKED_MAX = 500 * 1024 * 1024
#: How many times smaller a file may be packed, once it is larger than a page: texts reach 20, bombs 1000.
RATIO_MAX = 200
RATIO_FROM = 64 * 1024
#: The mark of an entry in an archive's table; archives inside archives hold it, too.
ENTRY_MARK = b"PK\x01\x02"
MARKS_MAX = 100 * FILES_MAX
IS_LOCKED = 0x1
#: What computers leave beside people's files.
LEFTOVERS = re.compile(r"(^|/)(__MACOSX/|\.(?!\./)|Thumbs\.db$|desktop\.ini$)")
DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Entry:
    """A file among those handed over; ``refused`` says why it is not read, empty where it is."""

    path: str
    size: int
    read: Callable[[], bytes]
    refused: str = ""


def pack_uploads(files: Iterable[UploadedFile]) -> tuple[str, bytes]:
    """The name and bytes of one archive for what was uploaded: an archive itself, or files. Raises FileRefusedError."""
    uploads = list(files)
    if sum(upload.size or 0 for upload in uploads) > ARCHIVE_MAX:
        raise _too_large()
    first = uploads[0]
    if len(uploads) == 1 and str(first.name).lower().endswith(".zip"):
        content = first.read()
        require_archive(content)
        return str(first.name)[-200:], content
    return str(first.name)[-200:], _pack((str(upload.name), upload.read()) for upload in uploads)


def pack_path(path: Path) -> tuple[str, bytes]:
    """The same for a folder or an archive on this machine; links that lead out of the folder are left out."""
    if path.is_file():
        content = path.read_bytes()
        require_archive(content)
        return path.name[-200:], content
    root = path.resolve()
    found = [file for file in sorted(root.rglob("*")) if file.is_file() and file.resolve().is_relative_to(root)]
    if sum(file.stat().st_size for file in found) > ARCHIVE_MAX:
        raise _too_large()
    packed = _pack((f"{root.name}/{file.relative_to(root).as_posix()}", file.read_bytes()) for file in found)
    return root.name[-200:], packed


def require_archive(content: bytes) -> None:
    """Raise FileRefusedError for what is no ZIP, too large, or of too many files."""
    if len(content) > ARCHIVE_MAX:
        raise _too_large()
    if not is_zipfile(BytesIO(content)):
        raise FileRefusedError(_("This is not a ZIP archive: pack the files anew, or choose the files themselves"))
    if content.count(ENTRY_MARK) > MARKS_MAX:
        raise _too_many()


def entries_of(content: bytes) -> list[Entry]:
    """The files of an archive. Raises FileRefusedError for one that is broken or of too many files."""
    require_archive(content)
    try:
        archive = ZipFile(BytesIO(content))
    except (*UNREADABLE, BadZipFile) as error:
        raise FileRefusedError(_("The archive is broken: pack the files anew")) from error
    files = [found for found in archive.infolist() if not found.is_dir() and not LEFTOVERS.search(found.filename)]
    if len(files) > FILES_MAX:
        raise _too_many()
    return list(_entries(archive, files))


def _entries(archive: ZipFile, files: list[ZipInfo]) -> Iterator[Entry]:
    left = UNPACKED_MAX
    for info in files:
        refused = _why_refused(info, left)
        left -= 0 if refused else info.file_size
        yield Entry(_shown(info.filename), info.file_size, partial(_unpacked, archive, info), refused)


def _unpacked(archive: ZipFile, info: ZipInfo) -> bytes:
    """The bytes of a file, never more than the archive says; raises FileRefusedError for a broken one."""
    try:
        with archive.open(info) as file:
            return file.read(info.file_size + 1)
    except (*UNREADABLE, BadZipFile) as error:
        raise FileRefusedError(_("It is broken in the archive: pack it anew")) from error


def _why_refused(info: ZipInfo, left: int) -> str:
    if _is_hostile(info.filename):
        return _("Its name leads out of the archive: give it a plain one")
    if info.flag_bits & IS_LOCKED:
        return _("It is locked by a password: pack it without one")
    if info.file_size > settings.ATTACHMENT_MAX_BYTES:
        return _("It is larger than %(limit)s") % {"limit": filesizeformat(settings.ATTACHMENT_MAX_BYTES)}
    if info.file_size > RATIO_FROM and info.file_size > RATIO_MAX * max(info.compress_size, 1):
        return _("It is packed %(n)d times smaller than it is, as no text would be") % {
            "n": info.file_size // max(info.compress_size, 1)
        }
    if info.file_size > left:
        limit = filesizeformat(UNPACKED_MAX)
        return _("The files before it reach %(limit)s together: import it by itself") % {"limit": limit}
    return ""


def _is_hostile(name: str) -> bool:
    """A name that would lead elsewhere if somebody unpacked it, or that hides what it is."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return ".." in parts or name.startswith(("/", "\\")) or bool(DRIVE.match(name)) or not name.isprintable()


def _shown(name: str) -> str:
    """The name as it can be shown: without signs that move text about."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)[-300:]


def _pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    packed, taken = BytesIO(), set[str]()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(files, 1):
            free = name if name not in taken else f"{number}-{name}"
            taken.add(free)
            archive.writestr(free, content)
    return packed.getvalue()


def _too_large() -> FileRefusedError:
    limit = filesizeformat(ARCHIVE_MAX)
    return FileRefusedError(_("That is more than %(limit)s: import it in parts") % {"limit": limit})


def _too_many() -> FileRefusedError:
    return FileRefusedError(_("There are more than %(n)d files in it: import them in parts") % {"n": FILES_MAX})
