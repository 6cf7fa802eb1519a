"""Documents on paper, certificates of their approval, and what is in force as one archive."""

import csv
import hashlib
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter

from documents.domain.publishing import obsolete
from documents.exporters import pack_documents, safe_name
from documents.models import Document
from documents.paper import check_content, print_certificate, print_version
from jobs.domain.errors import JobError
from jobs.models import Job
from people.calendar import today
from records.domain.files import attach
from records.domain.write import write
from shell.contents import drop
from tests.documents.conftest import running
from tests.factories import DocumentFactory, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.paper]


def version_of(document):
    """Its newest version."""
    return Document.objects.get(pk=document.pk).versions.select_related("blob").first()


def printed(document, person, job=print_version):
    """The PDF that somebody asks for."""
    result = job(running("documents.print"), version=version_of(document).pk, by=person.pk)
    return PdfReader(BytesIO(result.file.content))


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def faces(pdf):
    """The faces that a paper has in it, without the mark of the cut."""
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).partition("+")[2].strip(",") for font in fonts}


def test_code_stands_in_a_face_of_its_own(alice):
    document = DocumentFactory(actor=alice, text="Run `backup` with\n\n```\n$ backup --all\n```")
    assert {face for face in faces(printed(document, alice)) if face.startswith("Source-Code-Pro")}
    plain = DocumentFactory(actor=alice, text="Nothing of it is code.")
    assert not {face for face in faces(printed(plain, alice)) if face.startswith("Source-Code-Pro")}


def png():
    content = BytesIO()
    Image.new("RGB", (20, 20), "red").save(content, "PNG")
    return SimpleUploadedFile("p.png", content.getvalue())


def pdf_file(name="plan.pdf"):
    content, pages = BytesIO(), PdfWriter()
    pages.add_blank_page(100, 100)
    pages.write(content)
    return SimpleUploadedFile(name, content.getvalue())


def pictures(pdf):
    return {image.name for page in pdf.pages for image in page.images}


def test_a_version_on_paper_says_what_it_is_on_every_page_and_who_signed_which_content(alice, policy, now):
    put_in_force(now(policy))
    approver = version_of(policy).signatures.get()
    pdf = printed(policy, alice)
    said = words(pdf)
    mark = f"POL-001 · version 1.0 · In force · approved by {approver.person}"
    for page in pdf.pages:
        text = " ".join(page.extract_text().split())
        assert mark in text
        assert "Uncontrolled copy, printed" in text
        assert f"of {len(pdf.pages)}" in text
    for part in ("Access policy", "We do it.", "I approve it", approver.sha256):
        assert part in said.replace("\xad", "")


@pytest.mark.parametrize(("end", "stamp"), [(False, None), (True, "OBSOLETE")])
def test_what_nobody_goes_by_is_stamped(alice, policy, now, end, stamp, monkeypatch):
    put_in_force(now(policy))
    if end:
        obsolete(now(policy), actor=alice, reason="Old")
    assert stamps(monkeypatch, policy, alice) == (stamp or "")


def stamps(monkeypatch, document, person):
    """The stamp that the paper of a document is given."""
    from shell.paper import printing

    given = []
    real = printing._sheets
    monkeypatch.setattr(printing, "_sheets", lambda paper: given.append(paper.stamp) or real(paper))
    printed(document, person)
    return given[0]


def test_a_draft_is_stamped_and_is_for_those_who_work_at_it(alice, charlie, policy, monkeypatch):
    assert stamps(monkeypatch, policy, alice) == "DRAFT"
    with pytest.raises(JobError, match="do not see"):
        printed(policy, charlie)


def test_a_picture_that_hangs_on_the_document_is_printed_and_no_other_is(alice, now):
    document = DocumentFactory(actor=alice)
    other = DocumentFactory(actor=alice)
    own, foreign = attach(document, png(), actor=alice), attach(other, png(), actor=alice)
    from documents.domain.drafting import write_text

    text = f"![Mine]({document.page_url}files/{own.pk}/)\n\n![Theirs]({document.page_url}files/{foreign.pk}/) ![Far](/x.png)"
    write_text(now(document), actor=alice, text=text)
    pdf = printed(document, alice)
    assert len(pictures(pdf)) == 1
    assert "[Theirs] [Far]" in words(pdf)


def test_a_file_has_a_cover_with_its_signatures_and_is_enclosed(alice, now):
    document = DocumentFactory(actor=alice, text="", file=pdf_file())
    put_in_force(now(document))
    pdf = printed(document, alice)
    version = version_of(document)
    ((name, contents),) = pdf.attachments.items()
    assert (name, hashlib.sha256(contents[0]).hexdigest()) == ("plan.pdf", version.blob_id)
    assert "I approve it" in words(pdf)


