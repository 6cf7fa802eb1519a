"""A pack that was printed, as tests look at it: its tags, fonts, words, files."""

import hashlib
from io import BytesIO

import pikepdf
from pypdf import PdfReader

PDFUA = "{http://www.aiim.org/pdfua/ns/id/}part"


class Printed:
    """A PDF."""

    def __init__(self, content):
        self.content = content
        self.pdf = pikepdf.open(BytesIO(content))

    def objects(self, name, value=None):
        """Dictionaries and streams that have a name, with a value where one is asked for."""
        kinds = (pikepdf.Dictionary, pikepdf.Stream)
        found = [each for each in self.pdf.objects if isinstance(each, kinds) and name in each]
        return [each for each in found if value is None or each[name] == value]

    def tags(self, name):
        """Elements of the structure."""
        return self.objects("/S", pikepdf.Name(f"/{name}"))

    def order(self):
        """The names of the elements in the order they are read."""
        names, left = [], [self.pdf.Root.StructTreeRoot]
        while left:
            element = left.pop()
            if isinstance(element, pikepdf.Array):
                left += reversed(list(element))
            elif isinstance(element, pikepdf.Dictionary):
                if "/S" in element and element.get("/Type") != "/MCR":
                    names.append(str(element.S).lstrip("/"))
                left.append(element.get("/K", pikepdf.Array()))
        return names

    @property
    def words(self):
        """All text."""
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(self.content)).pages).split())

    @property
    def bookmarks(self):
        """Those of the first level."""
        return [each.title for each in self.pdf.open_outline().root]

    @property
    def files(self):
        """What lies in it, by name."""
        return {name: each.get_file().read_bytes() for name, each in self.pdf.attachments.items()}


def faults(printed):
    """Every rule of PDF/A-3a and PDF/UA-1 that we look at and that does not hold."""
    return [words for words, holds in _rules(printed) if not holds]


def _rules(printed):
    pdf, root = printed.pdf, printed.pdf.Root
    with pdf.open_metadata() as marks:
        yield "marked for archives", (marks["pdfaid:part"], marks["pdfaid:conformance"]) == ("3", "A")
        yield "marked for screen readers", marks.get(PDFUA) == "1"
    yield "one description", root.Metadata.read_bytes().count(b"<rdf:RDF") == 1
    yield "an output intent", root.OutputIntents[0].S == "/GTS_PDFA1"
    yield "a language", str(root.Lang) == "en"
    yield "a title that is shown", bool(root.ViewerPreferences.DisplayDocTitle) and str(pdf.docinfo.Title) != ""
    yield "tagged", bool(root.MarkInfo.Marked)
    yield "no syntax errors", pdf.check_pdf_syntax() == []
    yield "not smoothed images", not [each for each in printed.objects("/Interpolate") if each.Interpolate]
    fonts = printed.objects("/Type", pikepdf.Name("/FontDescriptor"))
    yield "fonts in the file", bool(fonts) and all("/FontFile2" in each or "/FontFile3" in each for each in fonts)
    figures = printed.tags("Figure")
    yield "figures said in words", all(str(each.get("/Alt", "")).strip() for each in figures)
    heads, cells = printed.tags("TH"), printed.tags("TD")
    known = {bytes(each.ID) for each in heads if "/ID" in each}
    yield (
        "cells that name their heads",
        all(
            {bytes(name) for name in each.A.Headers} <= known and len(each.A.Headers) for each in cells if "/A" in each
        ),
    )
    levels = [int(name[1]) for name in printed.order() if name in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    yield "no jump of headings", all(now <= before + 1 for before, now in zip([0, *levels], levels, strict=False))
    names = ("/JavaScript", "/Launch", "/URI", "/SubmitForm")
    yield "nothing that acts", not any(printed.objects("/S", pikepdf.Name(name)) for name in names)
    yield "no forms", "/AcroForm" not in root and "/OpenAction" not in root
    yield "tab order", all(page.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page)
    yield "no missing glyph", not missing_glyphs(printed)


def missing_glyphs(printed):
    """Pages that draw glyph 0, which stands for a sign that the font has not."""
    found = []
    for number, page in enumerate(printed.pdf.pages, 1):
        shown = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) in {"Tj", "TJ"}]
        texts = [part for each in shown for part in _strings(each.operands[0])]
        if any(text[place : place + 2] == b"\0\0" for text in texts for place in range(0, len(text), 2)):
            found.append(number)
    return found


def _strings(operand):
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    return [bytes(part) for part in parts if isinstance(part, pikepdf.String)]


def sha256(content):
    return hashlib.sha256(content).hexdigest()
