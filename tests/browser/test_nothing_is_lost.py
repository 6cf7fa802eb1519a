"""Two people edit at once, a session ends while one types: what was typed is there again."""

import pytest

from records.domain.withdrawal import withdraw
from records.models import Attachment, Comment, Record
from tests.browser.hands import end_session, sign_in_again
from tests.factories import OpportunityFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
BACK = "text=What you typed stands here again"


@pytest.fixture
def record(admin, bob):
    return OpportunityFactory(actor=bob, owner=admin, title="Label every cable", idea="Both ends.")


def test_of_two_versions_each_line_is_chosen_and_saved(open_as, axe, admin, record):
    faster, slower = open_as(PersonFactory(is_administrator=True)), open_as(admin)
    for page in (faster, slower):
        page.goto(f"{record.page_url}edit/")
    faster.get_by_label("Title", exact=True).fill("Label both ends")
    faster.get_by_label("Expected benefit").fill("An hour a visit.")
    faster.get_by_role("button", name="Save changes").click()
    faster.wait_for_selector("h1:has-text('Label both ends')")
    slower.get_by_label("Title", exact=True).fill("Label each cable")
    slower.get_by_label("Expected benefit").fill("Two hours a visit.")
    slower.get_by_label("Idea", exact=True).fill("Both ends, and the socket.")
    slower.get_by_role("button", name="Save changes").click()
    slower.wait_for_selector("h1:has-text('Changed by two people')")
    assert axe(slower) == []
    for width in (820, 360):
        slower.set_viewport_size({"width": width, "height": 900})
        assert slower.evaluate("document.documentElement.scrollWidth") <= width
    slower.get_by_role("group", name="Title").get_by_label("Theirs").check()
    slower.get_by_role("group", name="Expected benefit").get_by_label("Yours").check()
    slower.get_by_role("button", name="Save the chosen lines").click()
    slower.wait_for_selector("text=was saved")
    stored = type(record).objects.get(pk=record.pk)
    assert (stored.title, stored.expected_benefit, stored.idea) == (
        "Label both ends", "Two hours a visit.", "Both ends, and the socket.",
    )  # fmt: skip


def test_what_was_typed_is_readable_when_the_record_was_withdrawn_meanwhile(open_as, axe, admin, record):
    page = open_as(admin)
    page.goto(f"{record.page_url}edit/")
    page.get_by_label("Idea", exact=True).fill("Both ends, and the socket.")
    withdraw(record, actor=admin, reason="Entered twice")
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_selector("text=The record was withdrawn")
    assert page.get_by_label("Idea", exact=True).input_value() == "Both ends, and the socket."
    assert page.get_by_role("button", name="Save changes").count() == 0
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert axe(page) == []


def test_a_form_typed_when_the_session_ended_is_there_after_signing_in(open_as, admin, installation):
    page = open_as(admin)
    page.goto("/improvement/opportunities/new/")
    page.get_by_label("Title", exact=True).fill("Typed too late")
    page.get_by_label("Idea", exact=True).fill("Kept all the same.")
    page.get_by_label("Expected benefit").fill("Nothing typed twice.")
    end_session(page)
    page.get_by_role("button", name="Record", exact=True).click()
    sign_in_again(page, admin)
    page.wait_for_selector(BACK)
    assert (page.get_by_label("Title", exact=True).input_value(), Record.objects.count()) == ("Typed too late", 0)
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_selector("h1:has-text('Typed too late')")


def test_a_comment_and_a_decision_are_there_after_signing_in(open_as, admin, record):
    page = open_as(admin)
    page.goto(f"{record.page_url}comments/")
    page.get_by_label("Comment").fill("Said too late.")
    end_session(page)
    page.get_by_role("button", name="Comment").click()
    sign_in_again(page, admin)
    page.wait_for_selector(BACK)
    page.get_by_role("button", name="Comment").click()
    page.wait_for_selector("text=Your comment was added")
    assert Comment.objects.get().text == "Said too late."
    page.goto(f"{record.page_url}do/decline/")
    page.get_by_label("Reason").fill("Decided too late.")
    end_session(page)
    page.get_by_role("button", name="Decline").click()
    sign_in_again(page, admin)
    assert page.get_by_label("Reason").input_value() == "Decided too late."
    page.get_by_role("button", name="Decline").click()
    page.wait_for_selector(".facts .state:has-text('Declined')")


def test_of_a_file_the_page_says_that_it_must_be_chosen_again(open_as, admin, record):
    page = open_as(admin)
    page.goto(f"{record.page_url}files/")
    file = {"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"What was said"}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("What it shows").fill("Minutes of March")
    end_session(page)
    page.get_by_role("button", name="Attach").click()
    sign_in_again(page, admin)
    page.wait_for_selector("text=Choose the file again")
    assert page.get_by_label("What it shows").input_value() == "Minutes of March"
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Attach").click()
    page.wait_for_selector("text=The file was attached")
    assert Attachment.objects.get().description == "Minutes of March"
