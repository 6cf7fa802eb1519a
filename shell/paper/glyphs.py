"""Characters that our fonts cannot draw: a paper with one of them is no paper for archives, so each is described."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

FONTS = settings.BASE_DIR / "static" / "paper" / "fonts"
#: Signs that stand for no glyph of their own: what controls the text, and what chooses a form of the sign before it.
FORMS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0))))
BREAKS = frozenset("\n\r\t")
#: Categories of what shows nothing: controls and formats.
SILENT = frozenset({"Cc", "Cf"})


def printable(text: str) -> str:
    """The text with what no font of ours has said by its number, as in [U+1F600]; what shows nothing is left out."""
    strange = set(text) - coverage() - BREAKS
    if not strange:
        return text
    silent = {sign for sign in strange if sign in FORMS or category(sign) in SILENT}
    if silent:
        text = text.translate(dict.fromkeys(map(ord, silent)))
    return _run_of(strange - silent).sub(_described, text) if strange - silent else text


@cache
def coverage() -> frozenset[str]:
    """Every character that one of our fonts draws."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow import

    found: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap() or ())
    return frozenset(chr(number) for number in found if category(chr(number)) not in SILENT)


def _run_of(signs: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(re.escape(sign) for sign in sorted(signs)) + "]+")


def _described(found: re.Match[str]) -> str:
    return "[" + " ".join(f"U+{ord(sign):04X}" for sign in found[0]) + "]"
