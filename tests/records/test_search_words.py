"""Words of search: how texts are cut and folded, and what is looked for; the databases only hold them."""

import pytest

from records.search.excerpts import marked, quoted
from records.search.words import LONGEST, terms_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zürich, café; ŁÓDŹ", ["zurich", "cafe", "lodz"]),
        ("cafe\u0301", ["cafe"]),
        ("Straße Ærø", ["strasse", "aero"]),
        ("İstanbul \u0131ss\u0131z", ["istanbul", "issiz"]),
        ("Ελλάδα ΟΔΟΣ", ["ελλαδα", "οδοσ"]),
        ("Ёлка Й", ["елка", "и"]),
        ("مُدِيرُ الأنظمة", ["مدير", "الانظمة"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("服务管理 体系", ["服务", "务管", "管理", "理", "体系", "系"]),
        ("한국어 문서", ["한국어", "문서"]),
        ("\uff26\uff35\uff2c\uff2c ½", ["full", "1", "2"]),
        ("well-known_name", ["well", "known", "name"]),
        ("OPP-2026-0007", ["opp", "2026", "0007", "opp2026", "opp20260007"]),
        ("OPP\u20112026\u20130007", ["opp", "2026", "0007", "opp2026", "opp20260007"]),
        ("ISO/IEC 20000-1:2018", ["iso", "iec", "20000", "1", "200001", "2018"]),
        ("a\x00b\x02c", ["a", "b", "c"]),
        ("!!! 🎉👩\u200d💻 …", []),
        ("", []),
        ("x" * 1000, ["x" * LONGEST]),
    ],
)
def test_a_text_is_cut_into_plain_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Mail serv", [("mail", False), ("serv", True)]),
        ("mail ", [("mail", False)]),
        ("OPP-2026-0007", [("opp20260007", True)]),
        ("opp-2026-00", [("opp2026", False), ("00", True)]),
        ("opp-2026", [("opp", False), ("2026", True)]),
        ("opp-", [("opp", True)]),
        ("2026-0007", [("2026", False), ("0007", True)]),
        ("管理", [("管理", False)]),
        ("管", [("管", True)]),
        ("ISO管理", [("iso", True), ("管理", False)]),
        ('AND "NEAR(" *', [("and", False), ("near", True)]),
        ("mail mail", [("mail", True)]),
        ('"*^:(){}', []),
    ],
)
def test_what_is_typed_becomes_words_and_the_last_may_be_half_typed(typed, terms):
    assert [(term.word, term.is_prefix) for term in terms_of(typed)] == terms


@pytest.mark.parametrize(
    ("text", "typed", "told"),
    [
        ("Café in Zürich", "zur", "Café in <mark>Zür</mark>ich"),
        ("Cafe\u0301 now", "café now", "<mark>Cafe\u0301</mark> <mark>now</mark>"),
        ("Große Straße hier", "strasse", "Große <mark>Straße</mark> hier"),
        ("See OPP-2026-0007.", "opp-2026-0007", "See <mark>OPP-2026-0007</mark>."),
        ("mailbox mail", "mail x", "mailbox <mark>mail</mark>"),
        ("服务管理体系", "管理", "服务<mark>管理</mark>体系"),
        ("<b>mail</b> & co", "mail", "&lt;b&gt;<mark>mail</mark>&lt;/b&gt; &amp; co"),
        ("\x02<script>\x03 mail", "script", "&lt;<mark>script</mark>&gt; mail"),
        ("nothing", "mail", "nothing"),
    ],
)
def test_hits_are_marked_where_they_stand_and_all_else_is_escaped(text, typed, told):
    assert marked(text, terms_of(typed)) == told


def test_a_quote_is_a_line_around_the_first_hit():
    text = "word " * 100 + "a <Café>\nhere " + "more " * 100
    told = quoted(text, terms_of("cafe"))
    assert "&lt;<mark>Café</mark>&gt; here more" in told
    assert told.startswith("… word")
    assert told.endswith("more …")
    assert len(told) < 320


def test_nothing_is_quoted_of_a_text_without_a_hit():
    assert quoted("word", terms_of("cafe")) == ""
    assert quoted("word", []) == ""
