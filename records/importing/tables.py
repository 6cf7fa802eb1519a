"""Tables in files: CSV of any delimiter and encoding, packed or not, and XLSX."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from records.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "cp1252", "latin-1", "cp1250", "cp437")
#: Lines looked at to find out how a file is written.
LOOKED_AT = 50
#: Characters of one cell; a description of a ticket is long, a runaway quotation mark is longer.
CELL_MAX = 1_000_000
#: Bytes of one line, and of all of them once they are unpacked: text is seldom packed twenty times smaller.
LINE_MAX = 8 * 1024 * 1024
UNPACKED_MAX = 2 * 1024**3
#: Bytes that the sheets of a workbook unpack to, and how many times smaller they may be packed once they are large.
SHEETS_MAX = 250 * 1024 * 1024
RATIO_MAX, RATIO_FROM = 200, 10 * 1024 * 1024


class TableError(InputError):
    """A file that is no table; the message says why, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "file")


class AmbiguousError(TableError):
    """Days that can be read in two ways, or in none: ``forms`` are the ways, ``examples`` some of the cells."""

    def __init__(self, forms: list[str], examples: list[str]) -> None:
        self.forms, self.examples = forms, examples
        shown = ", ".join(f"“{example}”" for example in examples[:3])
        if forms:
            words = _("Its days can be read as %(forms)s (%(examples)s): say which")
        else:
            words = _("The form of its days is not known (%(examples)s): say which it is")
        super().__init__(words % {"forms": _(" or ").join(forms), "examples": shown})


@dataclass(frozen=True)
class Row:
    """A row with the line it begins on; ``why`` says what is wrong with one that cannot be read."""

    line: int
    cells: tuple[Any, ...]
    why: str = ""


@dataclass(frozen=True)
class Layout:
    """How a file is written: as found, or as somebody said."""

    encoding: str = ""
    delimiter: str = ""