def test_a_certificate_says_who_signed_what_and_that_the_content_is_still_that(client_of, bob, policy, now):
    put_in_force(now(policy))
    version = version_of(policy)
    signature = version.signatures.get()
    page = client_of(bob).get(f"{policy.page_url}read/{version.pk}/certificate/").content.decode()
    said = words(printed(policy, bob, print_certificate))
    for part in (
        str(signature.person),
        "named approver",
        "I approve it",
        "Top management: 1 signature",
        signature.sha256,
        "bit by bit",
    ):
        assert part in page
        assert part in said


def test_a_certificate_says_when_the_content_is_gone_or_another(client_of, bob, policy, now):
    from django.core.files.storage import default_storage

    put_in_force(now(policy))
    version = version_of(policy)
    with default_storage.open(version.blob.path) as file:
        whole = file.read()
    place = default_storage.path(version.blob.path)
    Path(place).write_bytes(whole.replace(b"We do it.", b"We do no."))
    assert "differs from what was signed" in str(check_content(version).words)
    page = client_of(bob).get(f"{policy.page_url}read/{version.pk}/certificate/").content.decode()
    assert "differs from what was signed" in page
    drop(version.blob.path)
    assert check_content(version).words == "It is no longer there"
    with pytest.raises(JobError, match="no longer there"):
        printed(policy, bob)


def test_drafts_have_no_certificate(client_of, alice, policy):
    version = version_of(policy)
    assert client_of(alice).get(f"{policy.page_url}read/{version.pk}/certificate/").status_code == 404


def test_a_button_on_the_page_of_the_text_leads_to_the_job(client_of, bob, policy, now):
    put_in_force(now(policy))
    place = f"{policy.page_url}read/{version_of(policy).pk}/"
    asking = client_of(bob)
    assert f'action="{place}print/"' in asking.get(place).content.decode()
    for end, kind in (("print/", "documents.print"), ("certificate/print/", "documents.print_certificate")):
        answer = asking.post(place + end)
        job = Job.objects.latest("pk")
        assert (answer.url, job.kind, job.arguments["by"]) == (job.page_url, kind, bob.pk)


def test_what_is_in_force_is_packed_with_its_index_as_far_as_one_sees_it(client_of, alice, charlie, now):
    seen = put_in_force(DocumentFactory(actor=alice, title="=A/B: who?"))
    plan = put_in_force(now(DocumentFactory(actor=alice, type="plan", title="Plan", text="", file=pdf_file("x.PDF"))))
    DocumentFactory(actor=alice, title="Draft")
    hidden = put_in_force(DocumentFactory(actor=alice, title="Hidden"))
    hidden = now(hidden)
    hidden.restricted = True
    write(hidden, actor=alice, action="edit")
    with ZipFile(BytesIO(packed_for(charlie))) as archive:
        assert archive.namelist() == ["PLN-001 Plan.pdf", "POL-001 =A-B- who.md", "index.csv"]
        rows = list(csv.reader(StringIO(archive.read("index.csv").decode("utf-8-sig"))))
        assert archive.read("POL-001 =A-B- who.md") == b"# What we do\n\nWe do it."
    due = [now(found).due.isoformat() for found in (plan, seen)]
    shas = [version_of(found).blob_id for found in (plan, seen)]
    assert rows == [
        ["ref", "title", "version", "effective", "review due", "sha256", "file"],
        ["PLN-001", "Plan", "1.0", today().isoformat(), due[0], shas[0], "PLN-001 Plan.pdf"],
        ["POL-001", "'=A/B: who?", "1.0", today().isoformat(), due[1], shas[1], "POL-001 =A-B- who.md"],
    ]
    with ZipFile(BytesIO(packed_for(charlie, of_type="plan", state="published"))) as archive:
        assert archive.namelist() == ["PLN-001 Plan.pdf", "index.csv"]
    asking = client_of(charlie)
    assert "You see 2 documents" in asking.get("/documents/download/").content.decode()
    answer = asking.post("/documents/download/", {"type": "plan", "state": ""})
    job = Job.objects.latest("pk")
    assert (answer.url, job.arguments) == (job.page_url, {"by": charlie.pk, "of_type": "plan", "state": ""})
    assert asking.post("/documents/download/", {"type": "poem"}).status_code == 422


def packed_for(person, **about):
    return pack_documents(running("documents.download"), by=person.pk, **about).file.content


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "etc-passwd"), ("a\x00b\u202e.pdf", "a-b-.pdf"), ("  . ", "file"), ('a:b*c?"d|', "a-b-c--d")],
)
def test_names_of_files_lead_nowhere(name, safe):
    assert safe_name(name) == safe
