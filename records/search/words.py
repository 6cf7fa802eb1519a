"""Words as the index holds them: the same rules when a text is written down and when somebody looks for it.

The databases get finished words and split nothing themselves, so that both find the same. Case, accents
and the many kinds of dashes make no difference. ``OPP-2026-0007`` is found by its parts, whole, and by its
beginning. Scripts that set no spaces are cut into overlapping pairs of signs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Characters of a word; longer ones are cut, in the index as in what is looked for.
LONGEST = 64
#: Parts of a reference or date that are put together.
PARTS = 4
#: Words that are looked for at once.
TERMS_MAX = 8
#: Parts after which the end of a reference is long enough to be put together with its beginning.
WHOLE = 3

#: Letters that Unicode does not take apart, as people type them without their key.
LETTERS = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i", "ħ": "h", "ŧ": "t"}
#: Accents and vowel signs that may be left out when one types: of Latin, Greek, Cyrillic, Hebrew and Arabic.
ACCENTS = (
    (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
#: Thai and Lao, Myanmar, Khmer, kana, and the signs of Chinese: no spaces stand between words.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(f"[{SPACELESS}]+|[^{SPACELESS}]+")
SPACELESS_SIGN = re.compile(f"[{SPACELESS}]")
DIGIT = re.compile(r"\d")


class _Folds(dict[int, str]):
    """What each character becomes; found out once a character."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(sign: str) -> str:
    """A letter or digit in its plain form, a dash as a hyphen, nothing for accents, a space for all else."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return unicodedata.normalize("NFC", "".join(_plain(part) for part in apart))


def _plain(sign: str) -> str:
    if any(first <= ord(sign) <= last for first, last in ACCENTS):
        return ""
    category = unicodedata.category(sign)
    if category[0] in "LNM":
        return LETTERS.get(sign, sign)
    return {"Pd": "-", "Cf": ""}.get(category, "-" if sign == "\N{MINUS SIGN}" else " ")


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text with every character in its plain form; words are what stands between spaces and hyphens."""
    return text.translate(_FOLDS)


@dataclass(frozen=True)
class Term:
    """A word to look for. ``is_prefix`` finds what begins with it; ``shown`` is the pattern it has in a text."""

    word: str
    is_prefix: bool
    shown: str


def words_of(*texts: str) -> list[str]:
    """The words of some texts, each once, in order."""
    return list(dict.fromkeys(word for text in texts for chunk in fold(text).split() for word in _words(chunk)))


def _words(chunk: str) -> Iterator[str]:
    parts = [part for part in chunk.split("-") if part]
    for part in parts:
        for word in _pieces(part):
            yield word[:LONGEST]
    if DIGIT.search(chunk):
        for count in range(2, min(len(parts), PARTS) + 1):
            yield "".join(parts[:count])[:LONGEST]


def _pieces(part: str) -> Iterable[str]:
    """A word as it is; of a script without spaces its pairs of signs, and the last sign by itself."""
    if part.isascii() or not SPACELESS_SIGN.search(part):
        return [part]
    runs = RUNS.findall(part)
    return [piece for run in runs for piece in (_pairs(run) if SPACELESS_SIGN.match(run) else [run])]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run))]


def terms_of(asked: str) -> list[Term]:
    """What somebody looks for, as words that must all be there; the last one may be half typed."""
    chunks = fold(asked).split()
    is_open = bool(asked) and not asked[-1].isspace()
    found = [term for n, chunk in enumerate(chunks, 1) for term in _terms(chunk, is_last=is_open and n == len(chunks))]
    return list({term.word: term for term in found}.values())


def _terms(chunk: str, *, is_last: bool) -> list[Term]:
    parts = [part for part in chunk.split("-") if part][:PARTS]
    if len(parts) > 1 and DIGIT.search(chunk):
        return _reference(parts, is_last=is_last)
    return [term for n, part in enumerate(parts, 1) for term in _of_part(part, is_last=is_last and n == len(parts))]


def _reference(parts: list[str], *, is_last: bool) -> list[Term]:
    """A reference or date: whole where its end says much, else its beginning whole and the end as a part.

    The beginning that all of a year share is never looked for as a beginning: it would be that of each.
    """
    whole = "-".join(re.escape(part) for part in parts)
    if len(parts) >= WHOLE and len(parts[-1]) >= WHOLE:
        return [Term("".join(parts)[:LONGEST], is_last, _pattern(whole, is_prefix=is_last))]
    begun = "".join(parts[:-1])[:LONGEST]
    shown = _pattern(whole, is_prefix=is_last)
    return [Term(begun, is_prefix=False, shown=shown), Term(parts[-1][:LONGEST], is_last, shown)]


def _of_part(part: str, *, is_last: bool) -> list[Term]:
    if part.isascii() or not SPACELESS_SIGN.search(part):
        return [Term(part[:LONGEST], is_last, _pattern(re.escape(part[:LONGEST]), is_prefix=is_last))]
    return [term for run in RUNS.findall(part) for term in _of_run(run, is_last=is_last)]


def _of_run(run: str, *, is_last: bool) -> list[Term]:
    if not SPACELESS_SIGN.match(run):
        return [Term(run[:LONGEST], is_last, re.escape(run))]
    if len(run) == 1:
        return [Term(run, is_prefix=True, shown=run)]
    return [Term(pair, is_prefix=False, shown=re.escape(run)) for pair in _pairs(run)[:-1]]


def _pattern(word: str, *, is_prefix: bool) -> str:
    """The word where a word begins, and where it is not half typed, ends."""
    return rf"(?<![^\s-]){word}" + ("" if is_prefix else r"(?![^\s-])")
