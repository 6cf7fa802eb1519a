"""Top management decides on a phone: from the mail to the last decision, each in at most three taps."""

import re

import pytest
from playwright.sync_api import expect

from jobs.models import Mail
from people.calendar import today
from records.models import Task
from records.notices.preferences import preferences_of
from records.reminders.daily import make_daily_mail
from tests.factories import PASSWORD
from tests.leadership.conftest import again, desk, director, give, live, smr, twelve
from tests.leadership.deciding.conftest import house, waits

__all__ = ["desk", "director", "give", "house", "live", "smr", "twelve", "waits"]
pytestmark = pytest.mark.django_db(transaction=True)

TAPS = 3
#: What one can touch in the blocks that is less than 44 pixels high.
SMALL = """() => [...document.querySelectorAll(".decide :is(a, button, input:not([type=hidden]), select, textarea)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 120))"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


class Thumb:
    """Taps, and counts them; typing where the focus is costs none."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, record, name, role="link"):
        self.taps += 1
        self.page.locator(f"[id='{record.reference}']").get_by_role(role, name=name, exact=True).click()

    def type(self, words):
        expect(self.page.locator(".decide-form :is(input, textarea):focus")).to_have_count(1)
        self.page.keyboard.type(words)

    def confirm(self, record, name):
        self.tap(record, name, "button")
        expect(self.page.locator(".says-success")).to_be_visible()
        expect(self.page.locator(f"[id='{record.reference}']")).to_have_count(0)
        used, self.taps = self.taps, 0
        return used


def link_in_mail(person):
    make_daily_mail(person, preferences_of([person.pk])[person.pk], today())
    text = Mail.objects.get(to=person.email).text
    return re.search(r"https?://[^/]+(/leadership/to-decide/#\S+)", text)[1]


def test_from_the_mail_to_three_decisions_in_three_taps_each(open_as, waits, director, axe):
    request, director_ = waits("resource-request")
    objective, document = waits("objective")[0], waits("document")[0]
    Task.objects.filter(record=request.pk).update(due=today())
    page = open_as(director_, width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(link_in_mail(director_))
    expect(page.locator(".decide")).to_have_count(3)
    assert page.evaluate(SMALL) == []
    assert axe(page) == []
    thumb = Thumb(page)

    thumb.tap(request, "Refuse")
    thumb.type("Not this year")
    assert (page.evaluate(SMALL), axe(page), page.evaluate(OVERFLOW)) == ([], [], 0)
    assert thumb.confirm(request, "Refuse") <= TAPS

    thumb.tap(document, "Approve")
    thumb.type(PASSWORD)
    assert (page.evaluate(SMALL), axe(page)) == ([], [])
    assert thumb.confirm(document, "Approve") <= TAPS

    thumb.tap(objective, "Approve")
    assert thumb.confirm(objective, "Approve") <= TAPS

    expect(page.get_by_text("Nothing waits for your decision")).to_be_visible()
    assert [again(each).state for each in (request, document, objective)] == ["refused", "approved", "approved"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_at_the_narrowest_and_axe_finds_nothing(open_as, waits, axe, scheme):
    for kind in ("resource-request", "objective", "document", "sms-change", "duty", "meeting", "document_type"):
        _record, person = waits(kind)
    page = open_as(person, width=360, scheme=scheme)
    for place in ("/leadership/to-decide/", "/leadership/brief/"):
        page.goto(place)
        assert (page.evaluate(OVERFLOW), axe(page)) == (0, [])
    assert page.goto("/leadership/to-decide/").ok
    assert page.evaluate(SMALL) == []


def test_without_scripts_each_step_is_a_page_of_its_own(chromium, live_server, open_as, waits):
    record, person = waits("resource-request")
    cookies = open_as(person).context.cookies()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/leadership/to-decide/")
    page.get_by_role("link", name="Refuse").click()
    page.get_by_label("Reason").fill("No")
    page.get_by_role("button", name="Refuse").click()
    assert page.url.endswith("/leadership/to-decide/")
    assert again(record).state == "refused"
    context.close()


def test_a_form_is_closed_again_and_nothing_is_decided(open_as, waits):
    record, person = waits("resource-request")
    page = open_as(person, width=390)
    page.goto("/leadership/to-decide/")
    page.get_by_role("link", name="Refuse").click()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("link", name="Refuse")).to_be_visible()
    assert again(record).state == "open"
