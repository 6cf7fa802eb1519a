"""A policy on its way through three browsers: written, signed, published, read; and a draft that two write at."""

import re
from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from documents.domain.drafting import put_file, revise
from documents.models import Document, Reading, Signature, Use
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from records.models import Attachment
from tests.browser.hands import tab_to
from tests.documents.drawings import pdf_of
from tests.factories import PASSWORD, ArticleFactory, DocumentFactory, PersonFactory, put_in_force

pytestmark = pytest.mark.django_db(transaction=True)


def run_jobs():
    while (job := claim("w")) is not None:
        carry_out(job)


@pytest.fixture
def approver(installation):
    return PersonFactory(display_name="Tom Director")


def test_a_policy_is_written_signed_published_and_read(open_as, axe, alice, bob, approver):
    document = DocumentFactory(actor=alice, title="Access policy", approvers=[approver], must_be_read=True)
    page = open_as(alice, width=1280)
    page.goto(f"{document.page_url}write/")
    page.get_by_label("Text").fill(
        "# Purpose\n\nWho may enter, and why.\n\n| Who | May |\n|---|---|\n| Staff | enter |"
    )
    expect(page.locator("#preview h2")).to_have_text("Purpose")
    expect(page.locator("#preview td").first).to_have_text("Staff")
    assert axe(page) == []
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("status").first).to_contain_text("The draft was saved")
    page.goto(f"{document.page_url}readers-of/")
    page.get_by_label("Bob Costa").check()
    page.get_by_role("button", name="Keep these readers").click()
    expect(page.get_by_role("status").first).to_contain_text("Its readers are chosen")
    page.goto(f"{document.page_url}do/submit/")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Waits for the signature of: Tom Director")).to_be_visible()
    signing = open_as(approver, width=820)
    signing.goto("/")
    signing.locator(f"a[href='{document.page_url}do/approve/']").click()
    expect(signing.get_by_role("heading", name="Approve: Access policy")).to_be_visible()
    assert axe(signing) == []
    signing.get_by_label("Your password").fill(PASSWORD)
    signing.get_by_role("button", name="Sign", exact=True).click()
    expect(signing.get_by_role("status").first).to_be_visible()
    assert Signature.objects.get().person == approver
    page.goto(f"{document.page_url}do/publish/")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("0 of 1 have read it")).to_be_visible()
    run_jobs()
    reading = open_as(bob, width=390)
    reading.goto("/")
    reading.locator(f"a[href='{document.page_url}read/']").click()
    expect(reading.get_by_role("heading", name="Access policy")).to_be_visible()
    assert axe(reading) == []
    assert reading.evaluate("document.documentElement.scrollWidth") <= 390
    reading.get_by_role("button", name="I have read it").click()
    expect(reading.get_by_text("You have confirmed reading this version")).to_be_visible()
    assert Reading.objects.get(person=bob).read is not None


def test_what_two_write_at_once_is_not_lost(open_as, alice, admin):
    document = DocumentFactory(actor=alice)
    first, second = open_as(alice), open_as(admin)
    for page in (first, second):
        page.goto(f"{document.page_url}write/")
    first.get_by_label("Text").fill("# One")
    first.get_by_role("button", name="Save the draft").click()
    expect(first.get_by_role("status").first).to_contain_text("The draft was saved")
    second.get_by_label("Text").fill("# Two")
    second.get_by_role("button", name="Save the draft").click()
    expect(second.get_by_text("changed by somebody else meanwhile").first).to_be_visible()
    expect(second.get_by_label("Text")).to_have_value("# Two")
    assert Document.objects.get().in_work.saves == 2


def test_an_older_version_is_stamped_in_both_schemes(open_as, axe, alice):
    document = put_in_force(DocumentFactory(actor=alice))
    page, key = open_as(alice), document.versions.get().pk
    page.goto(f"{document.page_url}read/")
    expect(page.locator(".stamped")).to_have_count(0)
    Document.objects.get().versions.update(state="superseded")
    for scheme in ("light", "dark"):
        page.goto(f"{document.page_url}read/{key}/")
        page.evaluate("scheme => { document.documentElement.dataset.bsTheme = scheme }", scheme)
        expect(page.locator(".stamped")).to_have_attribute("data-stamp", "Superseded")
        assert (scheme, axe(page)) == (scheme, [])


