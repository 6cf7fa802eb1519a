"""Signs that no font of ours has: described, so that a paper stays one for archives."""

import pytest

from shell.paper.glyphs import printable


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Zoë Łukasz Ωρα Жук ≥ 95 % → “q” … €", "Zoë Łukasz Ωρα Жук ≥ 95 % → “q” … €"),
        ("Well done \N{GRINNING FACE}!", "Well done [U+1F600]!"),
        ("\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{CJK UNIFIED IDEOGRAPH-6587}", "[U+4E2D U+6587]"),
        ("a\u200db\ufe0fc\x0bd\x1be\ufeff", "abcde"),
        ("one\ntwo\tthree\r\n", "one\ntwo\tthree\r\n"),
        ("\uf8ff", "[U+F8FF]"),
        ("\ud83d", "[U+D83D]"),
        ("\u05d0", "[U+05D0]"),
        ("", ""),
    ],
)
def test_what_no_font_has_is_said_by_its_number_and_what_shows_nothing_is_left_out(text, printed):
    assert printable(text) == printed


def test_signs_that_mean_something_in_patterns_are_no_trouble():
    assert printable("]\N{GRINNING FACE}^-\\") == "][U+1F600]^-\\"
