"""The pages of a pack: whole, tagged, the same bytes again, whatever stands in them."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone, translation
from openpyxl import load_workbook
from pypdf import PdfReader

from leadership.charts import draw, on_paper, spark
from leadership.domain.reviews.inputs import Inputs
from leadership.paper.review import print_pack
from leadership.paper.sections import sections_of
from leadership.paper.tables import widths
from leadership.paper.workbook import workbook
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, Table
from tests.leadership.reviews import brought
from tests.leadership.reviews.printed import Printed, faults, sha256

pytestmark = pytest.mark.paper
HOSTILE = (
    '<script>alert(1)</script><img src="http://127.0.0.1:1/a.png"><link rel="attachment" href="file:///etc/hostname">'
    "<style>@page { size: A0 }</style> {{ paper }} {% include 'x' %} ![i](http://127.0.0.1:1/b.png) \x0b\x1b"
    "\N{GRINNING FACE} \N{CJK UNIFIED IDEOGRAPH-4E2D}\N{HEBREW LETTER ALEF} \ue000 \ufeff & < > \" '"
)


@pytest.fixture(scope="module")
def final():
    return Printed(print_pack(brought.source()))


@pytest.fixture(scope="module")
def draft():
    said = brought.content(decisions=(), verdict="")
    return Printed(print_pack(brought.source(is_draft=True, said=said)))


def alone(make, code="h"):
    """Inputs of which one alone has something."""
    return brought.inputs_data({code: [("part", "Part", make)]})


def test_a_pack_keeps_the_rules_of_archives_and_screen_readers(final, draft):
    assert (faults(final), faults(draft)) == ([], [])
    assert len(final.tags("Figure")) == 9


def test_its_bookmarks_are_its_sections(final):
    assert final.bookmarks[:4] == [
        "Contents",
        "The review at a glance",
        "Attendance and agenda",
        "Input a: Actions from earlier reviews",
    ]
    assert len(final.bookmarks) == 3 + 14 + 4


def test_it_says_what_was_found_decided_concluded_and_signed(final):
    for words in (
        "Twenty-one of 27 actions are done.",
        "Of fourteen inputs 3 miss their target, 3 need watching",
        "Off target since the review before: h. Back on target: k.",
        "was 74 of 78",
        "What Priya Raman says",
        "Notes of the meeting",
        "Nobody released this input",
        "No audit was planned in the half-year",
        "Could not be collected: Suppliers.",
        "The meeting did not look at it.",
        "Minutes of the last review were approved.",
        "The service management system is suitable, adequate and effective.",
        "26 Nov 2026, 16:42 CET",
        "figures as of 12 Nov 2026, 18:00 CET",
        "Tomasz Wierzba",
        "IND-006",
    ):
        assert words in final.words, words
    assert "Draft" not in final.words


def test_a_draft_says_that_nobody_signed_it(draft):
    assert "not yet signed" in draft.words
    assert "Top management has not concluded yet." in draft.words
    assert draft.words.count("· Draft") == len(draft.pdf.pages)


def test_its_files_are_those_whose_hashes_it_prints(final):
    assert set(final.files) == {"inputs.json", "review.json", "review.xlsx"}
    words = final.words.replace(" ", "")
    for content in final.files.values():
        assert sha256(content) in words


def test_pages_named_in_the_annex_are_those_of_the_records(final):
    pages = [page.extract_text() for page in PdfReader(BytesIO(final.content)).pages]
    annex = next(text for text in pages if text.count("ACT-2026-000") == 5 and "What it is called" in text)
    line = next(line for line in annex.splitlines() if line.startswith("IND-004"))
    number = int(line.split()[-1])
    assert "Solved at first contact" in line
    assert "IND-004" in pages[number - 1]


def test_the_same_review_gives_the_same_bytes_at_another_time_in_another_process():
    code = (
        "import django; django.setup(); from django.utils import translation, timezone;"
        "from tests.leadership.reviews import brought; from leadership.paper.review import print_pack;"
        "import hashlib; print(hashlib.sha256(print_pack(brought.source())).hexdigest())"
    )
    about = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    seeds = ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"}, {"PYTHONHASHSEED": "77", "TZ": "America/Lima"})
    made = {
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", code],
            env={**os.environ, **about, **seed},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in seeds
    }
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        here = sha256(print_pack(brought.source()))
    assert made == {f"{here}\n"}


def test_what_stands_in_it_is_what_it_is_known_by():
    known = brought.source().sha256
    assert brought.source().sha256 == known
    assert brought.source(is_draft=True).sha256 != known
    assert brought.source(said=brought.content(comments={"a": "More"})).sha256 != known
    later = brought.inputs_data(as_of=datetime(2026, 11, 12, 17, 9, tzinfo=UTC))
    assert brought.source(data=later).sha256 != known
    live = [brought.source(is_draft=True, is_frozen=False, data=data).sha256 for data in (brought.inputs_data(), later)]
    assert live[0] == live[1]


def test_a_review_with_nothing_is_whole():
    data, said = brought.inputs_data({}), brought.content(decisions=(), verdict="", comments={"c2": ""})
    said |= {"attendance": [], "agenda": []}
    printed = Printed(print_pack(brought.source(is_draft=True, data=data, said=said, before=None)))
    assert faults(printed) == []
    assert "Of fourteen inputs 14 have nothing to report." in printed.words
    assert len(printed.pdf.pages) < 14


def test_what_people_typed_is_text_however_hostile():
    def part():
        cell = Cell(HOSTILE, "bad", 1)
        return Brought(
            HOSTILE,
            "bad",
            [Figure(HOSTILE, HOSTILE, HOSTILE, "1", HOSTILE, "bad", HOSTILE)],
            [
                Chart("k", HOSTILE, HOSTILE, [Point(HOSTILE, 1.0, "bad", HOSTILE)], "bars", HOSTILE, 0, 2),
                Chart("l", HOSTILE, HOSTILE, [Point(HOSTILE, 1.0)], is_small=True, value=HOSTILE),
            ],
            [Table("t", HOSTILE, [Heading(HOSTILE), Heading("n", is_number=True)], [[cell, cell]], HOSTILE)],
            HOSTILE,
        )

    said = brought.content(comments={"h": HOSTILE}, decisions=((HOSTILE, "action", "Action", "approved", "h", HOSTILE, "2026-12-11", HOSTILE),))  # fmt: skip
    home = {"organisation": HOSTILE, "language": "en", "zone": "UTC", "product": "0"}
    printed = Printed(print_pack(brought.source(data=alone(part), said=said, home=home, title=HOSTILE)))
    assert faults(printed) == []
    assert set(printed.files) == {"inputs.json", "review.json", "review.xlsx"}
    assert "<script>alert(1)</script>" in printed.words
    assert "[U+1F600]" in printed.words
    assert {tuple(round(side) for side in page.mediabox[2:]) for page in printed.pdf.pages} == {(595, 842)}


def test_fifty_thousand_letters_leave_no_page_broken():
    text = "word " * 4000 + "x" * 20_000 + "one\n\n" * 2000
    printed = Printed(print_pack(brought.source(data=alone(lambda: Brought("m")), said=brought.content(comments={"h": text}))))  # fmt: skip
    assert faults(printed) == []


def test_a_table_of_many_pages_repeats_its_head_and_cuts_no_row():
    rows = [[Cell(f"ACT-2026-{n:04}", record=n), Cell(f"Action {n}", record=n), Cell("Open")] for n in range(1, 501)]
    table = Table("t", "All", [Heading("Reference"), Heading("Action"), Heading("State")], rows)
    source = brought.source(data=alone(lambda: Brought("m", tables=[table])), before=None)
    source = replace(source, references={n: f"ACT-2026-{n:04}" for n in range(1, 501)})
    printed = Printed(print_pack(source))
    assert faults(printed) == []
    assert printed.words.count("Action 499") == 2  # in the table, and in the annex


def test_the_head_of_a_page_names_the_input_that_it_goes_on_with():
    rows = [[Cell(f"Action {n}"), Cell("Open")] for n in range(45)]
    table = Table("t", "All", [Heading("Action"), Heading("State")], rows)
    given = {"a": [("a", "A", lambda: Brought("m", tables=[table]))], "b": [("b", "B", lambda: Brought("Second"))]}
    printed = PdfReader(BytesIO(print_pack(brought.source(data=brought.inputs_data(given)))))
    pages = [page.extract_text() for page in printed.pages]
    both = next(page for page in pages if "Action 44" in page)
    assert "Second" in both
    assert "Northmoor Digital Services Input a: Actions from earlier reviews" in " ".join(both.split())


def test_a_chart_without_points_says_so_in_its_place():
    empty = [Chart("a", "Nothing", "None was measured", [], is_small=True), Chart("b", "Gaps", "f", [Point("Jan", None)])]  # fmt: skip
    printed = Printed(print_pack(brought.source(data=alone(lambda: Brought("m", charts=empty)))))
    assert faults(printed) == []
    assert printed.words.count("Nothing was measured.") == 2
    assert draw(empty[0]) == spark(empty[0]) == on_paper(empty[0]) == ""


@pytest.mark.parametrize("shape", ["line", "bars"])
@pytest.mark.parametrize("values", [[0], [5], [-3, -1], [0, 0, 0], [1e12, 2e12], [1e-9, 2e-9], [None, 3, None], list(range(60))])  # fmt: skip
@pytest.mark.parametrize("limits", [(None, None), (1, None), (None, 1), (1, 1), (-5, 200)])
def test_charts_of_any_values_can_be_drawn(shape, values, limits):
    chart = Chart("k", "T", "F", [Point(str(n), value, "bad") for n, value in enumerate(values)], shape, "%", *limits)
    for each in (chart, replace(chart, is_small=True)):
        assert "nan" not in draw(each) + spark(each)
        assert on_paper(each).startswith("data:image/svg+xml;base64,")


def test_a_chart_on_a_page_leads_to_the_records_and_says_its_values():
    drawn = draw(Chart("k", "T", "It <fell>", [Point("Jan", 3, "bad", "/a/?b=1&c=2"), Point("Feb", None), Point("Mar", 4)], unit="%"))  # fmt: skip
    assert 'aria-label="It &lt;fell&gt;"' in drawn
    assert '<a href="/a/?b=1&amp;c=2" aria-label="Jan: 3\N{NO-BREAK SPACE}%">' in drawn
    assert 'class="pt pt-bad"' in drawn
    assert "style=" not in drawn


def test_the_workbook_has_every_figure_and_the_same_bytes():
    with translation.override("en"):
        content, again = workbook(brought.source()), workbook(brought.source())
    assert content == again
    book = load_workbook(BytesIO(content))
    assert len(book.sheetnames) == 15
    rows = [[cell.value for cell in row] for row in book["h Performance of the services"].iter_rows()]
    assert ["Targets met", "69 of 78", 69, None, "all of them", "Watch", "74 of 78"] in rows
    assert book.properties.modified == datetime(2026, 11, 26, 15, 42, 11)  # noqa: DTZ001 - as the format has it


def test_a_workbook_takes_nothing_for_a_formula():
    def part():
        row = [Cell("=1+1"), Cell("x" * 50_000)]
        return Brought("=cmd", tables=[Table("t", "@t", [Heading("-h"), Heading("b")], [row])])

    with translation.override("en"):
        book = load_workbook(BytesIO(workbook(brought.source(data=alone(part)))))
    cells = [cell for row in book["h Performance of the services"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_columns_take_what_their_words_need():
    rows = [[Cell("ACT-2026-0001", record=1), Cell("A long title of something that is to be done", record=1), Cell("12 Dec 2026")]]  # fmt: skip
    table = Table("t", "T", [Heading("Reference", width=5), Heading("Action"), Heading("Due", is_number=True)], rows)
    shares = widths(table)
    assert shares[1] > shares[0] > shares[2] > 10
    assert sum(shares) == pytest.approx(100, abs=0.1)


def test_an_input_with_little_to_show_needs_no_page_of_its_own():
    with translation.override("en"):
        found = {each.code: each for each in sections_of(brought.source(), {})}
    assert [code for code, each in found.items() if not each.is_short] == ["a", "c2", "h"]
    assert found["h"].lead.remarks == "wanted: all of them, was 74 of 78"
    assert Inputs(brought.inputs_data())["h"].tone == "bad"
