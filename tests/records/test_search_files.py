"""The text of attached files: read by a job, found with the record, and nothing lost where it cannot be read."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Job
from records.domain import reading
from records.domain.files import attach, withdraw_attachment
from records.domain.reindexing import differing, index_missing
from records.models import Attachment, FileText
from records.search.query import Search
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def packed(mimetype=None, **files):
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def docx(text):
    body = f"<w:p><w:r><w:t>kite</w:t></w:r><w:r><w:tab/><w:t>{text}</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    head = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>letterhead</w:t></w:r></w:p></w:hdr>'
    return packed(**{"[Content_Types].xml": "<x/>", "word__document_xml": document, "word__header1_xml": head})


def pptx(text):
    slide = f'<s xmlns:a="{A}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>'
    return packed(**{"[Content_Types].xml": "<x/>", "ppt__presentation_xml": "<x/>", "ppt__slides__slide1_xml": slide})


def odf(kind, text):
    content = f'<c xmlns:t="{TEXT}"><t:p>half <t:span>{text}</t:span><t:s/>tail</t:p></c>'
    return packed(f"application/vnd.oasis.opendocument.{kind}", content_xml=content)


def xlsx(text):
    book, held = Workbook(), BytesIO()
    book.active.append(["Name", 4711, text])
    book.save(held)
    return held.getvalue()


def pdf_writer(text):
    writer = PdfWriter()
    page, content = writer.add_blank_page(300, 300), DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td (Some {text} here) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(names)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(content)
    return writer


def written(writer):
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


def pdf(text):
    return written(pdf_writer(text))


def locked(text):
    writer = pdf_writer(text)
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


@pytest.fixture
def made(alice):
    return OpportunityFactory(actor=alice, title="The record")


def attached(made, actor, content, name):
    return attach(made, SimpleUploadedFile(name, content), actor=actor)


def work():
    while job := claim("w"):
        carry_out(job)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", docx), ("a.pptx", pptx), ("a.odt", lambda text: odf("text", text)), ("a.xlsx", xlsx), ("a.pdf", pdf),
     ("a.ods", lambda text: odf("spreadsheet", text)), ("a.txt", str.encode), ("a.csv", str.encode), ("a.md", str.encode)],
)  # fmt: skip
def test_the_text_of_each_type_of_file_is_found_with_its_record(alice, charlie, made, name, content):
    attached(made, alice, content("Drachenflug"), name)
    assert Search(alice, "drachenflug").newest() == []
    work()
    assert [Search(person, "drachenflug").newest() for person in (alice, charlie)] == [[made.pk]] * 2
    job = Job.objects.get()
    assert (job.state, job.requested_by) == ("done", alice)
    assert job.result_words.startswith(f"{name}: ")
    assert differing() == []


def test_words_stand_apart_and_heads_count(alice, made):
    attached(made, alice, docx("wind"), "a.docx")
    work()
    assert Search(alice, "kite wind letterhead").newest() == [made.pk]
    assert Search(alice, "kitewind").newest() == []


def test_a_file_is_found_by_its_name_at_once_and_no_more_when_taken_off(alice, made):
    file = attached(made, alice, b"Drachenflug", "Umbau_2026-03.txt")
    assert Search(alice, "umbau 2026-03").newest() == [made.pk]
    work()
    withdraw_attachment(file, actor=alice, reason="Wrong")
    assert [Search(alice, word).newest() for word in ("umbau", "drachenflug")] == [[], []]
    assert differing() == []


def test_a_content_is_read_once_and_found_with_every_record_it_hangs_on(alice, made):
    other = OpportunityFactory(actor=alice, title="The other")
    attached(made, alice, b"Drachenflug", "a.txt")
    attached(other, alice, b"Drachenflug", "b.txt")
    work()
    third = OpportunityFactory(actor=alice, title="Third")
    attached(third, alice, b"Drachenflug", "c.txt")
    assert (Job.objects.count(), FileText.objects.count()) == (1, 1)
    assert Search(alice, "drachenflug").newest() == [third.pk, other.pk, made.pk]


def test_a_hidden_record_is_not_found_by_its_file(alice, charlie):
    hidden = OpportunityFactory(actor=alice, restricted=True)
    attached(hidden, alice, b"Drachenflug", "Umbau.txt")
    work()
    assert [Search(charlie, word).newest() for word in ("umbau", "drachenflug")] == [[], []]
    assert Search(alice, "drachenflug").newest() == [hidden.pk]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", packed(**{"[Content_Types].xml": "<x/>", "word__document_xml": "<w:p>never closed"}), "broken"),
        ("a.xlsx", packed(**{"[Content_Types].xml": "<x/>", "xl__workbook_xml": "no"}), "broken"),
        ("a.odt", packed("application/vnd.oasis.opendocument.text", content_xml="&unknown;"), "broken"),
        ("a.pdf", b"%PDF-1.7\n" + b"junk " * 40 + b"\nstartxref\n20\n%%EOF", "broken"),
        ("a.pdf", locked("word"), "locked by a password"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_the_job_and_stays_with_its_record(alice, made, name, content, why):
    attached(made, alice, content, name)
    work()
    job = Job.objects.get()
    assert (job.state, job.attempts, why in job.error, name in job.error) == ("failed", 1, True, True)
    assert "is kept and found by its name" in job.error
    assert Attachment.objects.get().withdrawn is None
    assert Search(alice, name).newest() == [made.pk]


def test_entities_that_grow_are_refused(alice, made):
    bomb = '<!DOCTYPE x [<!ENTITY a "kitekitekite">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(9)
    )
    content = f'{bomb}]><c xmlns:t="{TEXT}"><t:p>&j;</t:p></c>'
    attached(made, alice, packed("application/vnd.oasis.opendocument.text", content_xml=content), "a.odt")
    work()
    assert Job.objects.get().state == "failed"


def test_a_lost_content_is_said(alice, made):
    file = attached(made, alice, b"Drachenflug", "a.txt")
    default_storage.delete(file.blob.path)
    work()
    assert "lost or damaged" in Job.objects.get().error


def test_a_long_text_is_read_up_to_its_limit_and_that_is_said(alice, made, monkeypatch):
    monkeypatch.setattr(reading, "TEXT_MAX", 30)
    attached(made, alice, b"first words stand\nat the beginning\nlast words", "a.txt")
    work()
    assert "its first 30 characters" in Job.objects.get().result_words
    assert Search(alice, "first").newest() == [made.pk]
    assert Search(alice, "last").newest() == []


def test_pictures_ask_for_no_job(alice, made):
    from PIL import Image

    held = BytesIO()
    Image.new("RGB", (2, 2)).save(held, "PNG")
    attached(made, alice, held.getvalue(), "a.png")
    assert Job.objects.count() == 0


def test_a_job_carried_out_twice_changes_nothing(alice, made):
    attached(made, alice, b"Drachenflug", "a.txt")
    work()
    Job.objects.update(state="queued", attempts=0)
    work()
    assert (FileText.objects.count(), differing()) == (1, [])


def test_files_from_before_anybody_read_them_are_read(alice, made):
    attached(made, alice, b"Drachenflug", "a.txt")
    Job.objects.all().delete()
    for _ in range(2):
        index_missing()
    assert Job.objects.count() == 1
    work()
    assert Search(alice, "drachenflug").newest() == [made.pk]
    index_missing()
    assert Job.objects.count() == 1
