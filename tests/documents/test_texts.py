"""Texts are drawn without anything that could act, and say what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.texts import draw, plain

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[go](javascript:alert(1))",
    "[go](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "![x](https://elsewhere.example/a.png)",
    "![x](//elsewhere.example/a.png)",
    "<iframe src='https://elsewhere.example'></iframe>",
    "<a href='#' onclick='alert(1)'>x</a>",
    "<form action='/people/'><button>x</button></form>",
    "# <style>body{display:none}</style>",
    "[x]: https://e.example 'a\" onmouseover=\"alert(1)'\n\n[x]",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_in_a_text_acts_or_is_loaded_from_elsewhere(source):
    html = str(draw(source).html)
    for sign in ("<script", "<iframe", "<form", "<style", 'src="http', 'src="//', 'href="javascript', 'href="data'):
        assert sign not in html
    assert not any(f" {event}=" in html.replace("&quot;", "") for event in ("onerror=x", "onclick=x"))
    assert "<img src=x" not in html


@given(st.text(max_size=300))
def test_no_text_draws_an_element_that_is_not_named(source):
    html = str(draw(source).html).lower()
    for sign in ("<script", "<iframe", "<object", "<style", "<form", "<svg"):
        assert sign not in html


def test_headings_stand_one_level_lower_and_are_the_contents():
    drawn = draw("# Purpose\n\n## Scope\n\n# Purpose\n\n#### Deep")
    assert [(h.level, h.anchor, h.words) for h in drawn.headings] == [
        (2, "text-purpose", "Purpose"),
        (3, "text-scope", "Scope"),
        (2, "text-purpose-2", "Purpose"),
    ]
    assert '<h2 id="text-purpose-2">' in drawn.html


def test_tables_and_task_lists_are_drawn():
    html = str(draw("| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open").html)
    assert "<table>" in html
    assert html.count('type="checkbox"') == 2


def test_what_a_text_says_has_no_marks():
    assert plain("# Purpose\n\n**All** staff & `sudo` <b>\n\n- one\n- two") == (
        "Purpose\nAll staff & sudo <b>\none\ntwo"
    )
