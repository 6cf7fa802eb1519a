"""Contents of files in the storage: there as a whole or not at all, checked and saved aside when they are handed out."""

from __future__ import annotations

import hashlib
import logging
import lzma
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import FileResponse

if TYPE_CHECKING:
    from django.core.files import File

logger = logging.getLogger(__name__)
#: What the readers of images and archives raise at what is broken, encrypted or packed in an unknown way.
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
    OverflowError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)


class ContentGoneError(Exception):
    """A content that is no longer kept."""


class ContentDamagedError(Exception):
    """A content that differs from what was stored."""


def sha256_of(content: bytes) -> str:
    """What a content is known by."""
    return hashlib.sha256(content).hexdigest()


def keep(path: str, content: bytes) -> None:
    """Store a content, unless it is there; one that is there in part is written anew."""
    if not _is_whole(path, len(content)):
        default_storage.save(path, BytesIO(content))


def keep_file(path: str, file: File) -> None:
    """The same for a file that may be large: it is not held in memory."""
    if not _is_whole(path, file.size):
        file.seek(0)
        default_storage.save(path, file)


def digest_of(file: File) -> str:
    """What the content of a file is known by."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def drop(path: str) -> None:
    """Let a content go; one that is gone is no fault."""
    default_storage.delete(path)


def open_checked(path: str, sha256: str) -> File:
    """The file of a content, after its hash was checked.

    Raises ContentGoneError where it is no longer kept, and ContentDamagedError where it is not what was stored.
    """
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise ContentGoneError(sha256) from error
    if digest_of(file) != sha256:
        file.close()
        logger.error("The stored file %s does not hold what was stored", path)
        raise ContentDamagedError(sha256)
    return file


def saved(file: File, *, name: str, media_type: str) -> FileResponse:
    """An answer that a browser saves, and never opens in our own page."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_whole(path: str, size: int) -> bool:
    try:
        return default_storage.size(path) == size
    except FileNotFoundError:
        return False
