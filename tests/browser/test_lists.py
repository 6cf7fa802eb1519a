"""Lists at the keyboard and with many chosen, in a browser."""

import pytest
from playwright.sync_api import expect

from improvement.models import Opportunity
from people.models import User
from records.domain.bulk import create_many
from records.models import BulkAct, SavedFilter
from tests.browser.hands import press
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/improvement/opportunities/"
FOCUSED_ROW = "document.activeElement.closest('tr')?.querySelector('.c-title').innerText ?? ''"
CURRENT = "[...document.querySelectorAll('#list tr.is-current .c-title')].map(td => td.innerText)"
CHOSEN = "[...document.querySelectorAll('.c-pick input:checked')].map(b => b.closest('tr').querySelector('.c-title').innerText)"


@pytest.fixture
def many(admin):
    """More than a page of records."""
    made = [
        Opportunity(title=f"Idea {n:02}", idea="It", expected_benefit="More", owner=admin, created_by=admin)
        for n in range(55)
    ]
    return create_many(made, actor=admin)


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)


def test_rows_are_walked_opened_and_left_by_keys(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto(f"{LIST}?sort=title")
    keys(page, "j")
    assert page.evaluate(FOCUSED_ROW) == "Idea 00"
    keys(page, "j", "ArrowDown", "k")
    assert (page.evaluate(FOCUSED_ROW), page.evaluate(CURRENT)) == ("Idea 01", ["Idea 01"])
    keys(page, "ArrowUp", "ArrowUp")
    assert page.evaluate(FOCUSED_ROW) == "Idea 00"
    for _ in range(40):
        keys(page, "j")
    assert page.evaluate("document.activeElement.getBoundingClientRect().bottom <= innerHeight")
    page.reload()
    keys(page, "j", "j", "o")
    page.wait_for_selector("h1:has-text('Idea 01')")
    keys(page, "j")
    page.wait_for_selector("h1:has-text('Idea 02')")
    keys(page, "k")
    page.wait_for_selector("h1:has-text('Idea 01')")
    keys(page, "e")
    page.wait_for_url("**/edit/")
    page.goto(f"{LIST}?sort=title")
    keys(page, "j", "Enter")
    page.wait_for_selector("h1:has-text('Idea 00')")
    page.goto(LIST)
    keys(page, "n")
    page.wait_for_url("**/new/")


def test_pages_are_turned_and_the_first_row_is_current(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto(f"{LIST}?sort=title")
    keys(page, "]")
    page.wait_for_selector("text=Idea 54")
    expect(page.locator("tr:has(:focus) .c-title")).to_have_text("Idea 50")
    keys(page, "[")
    page.wait_for_selector("text=Idea 00")


def test_rows_are_chosen_by_keys_one_and_a_range(open_as, axe, admin, many):
    page = open_as(admin, width=1440)
    page.goto(f"{LIST}?sort=title")
    assert not page.locator(".bulk").is_visible()
    keys(page, "j", "x", "j", "j", "Shift+X")
    assert page.evaluate(CHOSEN) == ["Idea 00", "Idea 01", "Idea 02"]
    expect(page.locator(".bulk-count")).to_have_text("3 chosen")
    for scheme in ("light", "dark"):
        page.evaluate("scheme => { document.documentElement.dataset.bsTheme = scheme }", scheme)
        assert (scheme, axe(page)) == (scheme, [])
    for width in (820, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1440, "height": 900})
    keys(page, "x")
    assert page.evaluate(CHOSEN) == ["Idea 00", "Idea 01"]
    page.get_by_role("button", name="Clear choice").click()
    page.wait_for_selector(".bulk", state="hidden")
    page.get_by_label("Choose all on this page").check()
    expect(page.locator(".bulk-count")).to_have_text("50 chosen")


def test_help_opens_by_its_key_and_closes_and_the_focus_returns(open_as, axe, admin, many):
    page = open_as(admin, width=1440)
    page.goto(LIST)
    keys(page, "j", "?")
    page.wait_for_selector("dialog#keys[open]")
    expect(page.locator("dialog#keys button:focus")).to_have_text("Close")
    assert axe(page) == []
    keys(page, "x", "n")
    assert page.evaluate(CHOSEN) == []
    keys(page, "Escape")
    page.wait_for_selector("dialog#keys", state="hidden")
    assert page.evaluate(FOCUSED_ROW) == "Idea 54"


def test_keys_do_nothing_while_one_types(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto(LIST)
    page.get_by_label("Find in titles and references").focus()
    page.keyboard.type("jxn?")
    assert page.get_by_label("Find in titles and references").input_value() == "jxn?"
    assert (page.evaluate(CURRENT), page.locator("dialog[open]").count()) == ([], 0)
    assert page.url.endswith(LIST)


def test_keys_can_be_switched_off(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto("/people/preferences/")
    page.get_by_label("Keys without Ctrl").uncheck()
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_selector("text=Your preferences were saved")
    assert User.objects.get(pk=admin.pk).has_keys is False
    page.goto(LIST)
    keys(page, "j", "n", "?", "x")
    assert (page.evaluate(CURRENT), page.locator("dialog[open]").count(), page.url.endswith(LIST)) == ([], 0, True)


def test_many_are_given_an_owner_by_the_keyboard_alone(open_as, admin, alice, many):
    page = open_as(admin, width=1440)
    page.goto(f"{LIST}?sort=title")
    keys(page, "j", "x", "j", "x")
    page.evaluate("document.activeElement.blur()")
    press(page, "Set owner")
    page.wait_for_selector("h1:has-text('Set owner: 2 records')")
    page.get_by_label("Owner").select_option(label="Alice Berg")
    page.get_by_label("Reason").fill("She does it now")
    press(page, "Set owner: 2 records")
    page.wait_for_selector("text=2 changed")
    assert BulkAct.objects.get().lines.filter(outcome="done").count() == 2
    assert Opportunity.objects.filter(owner=alice).count() == 2


def test_a_filter_is_saved_changed_and_opened_by_its_tab(open_as, admin):
    OpportunityFactory(actor=admin, title="From an audit", source="audit")
    OpportunityFactory(actor=admin, title="From staff", source="staff")
    page = open_as(admin, width=1440)
    page.goto(LIST)
    page.locator("select[name=source]").select_option("audit")
    page.wait_for_selector("text=1 record")
    page.get_by_role("link", name="Save this filter").click()
    page.get_by_label("Name").fill("Audits")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector("a[aria-current]:has-text('Audits')")
    page.locator("select[name=owner]").select_option("me")
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_selector("text=“Audits” was changed")
    assert SavedFilter.objects.get().asks.conditions == {"source": "audit", "owner": "me"}
    page.get_by_role("link", name="All", exact=True).click()
    page.wait_for_selector("text=2 records")
    page.get_by_role("link", name="Audits").click()
    page.wait_for_selector("text=1 record")


def test_two_are_compared_and_long_words_fit_a_phone(open_as, axe, admin):
    one = OpportunityFactory(actor=admin, title="One", idea="Label every cable " + "x" * 300)
    two = OpportunityFactory(actor=admin, title="Two", idea="Label each cable " + "y" * 300)
    page = open_as(admin, width=1440)
    page.goto(LIST)
    for record in (one, two):
        page.get_by_label(f"Choose {record.reference}").check()
    page.get_by_role("button", name="Compare two").click()
    page.wait_for_selector(".beside")
    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    assert axe(page, "color-contrast") == []
    for width in (820, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Only differences").click()
    page.wait_for_url("**only=yes**")
    expect(page.locator(".beside tr:not(.is-on)")).to_have_count(1)
