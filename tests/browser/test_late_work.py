"""Notifications and late work by hand: by keyboard alone, and with what scripts add."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from people.calendar import today
from records.domain.comments import add_comment
from records.domain.tasks import set_task
from records.models import Notice
from tests.browser.hands import focused, press, tab_to
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def late(admin, alice, bob):
    made = OpportunityFactory(actor=alice)
    return [
        set_task(made, actor=None, assignee=bob, title=f"Do {number}", due=today() - timedelta(days=number + 1))
        for number in range(3)
    ]


def back_to(page, name):
    while focused(page) != name:
        page.keyboard.press("Shift+Tab")


def test_what_is_late_is_nudged_by_keyboard_alone(open_as, admin, late, bob):
    page = open_as(admin)
    page.goto(reverse("records:late"))
    press(page, "Choose OPP-", key="Space")
    back_to(page, "Nudge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/late/nudge/**")
    tab_to(page, "What you say")
    page.keyboard.type("Please by Friday")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('records:late')}")
    expect(page.get_by_role("status").first).to_have_text("1 nudged.")
    assert Notice.objects.filter(person=bob, kind="nudge").get().detail["text"] == "Please by Friday"


def test_one_box_chooses_all_and_says_how_many(open_as, admin, late):
    page = open_as(admin)
    page.goto(reverse("records:late"))
    page.get_by_label("Choose all").check()
    expect(page.locator("input[name=chosen]:checked")).to_have_count(3)
    page.locator("input[name=chosen]").first.uncheck()
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    page.get_by_role("button", name="Move").click()
    page.wait_for_url("**/late/move/**")
    expect(page.locator("#chosen + .end")).to_have_text("2")


def test_a_notification_is_read_once_its_record_is_opened_from_it(open_as, alice, bob):
    made = OpportunityFactory(actor=alice, title="Fewer calls")
    add_comment(made, actor=bob, text="Good")
    page = open_as(alice)
    page.goto("/")
    page.get_by_role("link", name="Notifications, 1 unread").click()
    page.get_by_role("link", name=made.reference).click()
    page.wait_for_url(f"**{made.page_url}")
    page.goto("/")
    page.get_by_role("link", name="Notifications", exact=True).wait_for()
    assert Notice.objects.get(person=alice).read is not None
