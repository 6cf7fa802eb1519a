"""The palette: search from anywhere, by keyboard alone, and without scripts as a form."""

import pytest
from playwright.sync_api import expect

from people.models import User
from records.models import Opened, Pin
from tests.browser.hands import focused, press
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kites(admin):
    return [OpportunityFactory(actor=admin, title=f"Kite {name}") for name in ("red", "green", "blue")]


def options(page):
    return page.locator("#palette [role=option]")


def chosen(page):
    return page.locator("#palette [aria-selected=true]")


def test_it_opens_finds_chooses_and_leads_there_by_keyboard(open_as, axe, admin, kites):
    page = open_as(admin, width=1440)
    page.goto("/people/")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette .palette-none")
    assert focused(page) == "Search all records"
    page.keyboard.type("kite")
    page.wait_for_selector("#palette mark")
    expect(options(page).first).to_contain_text("Kite blue")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Kite green")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_contain_text("All hits")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palette-q")).to_have_attribute("aria-activedescendant", "palette-hit-1")
    expect(page.locator("#palette-said")).to_contain_text("to choose from")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{kites[2].page_url}")


def test_escape_closes_and_the_focus_returns(open_as, admin, kites):
    page = open_as(admin, width=1440)
    page.goto("/")
    press(page, "Search references, titles and text")
    page.wait_for_selector("#palette[open]")
    page.keyboard.type("kite")
    page.keyboard.press("Escape")
    page.wait_for_selector("#palette:not([open])", state="attached")
    expect(page.locator("button[data-palette]:focus")).to_have_count(1)


def test_a_slash_opens_it_where_nobody_types(open_as, admin, kites):
    page = open_as(admin, width=1440)
    page.goto("/improvement/opportunities/")
    page.focus("#list-q")
    page.keyboard.type("a/b")
    assert page.input_value("#list-q") == "a/b"
    assert not page.evaluate("document.getElementById('palette').open")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.wait_for_selector("#palette[open]")
    assert page.input_value("#palette-q") == ""


def test_the_slash_can_be_switched_off(open_as, admin):
    User.objects.update(has_keys=False)
    page = open_as(admin, width=1440)
    page.goto("/")
    page.keyboard.press("/")
    assert not page.evaluate("document.getElementById('palette').open")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette[open]")


def test_enter_without_a_choice_leads_to_the_page_and_its_pins_work(open_as, admin, kites):
    page = open_as(admin, width=1440)
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("kite")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/search/?q=kite")
    press(page, f"Pin {kites[2].reference}")
    page.wait_for_selector(f"button[aria-label='Unpin {kites[2].reference}']:focus")
    assert list(Pin.objects.values_list("record_id", flat=True)) == [kites[2].pk]


def test_what_was_opened_stands_there_next_time(open_as, admin, kites):
    page = open_as(admin, width=390)
    with page.expect_response("**/opened/"):
        page.goto(kites[0].page_url)
    assert list(Opened.objects.values_list("record_id", flat=True)) == [kites[0].pk]
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_selector("#palette [role=option]")
    expect(options(page).first).to_contain_text("Kite red")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_typed_last_is_what_is_shown(open_as, admin, kites):
    page = open_as(admin, width=1440)
    page.goto("/")

    def slow(route):
        if "q=kite&" in f"{route.request.url}&":
            page.wait_for_timeout(600)
        route.continue_()

    page.route("**/records/search/?**", slow)
    page.keyboard.press("Control+k")
    page.keyboard.type("kite")
    page.wait_for_timeout(250)
    page.keyboard.type(" gre")
    page.wait_for_selector("#palette mark:has-text('gre')")
    page.wait_for_timeout(800)
    assert [text.split("\n")[0] for text in options(page).all_inner_texts()] == ["Kite green", "All hits, with filters"]


def test_without_scripts_it_is_a_form(chromium, open_as, live_server, admin, kites):
    page = open_as(admin, width=1440)
    cookies = page.context.cookies()
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.goto("/")
    plain.fill(".without-script input[name=q]", "kite")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/records/search/?q=kite")
    expect(plain.locator(".hit-title")).to_have_count(3)
    assert plain.locator("button[data-palette]").is_visible() is False
    context.close()
