"""What pages do in a browser beside being there: they refresh, offer, keep and open."""

import pytest
from playwright.sync_api import expect

from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_filter_refreshes_the_table_alone_and_the_address_follows(open_as, admin):
    OpportunityFactory(actor=admin, title="From an audit", source="audit")
    OpportunityFactory(actor=admin, title="From staff", source="staff")
    page = open_as(admin)
    page.goto("/improvement/opportunities/")
    page.evaluate("document.body.dataset.same = 'yes'")
    page.locator("select[name=source]").select_option("audit")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.wait_for_url("**source=audit**")
    assert page.evaluate("document.body.dataset.same") == "yes"


def test_a_field_appears_when_another_asks_for_it_and_offers_come_while_typing(open_as, admin):
    OrganisationFactory(actor=admin, title="Harbour Savings Bank")
    page = open_as(admin)
    page.goto("/improvement/opportunities/new/")
    page.get_by_label("Title").fill("Kept while it is drawn anew")
    assert page.locator("#id_organisation").count() == 0
    page.get_by_label("Came from", exact=True).select_option("customer")
    page.wait_for_selector("#id_organisation")
    assert page.get_by_label("Title").input_value() == "Kept while it is drawn anew"
    page.locator("#id_organisation").press_sequentially("Harbour", delay=60)
    page.wait_for_selector("datalist option", state="attached")
    assert "Harbour Savings Bank" in page.locator("datalist option").first.get_attribute("value")


def test_what_is_typed_while_fields_are_drawn_anew_stays(open_as, admin):
    page = open_as(admin)
    page.goto("/improvement/opportunities/new/")
    page.route("**/new/?_redraw=1", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.get_by_label("Came from", exact=True).select_option("customer")
    page.get_by_label("Title").press_sequentially("Typed while the server thinks", delay=40)
    page.wait_for_selector("#id_organisation")
    page.keyboard.type(", and on")
    expect(page.get_by_label("Title")).to_have_value("Typed while the server thinks, and on")


def test_what_was_typed_is_brought_back_after_the_page_was_left(open_as, admin):
    page = open_as(admin)
    page.goto("/improvement/opportunities/new/")
    page.get_by_label("Title").fill("Typed and left")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/people/")
    page.goto("/improvement/opportunities/new/")
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_label("Title")).to_have_value("Typed and left")


def test_the_rooms_open_and_close_by_keyboard_on_a_phone(open_as, admin):
    page = open_as(admin, width=390)
    page.goto("/")
    opener = page.get_by_role("button", name="Rooms", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".app-nav.is-open")
    page.keyboard.press("Escape")
    expect(page.locator(".app-nav.is-open")).to_have_count(0)
    expect(page.locator("[data-drawer]:focus")).to_have_count(1)


def test_a_record_opens_at_its_top_however_far_down_its_tabs_are(open_as, admin):
    made = OpportunityFactory(actor=admin, title="Longer than a screen")
    page = open_as(admin, height=240)
    page.goto(made.page_url)
    expect(page.locator(".views [aria-current]")).not_to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
