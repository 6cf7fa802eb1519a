"""Where one stands and where one goes: items assessed by two people, goals and objectives set and seen served."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from conformity.domain.beginning import begin
from conformity.models import Assessment
from leadership.models import Goal, Objective
from people.calendar import today
from standard.roles import SMR, TOP_MANAGEMENT
from tests.factories import OpportunityFactory, PersonFactory
from tests.measures.conftest import indicator_with
from tests.roles.conftest import give, twelve

__all__ = ["give", "twelve"]

pytestmark = pytest.mark.django_db(transaction=True)


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


def item(page, reference):
    return page.locator(f"#item-{reference}")


def name_evidence(page, place, record):
    place.get_by_role("link", name="Name evidence").click()
    place.get_by_label("Record").fill(record.reference)
    place.get_by_label("What it shows").fill("How it was done")
    place.get_by_role("button", name="Name it").click()
    expect(place.get_by_text(record.title)).to_be_visible()


@pytest.fixture
def second(give):
    """Holds the same role beside her."""
    person = PersonFactory(display_name="Sam Rep")
    give(person, SMR)
    return person


def test_an_item_is_assessed_in_place_and_what_two_write_at_once_is_not_lost(
    open_as, alice, representative, second, twelve
):
    begin(actor=representative)
    proof = OpportunityFactory(actor=alice, title="Register of incidents")
    reference = Assessment.objects.get(item__identifier="8.6.1-01").reference
    page, other = open_as(representative), open_as(second, width=820)
    for each in (page, other):
        each.goto("/conformity/clauses/8.6.1/")
    here, there = item(page, reference), item(other, reference)
    here.get_by_label("Owner").select_option(alice.display_name)
    here.get_by_label("How it is met").fill("Every incident is a record.")
    here.get_by_role("button", name="In place").click()
    expect(here.get_by_text("Said by Sonja Rep")).to_be_visible()
    there.get_by_label("How it is met").fill("By the desk, also at night.")
    there.get_by_role("button", name="Save").click()
    expect(there.get_by_text("Somebody else wrote here meanwhile")).to_be_visible()
    there.get_by_role("button", name="Keep both").click()
    expect(there.get_by_text("Somebody else wrote here meanwhile")).to_have_count(0)
    expect(there.get_by_label("How it is met")).to_have_value(re.compile("Every incident.*also at night", re.DOTALL))
    kept = Assessment.objects.get(reference=reference)
    assert ("Every incident is a record." in kept.how, "also at night" in kept.how) == (True, True)
    page.reload()
    here.get_by_role("button", name="Proven").click()
    expect(here.get_by_role("alert")).to_be_visible()
    name_evidence(page, here, proof)
    here.get_by_role("button", name="Proven").click()
    expect(here.locator(".state", has_text="Proven").first).to_be_visible()
    page.goto("/conformity/")
    expect(page.get_by_text("1 of 381 items are in place or proven")).to_be_visible()


def test_top_management_sets_an_objective_and_sees_its_goal_served(open_as, alice, representative, director, twelve):
    indicator = indicator_with(actor=alice, owner=alice, title="Kept promises")
    page = open_as(director)
    page.goto("/leadership/goals/new/")
    page.get_by_label("Title").fill("Customers stay")
    page.get_by_label("Why").fill("They bring the others.")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name="Put in force").first.click()
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto("/leadership/tree/")
    expect(page.get_by_text("No objective serves the goal")).to_be_visible()
    objective = propose(open_as(representative), Goal.objects.get(), indicator, alice)
    page.goto("/leadership/")
    page.get_by_role("region", name="Waits for my decision").get_by_role("link", name=objective.title).click()
    block = page.locator(f"[id='{objective.reference}']")
    block.get_by_role("link", name="Approve", exact=True).click()
    block.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".says-success")).to_be_visible()
    page.goto("/leadership/tree/")
    expect(page.get_by_text("No objective serves the goal")).to_have_count(0)
    phone = open_as(director, width=360)
    phone.goto("/leadership/tree/")
    expect(phone.get_by_role("link", name=objective.title)).to_be_visible()


def write_plan(page, owner):
    page.get_by_role("link", name="Write the plan").click()
    page.get_by_label("What is done").first.fill("Call whoever waits")
    page.get_by_label("With what").first.fill("Half a day a week")
    page.get_by_label("How its result is judged").first.fill("Fewer ask where it stands")
    page.get_by_label("By whom").first.select_option(owner.display_name)
    page.get_by_label("By when").first.fill((today() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Call whoever waits")).to_be_visible()


def propose(page, goal, indicator, owner):
    page.goto("/leadership/objectives/new/")
    page.get_by_label("Title").fill("Nineteen of twenty promises are kept")
    page.get_by_label("Goals it serves").fill(goal.reference)
    page.get_by_label("Measured by the indicator").fill(indicator.reference)
    page.get_by_label("How it is measured", exact=True).fill("As the indicator says")
    page.get_by_label("Baseline").fill("80")
    page.get_by_label("Target").fill("80")
    page.get_by_label("From", exact=True).fill(today().isoformat())
    page.get_by_label("Until", exact=True).fill((today() + timedelta(days=200)).isoformat())
    page.get_by_role("button", name="Record").click()
    expect(page.locator(".wrong").first).to_be_visible()
    page.get_by_label("Target").fill("95")
    page.get_by_role("button", name="Record").click()
    write_plan(page, owner)
    page.get_by_role("link", name="Propose it").first.click()
    page.get_by_label("by", exact=False).first.fill((today() + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("status").first).to_be_visible()
    return Objective.objects.get()