def picture(folder):
    path = folder / "plan.png"
    Image.new("RGB", (40, 20), "navy").save(path)
    return path


#: Gives the editor a picture as the clipboard or a hand that drops it does.
GIVE = """(box, [name, type]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(name), (sign) => sign.charCodeAt(0));
  data.items.add(new File([bytes], "image.png", { type: "image/png" }));
  const about = { bubbles: true, cancelable: true };
  box.dispatchEvent(type === "paste" ? new ClipboardEvent("paste", { ...about, clipboardData: data })
    : new DragEvent("drop", { ...about, dataTransfer: data }));
}"""


def test_a_picture_is_put_where_the_cursor_is_by_keyboard_alone(open_as, axe, alice, tmp_path):
    document = DocumentFactory(actor=alice, text="Before\n\nAfter")
    page = open_as(alice)
    page.goto(f"{document.page_url}write/")
    page.get_by_label("Text").evaluate("box => { box.focus(); box.setSelectionRange(7, 7); }")
    page.get_by_role("button", name="Insert picture").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Insert picture")
    expect(dialog.get_by_label("Picture", exact=True)).to_be_focused()
    assert axe(page) == []
    dialog.get_by_label("Picture", exact=True).set_input_files(picture(tmp_path))
    tab_to(page, "Insert")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert").filter(has_text="Say what it shows")).to_be_visible()
    expect(dialog.get_by_label("What it shows")).to_be_focused()
    page.keyboard.type("Plan of the house")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    file = Attachment.objects.get(record_id=document.pk)
    shown = f"![Plan of the house]({document.page_url}files/{file.pk}/)"
    expect(page.get_by_label("Text")).to_have_value(f"Before\n{shown}\nAfter")
    expect(page.get_by_label("Text")).to_be_focused()
    image = page.locator("#preview img")
    expect(image).to_have_attribute("alt", "Plan of the house")
    expect(image).to_have_js_property("naturalWidth", 40)
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Text")).to_have_value("Before\n\nAfter")
    page.keyboard.press("Control+y")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("status").first).to_contain_text("The draft was saved")


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_that_is_pasted_or_dropped_asks_what_it_shows(open_as, alice, tmp_path, way):
    document = DocumentFactory(actor=alice, text="")
    page = open_as(alice)
    page.goto(f"{document.page_url}write/")
    content = b64encode(picture(tmp_path).read_bytes()).decode()
    page.get_by_label("Text").evaluate(GIVE, [content, way])
    expect(page.get_by_label("What it shows")).to_be_focused()
    page.keyboard.type("It")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Text")).to_have_value(re.compile(r"^!\[It\]\("))


def test_a_picture_that_is_refused_says_so_and_the_text_stays(open_as, alice, tmp_path):
    document = DocumentFactory(actor=alice, text="Typed")
    page, broken = open_as(alice), tmp_path / "b.png"
    broken.write_bytes(b"words")
    page.goto(f"{document.page_url}write/")
    page.get_by_role("button", name="Insert picture").click()
    page.get_by_label("Picture", exact=True).set_input_files(broken)
    page.get_by_label("What it shows").fill("It")
    page.get_by_role("button", name="Insert", exact=True).click()
    expect(page.get_by_text("The content is not that of a .png file")).to_be_visible()
    page.get_by_role("button", name="Cancel").last.click()
    expect(page.get_by_label("Text")).to_have_value("Typed")


LONG = "\n\n".join(
    ["# Rules", "The **back**up is kept.", *["Nothing."] * 60, "A second Bäckup.", "| A |\n|---|\n| BACKUP |"]
)


def test_words_are_found_marked_counted_and_walked_through(open_as, axe, alice):
    document = put_in_force(DocumentFactory(actor=alice, text=LONG))
    page = open_as(alice)
    page.goto(f"{document.page_url}read/?find=backup")
    said, marks = page.locator("[data-find] [data-found]"), page.locator("mark")
    expect(said).to_have_text("1 of 3")
    expect(marks).to_have_text(["back", "up", "Bäckup", "BACKUP"])
    box = page.get_by_role("searchbox", name="Find in this text")
    box.press("Enter")
    expect(said).to_have_text("2 of 3")
    expect(page.locator("mark[aria-current]")).to_have_text(["Bäckup"])
    expect(page.locator("mark[aria-current]")).to_be_in_viewport()
    expect(box).to_be_in_viewport()
    for scheme in ("light", "dark"):
        page.evaluate("scheme => { document.documentElement.dataset.bsTheme = scheme }", scheme)
        assert (scheme, axe(page)) == (scheme, [])
    box.press("Shift+Enter")
    box.press("Shift+Enter")
    expect(said).to_have_text("3 of 3")
    page.get_by_role("button", name="Next hit").click()
    expect(said).to_have_text("1 of 3")
    page.get_by_role("button", name="Previous hit").click()
    expect(said).to_have_text("3 of 3")
    box.fill("nobody wrote this")
    expect(said).to_have_text("Not found")
    expect(marks).to_have_count(0)
    expect(page.get_by_role("button", name="Next hit")).to_be_disabled()
    box.fill("backup is  kept")
    expect(said).to_have_text("1 of 1")
    box.press("Escape")
    expect(marks).to_have_count(0)
    assert page.locator(".prose p").first.evaluate("line => line.childNodes.length") == 3


def test_a_hit_of_the_search_leads_to_its_passage(open_as, alice):
    document = put_in_force(DocumentFactory(actor=alice, text=LONG.replace("Bäckup", "Sicherungsband")))
    page = open_as(alice, width=390)
    page.goto(f"{reverse('records:search')}?q=sicherungs")
    page.get_by_role("link", name="in version 1.0, in force").click()
    page.wait_for_url(f"**{document.page_url}read/?find=Sicherungs")
    expect(page.locator("mark")).to_have_text(["Sicherungs"])
    expect(page.locator("mark")).to_be_in_viewport()
    expect(page.get_by_role("searchbox", name="Find in this text")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def file_of(*pages):
    return SimpleUploadedFile("plan.pdf", pdf_of(*pages))


def test_pages_of_two_files_come_side_by_side_as_soon_as_they_are_drawn(open_as, axe, alice):
    document = put_in_force(DocumentFactory(actor=alice, text="", file=file_of("One", "Two")))
    revise(Document.objects.get(), actor=alice, reason="Yearly")
    put_file(Document.objects.get(), actor=alice, file=file_of("One", "Two, changed"))
    page = open_as(alice, width=1440)
    page.goto(f"{document.page_url}difference/")
    expect(page.get_by_text("The pages are being drawn")).to_be_visible()
    run_jobs()
    expect(page.get_by_text("Page 2 differs.")).to_be_visible()
    first = page.locator(".pair.differs img").first
    expect(first).to_have_attribute("alt", "Version 1.0, page 2")
    first.scroll_into_view_if_needed()
    first.evaluate("image => image.decode()")
    assert first.evaluate("image => image.naturalWidth") > 500
    assert axe(page) == []
    page.get_by_text("1 page that looks the same").click()
    expect(page.get_by_role("img", name="Version 2.0, page 1")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_article_that_was_looked_at_for_a_moment_counts_as_used(open_as, bob, alice):
    article = ArticleFactory(actor=alice)
    page = open_as(bob)
    for _again in range(2):
        with page.expect_response(lambda answer: answer.url.endswith("/used/")) as told:
            page.goto(article.page_url)
        assert told.value.status == 204
    assert Use.objects.get().person == bob
    page.reload()
    expect(page.get_by_text("Used 1 time")).to_be_visible()
