"""From a starting point to a process that is lived: adopted, written, signed, in force, rolled out, reviewed."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from people.calendar import today
from processes.models import Process, ProcessReview
from standard.roles import SMR, TOP_MANAGEMENT
from tests.browser.hands import press
from tests.factories import PASSWORD, PersonFactory
from tests.measures.conftest import indicator_with
from tests.roles.conftest import give, twelve

__all__ = ["give", "twelve"]

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = (
    "Who works in it was told",
    "Who works in it was trained",
    "Tools are set up",
    "First records are kept",
    "Go-live",
)


@pytest.fixture
def representative(give):
    person = PersonFactory(display_name="Sonja Rep")
    give(person, SMR)
    return person


@pytest.fixture
def director(give):
    person = PersonFactory(display_name="Tom Director")
    give(person, TOP_MANAGEMENT)
    return person


def adopt(page, owner):
    page.goto("/processes/adopt/")
    page.get_by_label("P16 Incident management").check()
    page.get_by_label("Owner of Incident management").select_option(owner.display_name)
    page.get_by_role("button", name="Adopt those ticked").click()
    expect(page.get_by_role("status").first).to_contain_text("1 process is adopted")
    expect(page.get_by_role("heading", name="Map of processes")).to_be_visible()


def write_and_submit(page):
    page.goto("/processes/mine/")
    page.get_by_role("link", name="P16 Incident management").click()
    page.get_by_role("link", name="Say how they are met").click()
    page.get_by_label("How it is met here").first.fill("Every incident is a record.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("It is said of 1 of 11 items how they are met.")).to_be_visible()
    page.get_by_role("link", name="Submit for approval").first.click()
    page.get_by_label("What changed").fill("First version")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("status").first).to_be_visible()


def sign(page, process):
    page.goto(f"{process.page_url}do/approve/")
    expect(page.get_by_text("Every incident is a record.")).to_be_visible()
    page.get_by_label("password").fill("guessed")
    page.get_by_role("button", name="Sign").click()
    expect(page.locator("p.wrong", has_text="That is not your password")).to_be_visible()
    page.get_by_label("password").fill(PASSWORD)
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("status").first).to_be_visible()


def roll_out(page, process):
    for label in STEPS:
        page.goto(process.page_url)
        press(page, f"{label}: Record it")
        page.get_by_label("Done on").fill(today().isoformat())
        page.get_by_label("What was done").fill("In the team meeting")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_role("status").first).to_contain_text("The roll-out is kept")


def review(page, process):
    page.goto(f"/processes/reviews/new/?process={process.reference}")
    page.get_by_label("Title").fill("First review")
    page.get_by_label("To be held by").fill(today().isoformat())
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", name="Indicators of the process today")).to_be_visible()
    page.get_by_role("link", name="Conclude").first.click()
    page.get_by_label("Conclusion").select_option("It works")
    page.get_by_label("What was found").fill("Targets are met")
    page.get_by_label("Decisions").fill("Nothing")
    page.get_by_label("Next review by").fill((today() + timedelta(days=180)).isoformat())
    page.get_by_role("button", name="Conclude").click()
    expect(page.get_by_role("heading", name="Figures of that day")).to_be_visible()


def test_a_process_goes_from_its_starting_point_into_practice(open_as, alice, representative, director, twelve):
    adopt(open_as(representative), alice)
    process = Process.objects.get(key="P16")
    indicator_with(actor=alice, owner=alice, title="Resolved inside target", process_key="P16")
    owner = open_as(alice)
    write_and_submit(owner)
    sign(open_as(director), process)
    owner.goto(process.page_url)
    owner.get_by_role("link", name="Publish").first.click()
    owner.get_by_role("button", name="Publish").click()
    expect(owner.get_by_role("status").first).to_be_visible()
    expect(owner.get_by_role("link", name="Resolved inside target")).to_be_visible()
    roll_out(owner, process)
    owner.goto(process.page_url)
    expect(owner.get_by_text("Live", exact=True).first).to_be_visible()
    review(owner, process)
    assert ProcessReview.objects.get(state="planned").due == today() + timedelta(days=180)
    phone = open_as(alice, width=360)
    phone.goto("/processes/mine/")
    expect(phone.get_by_text("It works")).to_be_visible()
