"""Readers of the types of file that hold text: part by part, so that a long one can be left early.

Each yields how far it is, of how much, and a text. pypdf and openpyxl know their formats; the others are
archives of XML, whose text is what stands between the tags.
"""

from __future__ import annotations

import logging
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from records.media_types import ACCEPTED, PLAIN_TEXT
from shell.contents import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reader = Callable[[IO[bytes]], Iterator[tuple[int, int, str]]]

#: pypdf tells of each oddity it reads past; what it cannot read it raises.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
#: Pages of a PDF, and characters of one page or row, that are read.
PAGES_MAX = 2000
PART_MAX = 200_000
#: What the libraries raise at content that is broken; RecursionError at one that is nested without end.
BROKEN = (*UNREADABLE, BadZipFile, ParseError, InvalidFileException, AttributeError, TypeError, AssertionError)
#: Elements with a text of their own: paragraphs and headings; and those that keep two words apart.
PARAGRAPHS = frozenset({"p", "h"})
GAPS = frozenset({"tab", "br", "cr", "line-break", "s"})


class UnreadableError(Exception):
    """A file whose text cannot be read; the message says why, in words."""


def _guarded(reader: Reader) -> Reader:
    """The same reader, whose errors are told in words."""

    def read(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
        try:
            yield from reader(file)
        except BROKEN as error:
            raise UnreadableError(_("it is broken, or made in an unusual way")) from error

    return read


@_guarded
def read_pdf(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """The text of each page of a PDF; a page of pictures has none."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow import
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415 - slow import

    try:
        pdf = PdfReader(file)
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise UnreadableError(_("it is locked by a password"))
        total = min(len(pdf.pages), PAGES_MAX)
        for number in range(total):
            yield number + 1, total, pdf.pages[number].extract_text()[:PART_MAX]
    except DependencyError as error:
        raise UnreadableError(_("it is locked by a password")) from error
    except PyPdfError as error:
        raise UnreadableError(_("it is broken, or made in an unusual way")) from error


@_guarded
def read_workbook(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """The cells of a workbook, a row at a time."""
    book = load_workbook(file, read_only=True, data_only=True)
    sheets = book.worksheets
    for number, sheet in enumerate(sheets):
        yield number, len(sheets), sheet.title
        for row in sheet.iter_rows(values_only=True):
            if text := " ".join(str(cell) for cell in row if cell is not None):
                yield number, len(sheets), text[:PART_MAX]


@_guarded
def read_packed_xml(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """The paragraphs of a document or presentation that is XML in an archive."""
    with ZipFile(file) as archive:
        names = [name for name in archive.namelist() if _is_text_part(name)]
        for number, name in enumerate(names, 1):
            with archive.open(name) as part:
                for text in _paragraphs(part):
                    yield number, len(names), text


@_guarded
def read_plain(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """The lines of a plain text."""
    for line in TextIOWrapper(file, encoding="utf-8-sig", errors="replace"):
        yield 0, 1, line[:PART_MAX].rstrip("\n")


def _is_text_part(name: str) -> bool:
    """Documents, their heads and foots, notes and comments; slides and what is said to them; content of ODF."""
    if not name.endswith(".xml"):
        return False
    folder, _slash, rest = name.partition("/")
    if folder == "word":
        return rest.startswith(("document", "header", "footer", "footnotes", "endnotes", "comments"))
    if folder == "ppt":
        return rest.startswith(("slides/slide", "notesSlides/notesSlide"))
    return name == "content.xml"


def _paragraphs(part: IO[bytes]) -> Iterator[str]:
    """The text of each paragraph and heading; what was read is let go.

    Entities that grow are stopped by expat itself, and those from elsewhere are not fetched.
    """
    for _event, element in iterparse(part):  # noqa: S314 - as above
        name = element.tag.rpartition("}")[2]
        if name in GAPS:
            element.text = " "
        elif name in PARAGRAPHS:
            text = "".join(element.itertext()).strip()
            element.clear()
            if text:
                yield text[:PART_MAX]


def _type_of(ending: str) -> str:
    return ACCEPTED[ending] or PLAIN_TEXT


READERS: dict[str, Reader] = {
    _type_of("pdf"): read_pdf,
    _type_of("xlsx"): read_workbook,
    _type_of("docx"): read_packed_xml,
    _type_of("pptx"): read_packed_xml,
    _type_of("odt"): read_packed_xml,
    _type_of("ods"): read_packed_xml,
    _type_of("txt"): read_plain,
}
