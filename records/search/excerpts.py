"""Where the words stand in a text: marked with two signs that no text holds, and quoted with what is around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from records.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from records.search.words import Term

BEGIN, END = "\x02", "\x03"
#: Signs before and after the first hit that are quoted.
BEFORE, AFTER = 60, 180
#: Signs of a text that are looked through for something to quote.
LOOKED_THROUGH = 200_000
SIGNS = str.maketrans(dict.fromkeys((BEGIN, END)))


def marked(text: str, terms: Sequence[Term]) -> SafeString:
    """The text, safe for HTML, with every hit in <mark>."""
    return as_html(_with_marks(text.translate(SIGNS), terms))


def quoted(text: str, terms: Sequence[Term]) -> SafeString:
    """A line of the text around its first hit, as ``marked``; empty where none is found."""
    text = text[:LOOKED_THROUGH].translate(SIGNS)
    first = next(_hits(text, terms), None)
    if first is None:
        return SafeString()
    begin, end = _cut(text, max(first[0] - BEFORE, 0), min(first[1] + AFTER, len(text)), first)
    line = " ".join(text[begin:end].split())
    return as_html(f"{'… ' if begin else ''}{_with_marks(line, terms)}{' …' if end < len(text) else ''}")


def first_hit(text: str, terms: Sequence[Term]) -> str:
    """The words of the text itself that are found first; empty where none are."""
    text = text[:LOOKED_THROUGH]
    begin, end = next(_hits(text, terms), (0, 0))
    return text[begin:end]


def as_html(text: str) -> SafeString:
    """A text with its marks as HTML; all else is escaped."""
    return mark_safe(escape(text).replace(BEGIN, "<mark>").replace(END, "</mark>"))  # escaped first


def _with_marks(text: str, terms: Sequence[Term]) -> str:
    pieces, done = [], 0
    for begin, end in _hits(text, terms):
        pieces += [text[done:begin], BEGIN, text[begin:end], END]
        done = end
    return "".join([*pieces, text[done:]])


def _hits(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where the text has one of the terms: the places in the text itself, found in its plain form."""
    if not terms:
        return
    plain = fold(text)
    pattern = re.compile("|".join(dict.fromkeys(term.shown for term in terms)))
    for hit in pattern.finditer(plain):
        begin, end = _place(text, hit.start()), _place(text, hit.end())
        while end < len(text) and not fold(text[end]):
            end += 1  # an accent belongs to its letter
        if begin < end:
            yield begin, end


def _place(text: str, plain_place: int) -> int:
    """The place in the text that has a place in its plain form, which may be shorter or longer."""
    place = plain_place
    for _ in range(10):
        missing = plain_place - len(fold(text[:place]))
        if not missing:
            break
        place = max(min(place + missing, len(text)), 0)
    return place


def _cut(text: str, begin: int, end: int, hit: tuple[int, int]) -> tuple[int, int]:
    """The stretch, cut between words where there are spaces."""
    if begin:
        begin += max(text[begin : hit[0]].find(" ") + 1, 0)
    if end < len(text):
        space = text[hit[1] : end].rfind(" ")
        end = hit[1] + space if space > 0 else end
    return begin, end
