"""Versions that are PDF files, side by side: drawn by a job in a process of its own, kept by content, forgotten."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from documents import page_drawing
from documents.domain.drafting import put_file, revise
from documents.domain.pages import PAGES_JOB, ask_for_pages, draw_pages, forget_pages, open_page
from documents.models import Document, Pages, Version
from documents.page_difference import Pair, pairs_of, what_differs
from jobs.domain.errors import JobError
from jobs.models import Job
from jobs.progress import Progress
from shell.contents import drop, keep
from tests.documents.conftest import running
from tests.documents.drawings import pdf_of
from tests.factories import DocumentFactory, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.paper]


def file_of(content, name="policy.pdf"):
    return SimpleUploadedFile(name, content)


def body(answer):
    return answer.content.decode()


@pytest.fixture
def revised(alice, now):
    """A document in force as a PDF of three pages, and a draft of it that ``second`` is."""

    def made(first, second, name="policy.pdf"):
        document = put_in_force(DocumentFactory(actor=alice, text="", file=file_of(first)))
        revise(now(document), actor=alice, reason="Yearly")
        put_file(now(document), actor=alice, file=file_of(second, name))
        return now(document)

    return made


@pytest.fixture
def two(revised):
    """A document whose second page is another by now, and that has one page more."""
    return revised(pdf_of("One", "Two", "Three"), pdf_of("One", "Two, changed", "Three", "Four"))


def draw_all():
    """Carry out what was asked for."""
    for job in Job.objects.filter(kind=PAGES_JOB, state="queued").order_by("pk"):
        Job.objects.filter(pk=job.pk).update(state="running", worker="w")
        job.refresh_from_db()
        draw_pages(Progress(job), **job.arguments)
        Job.objects.filter(pk=job.pk).update(state="done")


def part_of(client, document):
    return body(client.get(f"{document.page_url}difference/pages/", headers={"HX-Request": "true"}))


def test_pages_that_differ_are_listed_first_and_those_that_look_the_same_apart(two, client_of, alice):
    client = client_of(alice)
    assert "Show the pages" in body(client.get(f"{two.page_url}difference/"))
    client.post(f"{two.page_url}difference/pages/")
    assert "are being drawn" in part_of(client, two)
    draw_all()
    page = body(client.get(f"{two.page_url}difference/"))
    assert "Page 2 differs. Page 4 is new." in page
    assert "2 pages that look the same" in page
    assert page.count("pair differs") == 2
    assert page.index("pair differs") < page.index("pages that look the same")
    before, after = two.in_force.pk, two.in_work.pk
    assert page.index(f"pages/{after}/?page=2") < page.index(f"pages/{before}/?page=1")


def test_a_page_is_handed_out_as_a_picture_to_who_may_read_its_version(two, client_of, alice, bob):
    ask_for_pages(two.in_force, two.in_work)
    draw_all()
    place = f"{two.page_url}difference/pages/{two.in_work.pk}/?page=4"
    answer = client_of(alice).get(place)
    picture = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (answer["Content-Type"], picture.format) == ("image/png", "PNG")
    assert max(picture.width / page_drawing.WIDE, picture.height / page_drawing.HIGH) <= 1
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client_of(bob).get(place).status_code == 404
    seen = client_of(bob).get(f"{two.page_url}difference/pages/{two.in_force.pk}/?page=3")
    assert b"".join(seen.streaming_content).startswith(b"\x89PNG")
    for wrong in ("0", "5", "x", "-1"):
        assert client_of(alice).get(f"{place[:-1]}{wrong}").status_code == 404


def test_asking_twice_draws_once_and_the_second_look_is_at_once(two, client_of, alice):
    client = client_of(alice)
    for _again in range(2):
        client.post(f"{two.page_url}difference/pages/")
    assert Job.objects.filter(kind=PAGES_JOB).count() == 2
    draw_all()
    client.post(f"{two.page_url}difference/pages/")
    assert Job.objects.filter(kind=PAGES_JOB, state="queued").count() == 0


def test_pictures_made_otherwise_are_made_anew(two):
    ask_for_pages(two.in_force)
    draw_all()
    Pages.objects.update(drawn_with="something older")
    Job.objects.all().delete()
    assert open_page(two.in_force, 1) is None
    ask_for_pages(two.in_force)
    assert Job.objects.filter(kind=PAGES_JOB, state="queued").count() == 1


def test_files_of_office_programs_say_plainly_that_they_have_no_pages(revised, client_of, alice):
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    document = revised(pdf_of("One"), packed.getvalue(), "policy.docx")
    page = body(client_of(alice).get(f"{document.page_url}difference/"))
    assert "is a DOCX file: it has no pages until an office program lays them out" in page
    assert "Show the pages" not in page
    client_of(alice).post(f"{document.page_url}difference/pages/")
    assert Job.objects.filter(kind=PAGES_JOB, arguments__sha256=document.in_work.blob_id).count() == 0


def test_texts_that_were_written_here_have_no_pages_to_show(policy, client_of, alice, now):
    put_in_force(policy)
    revise(now(policy), actor=alice, reason="Yearly")
    assert "Pages side by side" not in body(client_of(alice).get(f"{policy.page_url}difference/"))


def test_what_cannot_be_drawn_says_why(revised, client_of, alice):
    document = revised(pdf_of("One"), broken_pdf())
    ask_for_pages(document.in_force, document.in_work)
    draw_all()
    page = part_of(client_of(alice), document)
    assert "could not be drawn" in page
    assert "It is broken" in page


def test_a_long_file_is_drawn_up_to_a_limit_and_says_so(revised, client_of, alice):
    count = page_drawing.PAGES_MAX + 2
    document = revised(pdf_of("One"), pdf_of(*map(str, range(count))))
    ask_for_pages(document.in_force, document.in_work)
    draw_all()
    assert len(Pages.objects.get(pk=document.in_work.blob_id).pictures) == page_drawing.PAGES_MAX
    assert f"the first {page_drawing.PAGES_MAX} pages of {count} are shown" in part_of(client_of(alice), document)


def test_a_job_that_was_ended_is_told_on_the_page_and_not_asked_for_again_and_again(two, client_of, alice):
    ask_for_pages(two.in_force, two.in_work)
    Job.objects.filter(kind=PAGES_JOB).update(state="failed", error="It needed more memory than 1024 MB and was ended")
    page = part_of(client_of(alice), two)
    assert "needed more memory" in page
    assert "hx-trigger" not in page


def test_a_content_that_is_lost_is_not_drawn(two):
    drop(two.in_work.blob.path)
    with pytest.raises(JobError):
        draw_pages(running(PAGES_JOB), sha256=two.in_work.blob_id)


def test_a_picture_that_was_changed_in_the_storage_is_held_back(two, client_of, alice):
    ask_for_pages(two.in_force)
    draw_all()
    pages = Pages.objects.get()
    path = pages.path(pages.pictures[0])
    drop(path)
    keep(path, b"x")
    assert client_of(alice).get(f"{two.page_url}difference/pages/{two.in_force.pk}/").status_code == 500


def test_pictures_are_forgotten_after_a_while_and_with_the_content_they_show(
    two, django_capture_on_commit_callbacks, client_of, alice
):
    ask_for_pages(two.in_force, two.in_work)
    draw_all()
    old, destroyed = Pages.objects.get(pk=two.in_force.blob_id), Pages.objects.get(pk=two.in_work.blob_id)
    forget_pages(running("documents.forget_pages"))
    assert Pages.objects.count() == 2
    Pages.objects.filter(pk=old.pk).update(drawn=timezone.now() - timedelta(days=31))
    Version.objects.filter(pk=two.in_work.pk).update(disposed=timezone.now())
    assert client_of(alice).get(f"{two.page_url}difference/pages/{two.in_work.pk}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        forget_pages(running("documents.forget_pages"))
    assert Pages.objects.count() == 0
    for pages in (old, destroyed):
        assert not any(default_storage.exists(pages.path(name)) for name in pages.pictures)
    ask_for_pages(Document.objects.get(pk=two.pk).in_force)
    assert Job.objects.filter(kind=PAGES_JOB, state="queued").count() == 1


def test_pages_that_look_the_same_stand_beside_each_other_though_pages_came_between():
    pairs = pairs_of(["a", "b", "c"], ["a", "x", "b", "d"])
    assert pairs == [Pair(1, 1, is_same=True), Pair(None, 2), Pair(2, 3, is_same=True), Pair(3, 4)]
    assert what_differs(pairs) == "Page 4 differs. Page 2 is new."
    assert what_differs(pairs_of(["a", "b", "c"], ["a"])) == "Pages 2, 3 before are gone."
    assert what_differs(pairs_of(["a"], ["a"])) == "All pages look the same."


def broken_pdf():
    return b"%PDF-1.7\n" + b"0" * 200 + b"\nstartxref\n9\n%%EOF"
