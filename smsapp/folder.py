"""A folder for files that are whole or not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from django.core.files import File


class Folder(FileSystemStorage):
    """Files are written aside and put in place when they are on the disk, also over one that was there.

    What is killed while it writes leaves a file that ends in ".part", which nothing reads.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: names are made of what the files hold."""
        return name

    def _save(self, name: str, content: File) -> str:
        aside = self.path(super()._save(f"{name}.{uuid4().hex}.part", content))  # type: ignore[misc]
        with open(aside, "rb") as written:  # noqa: PTH123 - as the class it extends
            os.fsync(written.fileno())
        os.replace(aside, self.path(name))  # noqa: PTH105 - likewise
        return name