class Table:
    """A table in a file, read row by row as often as asked; the file stays open meanwhile.

    A header may name a column several times: ``places`` has all of them. Raises TableError for what is none.
    """

    def __init__(self, file: IO[bytes], name: str, layout: Layout | None = None) -> None:
        self.file, self.name = file, name
        self.is_workbook = name.lower().endswith(".xlsx")
        self.layout = layout or Layout()
        if not self.is_workbook:
            self.layout = Layout(
                encoding=self.layout.encoding or _encoding_of(self._lines()),
                delimiter=self.layout.delimiter or self._delimiter(),
            )
        first = next(self._all_rows(), None)
        if first is None or first.why or not any(str(cell or "").strip() for cell in first.cells):
            raise TableError(first.why if first and first.why else _("The file has no header line: choose another one"))
        self.header = tuple(str(cell or "").strip() for cell in first.cells)
        self.places: dict[str, list[int]] = {}
        for place, title in enumerate(self.header):
            self.places.setdefault(title, []).append(place)

    def rows(self) -> Iterator[Row]:
        """The rows below the header; one that is cut, or not in the file's encoding, says so."""
        rows = self._all_rows()
        next(rows, None)
        for row in rows:
            if row.why or any(cell not in {"", None} for cell in row.cells):
                yield self._checked(row)

    def _checked(self, row: Row) -> Row:
        if row.why:
            return row
        if any(isinstance(cell, str) and not cell.isascii() and _is_foreign(cell) for cell in row.cells):
            return Row(row.line, row.cells, _("It is not written in %(encoding)s") % {"encoding": self.layout.encoding})
        if not self.is_workbook and len(row.cells) < len(self.header):
            about = {"n": len(row.cells), "all": len(self.header)}
            return Row(row.line, row.cells, _("It has %(n)d cells instead of %(all)d: is the file cut off?") % about)
        return row

    def _all_rows(self) -> Iterator[Row]:
        return self._workbook_rows() if self.is_workbook else self._text_rows()

    def _text_rows(self) -> Iterator[Row]:
        csv.field_size_limit(CELL_MAX)
        lines = (line.decode(self.layout.encoding, "surrogateescape") for line in self._lines())
        reader = csv.reader(lines, delimiter=self.layout.delimiter or ",", strict=True)
        line = 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Row(line, (), _("It cannot be read from here on: %(why)s") % {"why": error})
                return
            if cells is None:
                return
            yield Row(line, tuple(cells))
            line = reader.line_num + 1

    def _workbook_rows(self) -> Iterator[Row]:
        _require_bounded(self.file)
        try:
            book = load_workbook(self.file, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
            raise TableError(_("The workbook cannot be read: save it anew as XLSX, or as CSV")) from error
        if not book.worksheets:
            raise TableError(_("The workbook has no sheet: choose another one"))
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield Row(line, tuple(cells))

    def _lines(self) -> Iterator[bytes]:
        """The lines of the file as bytes, unpacked where it is packed, without the mark at its beginning."""
        self.file.seek(0)
        is_packed = self.file.read(2) == b"\x1f\x8b"
        self.file.seek(0)
        lines = _bounded(gzip.GzipFile(fileobj=self.file) if is_packed else self.file)
        first = next(lines, b"")
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise TableError(_("The file is in UTF-16: save it as “CSV UTF-8” and choose that"))
        if b"\0" in first:
            raise TableError(_("The file is no table: choose a CSV or XLSX file"))
        yield first.removeprefix(b"\xef\xbb\xbf")
        # Not "yield from": a generator that is given up would close the file with it.
        for line in lines:  # noqa: UP028
            yield line

    def _delimiter(self) -> str:
        """The character that parts most columns in the header and as many in the line below."""
        encoding = self.layout.encoding or "utf-8"
        lines = [line.decode(encoding, "replace") for line, _n in zip(self._lines(), range(2), strict=False)]
        counts = {mark: [len(next(csv.reader([line], delimiter=mark), [])) for line in lines] for mark in DELIMITERS}
        return max(DELIMITERS, key=lambda mark: (min(counts[mark], default=0), counts[mark][:1]))


def _bounded(file: Any) -> Iterator[bytes]:
    """The lines of a file; raises TableError for one that is no text, or packed to fill a machine."""
    read = 0
    try:
        while line := file.readline(LINE_MAX + 1):
            read += len(line)
            if len(line) > LINE_MAX or read > UNPACKED_MAX:
                raise TableError(_("The file has a line without end, or unpacks to too much: save it anew as CSV"))
            yield line
    except (EOFError, OSError, zlib.error) as error:
        raise TableError(_("The file is packed and broken: pack it anew, or choose the file itself")) from error


def _require_bounded(file: IO[bytes]) -> None:
    """Raise TableError for a workbook that would unpack to fill a machine."""
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            packed = sum(part.compress_size for part in archive.infolist())
            size = sum(part.file_size for part in archive.infolist())
    except (BadZipFile, OSError, ValueError) as error:
        raise TableError(_("The workbook cannot be read: save it anew as XLSX, or as CSV")) from error
    file.seek(0)
    if size > SHEETS_MAX or (size > RATIO_FROM and size > RATIO_MAX * max(packed, 1)):
        limit = filesizeformat(SHEETS_MAX)
        raise TableError(_("The workbook unpacks to more than %(limit)s: save it as CSV") % {"limit": limit})


def _encoding_of(lines: Iterator[bytes]) -> str:
    """UTF-8 where any line needs it to be read, else Windows-1252 where one is not UTF-8."""
    found: Counter[str] = Counter()
    for line in lines:
        if not line.isascii():
            found["utf-8" if _is_utf8(line) else "cp1252"] += 1
    return "cp1252" if found["cp1252"] and not found["utf-8"] else "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_foreign(cell: str) -> bool:
    """Whether it holds bytes that its encoding does not know."""
    return any("\udc80" <= character <= "\udcff" for character in cell)
