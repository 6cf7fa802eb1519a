"""A management review from planning to the signed pack: on a desk, a tablet and a phone, by three people."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim_this
from jobs.models import Job
from leadership.domain.reviews.freezing import FREEZE_JOB
from leadership.domain.reviews.packs import PACK_JOB
from leadership.models import Review, ReviewDecision, ReviewPack
from leadership.models.review import InputCode
from people.calendar import today
from tests.factories import PASSWORD, OpportunityFactory, PersonFactory, ReviewFactory
from tests.leadership.conftest import give, smr, twelve
from tests.leadership.reviews.conftest import frozen, held
from tests.services.conftest import again, director

__all__ = ["director", "give", "smr", "twelve"]
pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(".touch :is(.btn, .dots a, textarea, select, summary)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 120))"""


def done(kind):
    """What the worker does."""
    job = Job.objects.filter(kind=kind, state="queued").latest("pk")
    carry_out(claim_this(job.pk, "w"))
    job.refresh_from_db()
    assert job.state == "done", job.error + job.trace


@pytest.fixture
def review(smr, director, alice):
    """A review whose meeting is this morning; the customer liaison officer presents how services perform."""
    OpportunityFactory(actor=alice)
    return ReviewFactory(actor=smr, owner=smr, chair=director, title="Review of autumn")


def planned(page):
    """A review is planned on its form, with what that proposes; its meeting is now."""
    page.goto("/leadership/reviews/new/")
    page.get_by_label("Title").fill("Review of autumn")
    now = timezone.localtime()
    for label, moment in (("Starts", now - timedelta(hours=1)), ("Ends", now + timedelta(hours=1))):
        page.get_by_label(label, exact=True).fill(f"{moment:%Y-%m-%dT%H:%M}")
    page.get_by_label("Figures freeze on").fill(f"{today():%Y-%m-%d}")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("heading", name="Review of autumn")).to_be_visible()
    return Review.objects.get()


def released(page, review):
    """A presenter says what the figures mean, and releases the input."""
    page.goto(f"{review.page_url}inputs/h/")
    page.get_by_label("What the figures mean").fill("Targets were held, but for Mondays.")
    expect(page.get_by_text("Saved by Nell Liaison")).to_be_visible()
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_text("Released")).to_be_visible()


def met(page, review):
    """The meeting goes through all inputs, and decides at one."""
    page.goto(f"{review.page_url}meeting/")
    for place in page.locator("select[name^=attendance-]").all():
        place.select_option("attended")
    page.get_by_role("button", name="Save, and begin").click()
    expect(page.get_by_role("heading", name="Actions from earlier reviews")).to_be_visible()
    for code in InputCode.values:
        if code == "h":
            talked(page)
        page.get_by_role("button", name="Looked at, next").click()


def talked(page):
    """What is said and decided about an input."""
    page.get_by_label("What was said about it").fill("Two more people for Mondays.")
    expect(page.get_by_text("Saved by Sam Smr")).to_be_visible()
    page.get_by_text("Decide, or give somebody an action").click()
    page.get_by_label("What was decided").fill("Two people more on Mondays")
    page.get_by_label("About", exact=True).select_option("action")
    page.get_by_label("Who carries it out").select_option("Nell Liaison")
    page.get_by_label("By when").fill(f"{today() + timedelta(days=30):%Y-%m-%d}")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Two people more on Mondays").first).to_be_visible()


def concluded(page, review):
    """Suitable, adequate, effective; then it goes to whoever chairs."""
    for question in ("Suitable", "Adequate", "Effective"):
        page.get_by_role("group", name=question).get_by_label("Yes").check()
        page.get_by_label(f"{question}, because").fill("The figures say so")
    page.get_by_role("button", name="Keep the conclusion").click()
    expect(page.get_by_text("The conclusion is kept.")).to_be_visible()
    page.get_by_role("link", name="Ask for approval").click()
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_text("is now: To approve")).to_be_visible()


def signed(page, review):
    """On the phone, from what waits for a decision."""
    page.goto("/leadership/to-decide/")
    block = page.locator(f"[id='{review.reference}']")
    block.get_by_role("link", name="Approve", exact=True).click()
    block.get_by_label("Your password").fill(PASSWORD)
    block.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Nothing waits for your decision")).to_be_visible()


