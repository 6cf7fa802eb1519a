"""Papers: what is printed can be read by people, screen readers and archives, and holds nothing from elsewhere."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from shell.images import for_print
from shell.paper import Enclosure, render
from tests.jobkinds.register import print_sheet
from tests.leadership.reviews.printed import Printed, faults

pytestmark = pytest.mark.paper
AS_OF = datetime(2026, 11, 12, 18, 0, 0, 5, tzinfo=ZoneInfo("Europe/Oslo"))
ABOUT = {"organisation": "Norvik", "reference": "MR-2026-0002", "title": "A review", "as_of": AS_OF}


def printed(content="<p>Text</p>", **about):
    return render("jobkinds/plain.html", {"content": content}, **{**ABOUT, **about})


def opened(content):
    return pikepdf.open(BytesIO(content))


def objects(pdf, name, value):
    return [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and found.get(name) == value]


@pytest.fixture(scope="module")
def two_pages():
    return opened(print_sheet(SimpleNamespace(tell=lambda *_: None), as_of=AS_OF.isoformat()).file.content)


def test_a_paper_says_what_it_is(two_pages):
    info = two_pages.docinfo
    assert (str(info.Title), str(info.Author)) == ("Service level targets, SLT-2026-0001", "Norvik")
    assert (str(info.CreationDate), str(info.ModDate)) == ("D:20261112180000+01'00", "D:20261112180000+01'00")
    assert (str(two_pages.Root.Lang), bool(two_pages.Root.ViewerPreferences.DisplayDocTitle)) == ("en", True)
    assert [found.title for found in two_pages.open_outline().root] == ["Service level targets"]


def test_a_paper_is_marked_for_archives_and_screen_readers(two_pages):
    with two_pages.open_metadata() as marks:
        assert (marks["pdfaid:part"], marks["pdfaid:conformance"]) == ("3", "A")
        assert marks["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert bool(two_pages.Root.MarkInfo.Marked)
    assert two_pages.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert two_pages.check_pdf_syntax() == []


def test_every_cell_of_a_table_names_its_heads(two_pages):
    heads, cells = objects(two_pages, "/S", "/TH"), objects(two_pages, "/S", "/TD")
    assert len(cells) > 100
    assert [cell for cell in cells if not cell.A.Headers] == []
    assert {bytes(name) for cell in cells for name in cell.A.Headers} <= {bytes(head.ID) for head in heads}


def test_the_only_fonts_are_our_own_and_they_are_in_the_file(two_pages):
    fonts = objects(two_pages, "/Type", "/FontDescriptor")
    families = {str(font.FontName).partition("+")[2].split("-Semi")[0].split("-Medium")[0].strip(",") for font in fonts}
    assert families == {"Inter", "Source-Serif-4"}
    assert all("/FontFile2" in font for font in fonts)


def test_nothing_in_a_paper_acts(two_pages):
    assert [objects(two_pages, "/S", name) for name in ("/JavaScript", "/Launch", "/URI")] == [[], [], []]
    assert "/AcroForm" not in two_pages.Root
    assert "/OpenAction" not in two_pages.Root


def test_a_pack_has_a_cover_contents_bookmarks_and_pages_on_their_side():
    entries = [
        {"anchor": "a", "title": "Measurements", "message": "Met."},
        {"anchor": "b", "title": "Wide", "message": ""},
    ]
    context = {"rows": [], "facts": [("Chair", "Ingrid Solheim")], "entries": entries}
    pdf = opened(render("jobkinds/pack.html", context, **ABOUT, is_draft=True))
    sizes = [tuple(round(side) for side in page.mediabox[2:]) for page in pdf.pages]
    assert sizes == [(595, 842), (595, 842), (595, 842), (842, 595)]
    assert [found.title for found in pdf.open_outline().root] == ["Contents", "Measurements, all 44", "Wide"]


def test_the_same_paper_has_the_same_bytes():
    enclosed = {"attachments": (Enclosure("figures.json", b"{}", "The figures"),)}
    assert printed(**enclosed) == printed(**enclosed)


def test_what_is_enclosed_can_be_taken_out_again():
    pdf = opened(printed(attachments=(Enclosure("figures.json", b'{"a": 1}', "The figures"),)))
    assert {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()} == {
        "figures.json": b'{"a": 1}'
    }
    assert objects(pdf, "/Type", "/Filespec")[0].AFRelationship == "/Data"


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:1/a.png", "https://example.org/a.png",
                                     "ftp://127.0.0.1/a.png", "/static/a.png", "a.png", "FILE:///etc/hostname"])  # fmt: skip
@pytest.mark.parametrize("content", ['<img src="{}" alt="A">', '<link rel="stylesheet" href="{}">',
                                     '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>',
                                     '<style>p {{ background: url("{}") }}</style><p>a</p>', '<object data="{}"></object>'])  # fmt: skip
def test_nothing_is_fetched(content, address):
    with pytest.raises(ValueError, match="must hold what it shows"):
        printed(content.format(address))


def test_a_text_cannot_enclose_a_file():
    pdf = opened(printed('<link rel="attachment" href="file:///etc/hostname">'))
    assert (dict(pdf.attachments), objects(pdf, "/Type", "/Filespec")) == ({}, [])


def test_an_image_that_stands_in_the_paper_is_shown():
    image = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Cpath d='M0 0h9v9z'/%3E%3C/svg%3E"
    pdf = opened(printed(f'<img src="{image}" alt="A square">'))
    assert [str(figure.Alt) for figure in objects(pdf, "/S", "/Figure")] == ["A square"]


def logo(kind, mode):
    """The address of a logo that was brought."""
    content = BytesIO()
    Image.new(mode, (400, 100), (18, 56, 74, 90) if mode in {"RGBA", "CMYK"} else 90).save(content, kind)
    picture = for_print(content.getvalue(), width=1200, height=600)
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"


PACK = {"rows": [], "facts": [], "entries": [{"anchor": "a", "title": "A", "message": ""}]}


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("JPEG", "CMYK")])
def test_a_logo_stands_on_the_cover_with_its_words_and_breaks_no_rule(kind, mode):
    found = Printed(render("jobkinds/pack.html", PACK, **ABOUT, logo=logo(kind, mode)))
    assert faults(found) == []
    assert [str(figure.Alt) for figure in found.tags("Figure")] == ["Norvik"]
    assert found.order().index("Figure") < found.order().index("H1")
    assert "Norvik" in PdfReader(BytesIO(found.content)).pages[0].extract_text()
    images = found.objects("/Subtype", pikepdf.Name("/Image"))
    assert [(str(each.ColorSpace), "/SMask" in each) for each in images] == [("/DeviceRGB", False)]


def test_a_logo_stands_over_the_first_page_of_a_sheet_alone():
    found = Printed(printed("<p>Text</p>" * 80, logo=logo("PNG", "RGBA")))
    assert faults(found) == []
    assert [page.Contents.read_bytes().count(b" Do\n") for page in found.pdf.pages] == [1, 0, 0]
    assert "Figure" not in found.order()  # it is of the head, as the name beside it: no part of the text


def test_a_paper_with_a_logo_has_the_same_bytes_again_and_other_ones_than_without():
    about = {"logo": logo("JPEG", "CMYK")}
    assert printed(**about) == printed(**about) != printed()


def test_moments_are_told_in_the_zone_they_were_given_in(caplog):
    pdf = opened(printed(as_of=AS_OF.astimezone(UTC), is_draft=True))
    assert str(pdf.docinfo.CreationDate) == "D:20261112170000+00'00"
    assert caplog.records == []


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        printed(as_of=AS_OF.replace(tzinfo=None))


def test_what_the_library_styles_of_every_element_is_taken_out():
    from weasyprint.html import UA

    from shell.paper.printing import OF_EVERY_ELEMENT

    assert "\n::footnote-marker" in UA
    assert not re.search(r"^\s*::", OF_EVERY_ELEMENT.sub("", UA), re.MULTILINE)


def test_lists_keep_their_marks():
    text = PdfReader(BytesIO(printed("<ul><li>Apples</ul><ol><li>Pears<li>Plums</ol>"))).pages[0].extract_text()
    assert [mark for mark in ("•", "1.", "2.", "3.") if mark in text] == ["•", "1.", "2."]
