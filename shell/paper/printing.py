"""WeasyPrint with our own fonts, and with nothing to be fetched. Slow to import: jobs alone do."""

from __future__ import annotations

import gc
import os
import re
from contextlib import contextmanager
from datetime import UTC
from functools import cache
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from PIL import ImageFile

FOLDER = settings.BASE_DIR / "static" / "paper"
# Read by fontconfig each time that it begins; WeasyPrint gives no other way to name a file.
os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")

from weasyprint import CSS, HTML, Attachment  # noqa: E402
from weasyprint.css.counters import CounterStyle  # noqa: E402
from weasyprint.html import UA  # noqa: E402
from weasyprint.urls import URLFetcher  # noqa: E402

from shell.paper.accessible import mark_accessible  # noqa: E402
from shell.paper.glyphs import printable  # noqa: E402

# WeasyPrint lets Pillow take images that are cut short, in the whole process: files that people bring are held to more.
ImageFile.LOAD_TRUNCATED_IMAGES = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shell.paper.document import Enclosure, Paper

VARIANT = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
#: Objects made before rubbish is looked for, and how often older ones are looked through.
RARELY = (200_000, 20, 20)
#: What WeasyPrint's own sheet says of the numbers of footnotes and the marks of lists, for every element there is.
OF_EVERY_ELEMENT = re.compile(r"^::(?:(?:foot)?note-\w+|marker) .*$", re.MULTILINE)
OF_LISTS = "li::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }"
#: Relative addresses lead nowhere, and are refused as others are.
NOWHERE = "nowhere:///"


class RefusedAddressError(ValueError):
    """A paper asked for something that does not stand in it."""


class NothingOutside(URLFetcher):
    """Takes what stands in the text as ``data:``; whatever else is asked for is refused and noted."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The content of a ``data:`` address."""
        if not url.startswith("data:"):
            self.refused.append(url)
            raise ValueError(url)
        return super().fetch(url, headers)  # type: ignore[no-untyped-call]


class Text(HTML):
    """The text of a paper. A paper has no footnotes: styles of theirs, six an element, would be a fifth of the memory."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002 - as the library calls it
        del forms
        return [_usual_sheet()]


@cache
def _usual_sheet() -> CSS:
    return CSS(string=OF_EVERY_ELEMENT.sub("", UA) + OF_LISTS, counter_style=CounterStyle())


def print_pdf(text: str, paper: Paper, between: Callable[[], object] = lambda: None) -> bytes:
    """The bytes of a PDF; raises RefusedAddressError, and FileNotFoundError where the fonts were not built.

    ``between`` is called when the pages are laid out and not yet written, and may raise.
    """
    if not any((FOLDER / "fonts").glob("*.ttf")):
        message = "static/paper/fonts is empty: build the front end (npm run build)"
        raise FileNotFoundError(message)
    with _collecting_rarely():
        return _printed(text, paper, between)


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """A layout is millions of objects that live until it is written: looking for rubbish among them takes a sixth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _printed(text: str, paper: Paper, between: Callable[[], object]) -> bytes:
    fetcher = NothingOutside()
    sheets = [CSS(string="\n".join(_sheets(paper)), url_fetcher=fetcher)]
    html = Text(string=printable(text), url_fetcher=fetcher, base_url=NOWHERE)  # type: ignore[no-untyped-call]
    document = html.render(stylesheets=sheets, presentational_hints=True, **VARIANT)  # type: ignore[no-untyped-call]
    between()
    document.metadata.attachments = [_enclosed(found, paper, fetcher) for found in paper.attachments]
    content: bytes = document.write_pdf(finisher=mark_accessible, **VARIANT)
    if fetcher.refused:
        message = f"A paper must hold what it shows; it asked for {fetcher.refused[0][:200]}"
        raise RefusedAddressError(message)
    return content


def _sheets(paper: Paper) -> list[str]:
    sheets = [(FOLDER / name).read_text() for name in ("paper.css", "tables.css", "texts.css", "review.css")]
    if paper.logo:
        sheets.append((FOLDER / "letterhead.css").read_text())
    return [*sheets, _stamped(paper.stamp)] if paper.stamp else sheets


def _stamped(word: str) -> str:
    """The sheet of a stamp, as large as the page lets the word be."""
    size = min(84, round(420 / len(word)))
    return Template((FOLDER / "stamp.css").read_text()).substitute(word=quote(escape(word)), size=size)


def _enclosed(enclosure: Enclosure, paper: Paper, fetcher: NothingOutside) -> Attachment:
    moment = paper.as_of.astimezone(UTC)
    return Attachment(
        string=enclosure.content,
        name=enclosure.name,
        description=enclosure.description,
        relationship=enclosure.relationship,
        created=moment,
        modified=moment,
        url_fetcher=fetcher,
    )