def test_from_planning_to_the_signed_pack(open_as, smr, director, give):
    liaison = PersonFactory(display_name="Nell Liaison")
    give(liaison, "customer_liaison")
    desk = open_as(smr, width=1440)
    review = planned(desk)
    released(open_as(liaison, width=820), review)
    desk.reload()
    desk.get_by_role("link", name="Freeze the figures").first.click()
    desk.get_by_role("button", name="Freeze the figures").click()
    expect(desk.get_by_text("You asked for the figures to be frozen")).to_be_visible()
    done(FREEZE_JOB)
    tablet = open_as(smr, width=1180, height=820)
    met(tablet, review)
    concluded(tablet, review)
    signed(open_as(director, width=390, height=844), review)
    assert (again(review).state, again(review).approved_by) == ("approved", director)
    done(PACK_JOB)
    desk.goto(review.page_url)
    with desk.expect_download() as saved:
        desk.get_by_role("link", name=f"{review.reference}.pdf").click()
    assert saved.value.suggested_filename == f"{review.reference}.pdf"
    assert (ReviewPack.objects.count(), ReviewDecision.objects.count()) == (1, 1)


def test_two_scribes_write_at_once_and_both_texts_stay(open_as, review, smr, director):
    held(review, smr, director)
    one, two = open_as(smr, width=1180, height=820), open_as(director, width=820, height=1180)
    for page in (one, two):
        page.goto(f"{review.page_url}meeting/e/")
    one.get_by_label("What was said about it").fill("Praise for answers.")
    expect(one.get_by_text("Saved by Sam Smr")).to_be_visible()
    two.get_by_label("What was said about it").fill("Silence costs trust.")
    expect(two.get_by_text("Sam Smr wrote here meanwhile")).to_be_visible()
    two.get_by_role("button", name="Keep both").click()
    expect(two.get_by_label("What was said about it")).to_have_value("Praise for answers.\n\nSilence costs trust.")


def test_the_last_words_of_notes_are_kept_when_one_leaves_at_once(open_as, review, smr, director):
    held(review, smr, director)
    page = open_as(smr, width=1180, height=820)
    page.goto(f"{review.page_url}meeting/e/")
    page.get_by_label("What was said about it").press_sequentially("Praise for answers.")
    page.get_by_role("button", name="Looked at, next").click()
    expect(page.get_by_role("heading", name="Policies")).to_be_visible()
    page.get_by_role("link", name="Input e").click()
    expect(page.get_by_label("What was said about it")).to_have_value("Praise for answers.")


def test_leaving_what_is_not_saved_is_asked_about(open_as, review, smr, director):
    held(review, smr, director)
    one, two = open_as(smr, width=1180, height=820), open_as(director, width=1180, height=820)
    for page in (one, two):
        page.goto(f"{review.page_url}meeting/e/")
    one.get_by_label("What was said about it").fill("Praise for answers.")
    expect(one.get_by_text("Saved by Sam Smr")).to_be_visible()
    two.get_by_label("What was said about it").fill("Silence costs trust.")
    expect(two.get_by_text("Sam Smr wrote here meanwhile")).to_be_visible()
    asked = []
    two.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    two.get_by_role("button", name="Looked at, next").click()
    expect(two.get_by_label("What was said about it")).to_have_value("Silence costs trust.")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (820, "dark"), (1180, "light")])
def test_pages_of_the_meeting_fit_and_can_be_touched(open_as, review, smr, director, axe, width, scheme):
    frozen(review, smr)
    page = open_as(smr, width=width, height=820, scheme=scheme)
    for place in ("", "inputs/d/", "meeting/"):
        page.goto(f"{review.page_url}{place}")
        assert (page.evaluate(OVERFLOW), axe(page)) == (0, [])
    held(review, smr, director)
    for place in ("meeting/", "meeting/d/", "meeting/conclusion/"):
        page.goto(f"{review.page_url}{place}")
        assert (page.evaluate(OVERFLOW), axe(page), page.evaluate(SMALL)) == (0, [], [])


def test_on_a_phone_the_letter_of_the_input_at_hand_is_in_sight(open_as, review, smr, director):
    held(review, smr, director)
    page = open_as(smr, width=390, height=844)
    page.goto(f"{review.page_url}meeting/k/")
    letter = page.locator(".dots [aria-current]")
    expect(letter).to_be_in_viewport(ratio=1)
