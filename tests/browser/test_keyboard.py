"""Everything one can do to a list, a form and a record is done with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from improvement.models import Opportunity
from records.domain.bulk import create_many
from records.models import Event
from tests.browser.hands import focused, press, tab_to
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/improvement/opportunities/"


def titles(page):
    return page.locator("td.c-title a")


@pytest.fixture
def many(admin):
    """More than a page of records; the last one came from an audit."""
    made = [
        Opportunity(title=f"Idea {n:02}", idea="It", expected_benefit="More", owner=admin, created_by=admin)
        for n in range(55)
    ]
    made[54].source = "audit"
    return create_many(made, actor=admin)


def test_a_list_is_sorted_filtered_paged_and_cleared_and_the_focus_stays(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto(LIST)
    press(page, "Title")
    page.wait_for_url("**sort=title**")
    page.wait_for_selector("th[aria-sort=ascending]")
    expect(titles(page).first).to_have_text("Idea 00")
    assert focused(page) == "Title"
    press(page, "Next")
    expect(titles(page).first).to_have_text("Idea 50")
    page.reload()
    press(page, "Back")
    expect(titles(page).first).to_have_text("Idea 00")
    page.reload()
    tab_to(page, "Came from")
    page.keyboard.type("Audit")
    expect(titles(page)).to_have_text(["Idea 54"])
    expect(page.locator("#filter-source")).to_be_focused()
    press(page, "Clear")
    expect(titles(page)).to_have_count(50)
    page.reload()
    tab_to(page, "Find in titles and references")
    page.keyboard.type("idea 07")
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["Idea 07"])


def test_columns_are_put_in_order_and_the_focus_stays_on_the_button(open_as, axe, admin, many):
    page = open_as(admin, width=360)
    page.goto(f"{LIST}columns/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "Move Owner up")
    page.wait_for_selector("button[name=up][value=owner]:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[name=up][value=owner]:focus")
    press(page, "Keep these columns")
    page.wait_for_selector("th:has-text('Owner')")
    heads = page.locator("th:not(.c-pick)").all_inner_texts()
    assert heads[:5] == ["Reference", "Title", "Came from", "Owner", "Good for"]


def test_tabs_columns_exports_and_records_of_a_list_are_reached(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto(LIST)
    press(page, "In work")
    page.wait_for_selector("text=Nothing fits these filters")
    assert focused(page) == "In work"
    page.goto(f"{LIST}?source=audit")
    tab_to(page, "Export CSV")
    with page.expect_download() as export:
        page.keyboard.press("Enter")
    rows = export.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert (len(rows), "Idea 54" in rows[1]) == (2, True)
    press(page, "Columns")
    page.wait_for_selector("h1:has-text('Choose columns')")
    press(page, "Effort", key="Space")
    press(page, "Keep these columns")
    page.wait_for_selector("th:has-text('Effort')")
    press(page, "Idea 54")
    page.wait_for_selector("h1:has-text('Idea 54')")


def test_exports_follow_the_filters_that_were_chosen_without_a_new_page(open_as, admin, many):
    page = open_as(admin, width=1440)
    page.goto(LIST)
    page.locator("#filter-source").select_option("audit")
    page.wait_for_selector("text=1 record")
    assert "source=audit" in page.get_by_role("link", name="Export CSV").get_attribute("href")


def test_a_form_with_every_kind_of_field_is_filled_in_mended_and_saved(open_as, admin):
    organisation = OrganisationFactory(actor=admin, title="Harbour Savings Bank")
    page = open_as(admin, width=1440)
    page.goto(f"{LIST}new/")
    tab_to(page, "Title")
    page.keyboard.type("Label every cable")
    tab_to(page, "Came from")
    page.keyboard.type("Customer")
    page.wait_for_selector("#id_organisation")
    tab_to(page, "Organisation")
    page.keyboard.type(organisation.reference)
    tab_to(page, "Expected benefit")
    page.keyboard.type("20 minutes a visit.")
    tab_to(page, "Owner")
    page.keyboard.type("Ada")
    tab_to(page, "Due")
    page.keyboard.type("12312030")
    press(page, "Restricted", key="Space")
    press(page, "Record")
    page.wait_for_selector(".errors")
    assert page.evaluate("document.activeElement.className") == "errors"
    press(page, "Idea: ")
    expect(page.locator("#id_idea")).to_be_focused()
    page.keyboard.type("Both ends carry a name.")
    press(page, "Record")
    page.wait_for_selector("h1:has-text('Label every cable')")
    made = Opportunity.objects.get()
    told = (made.source, made.organisation_id, made.idea, made.due.isoformat(), made.restricted, made.owner_id)
    assert told == ("customer", organisation.pk, "Both ends carry a name.", "2030-12-31", True, admin.pk)


def test_a_form_is_left_by_cancel(open_as, admin):
    page = open_as(admin, width=1440)
    page.goto(f"{LIST}new/")
    press(page, "Cancel")
    page.wait_for_selector("h1:has-text('Opportunities')")
    assert Opportunity.objects.count() == 0


def test_a_record_is_accepted_shared_and_talked_about(open_as, admin, alice, bob):
    record = OpportunityFactory(actor=bob, owner=admin, title="Label every cable")
    page = open_as(admin, width=1440)
    page.goto(record.page_url)
    press(page, "Accept")
    page.wait_for_url("**/do/accept/")
    tab_to(page, "Owner")
    page.keyboard.type("Alice")
    tab_to(page, "Due")
    page.keyboard.type("12312030")
    tab_to(page, "Reason")
    page.keyboard.type("Worth it.")
    press(page, "Accept")
    page.wait_for_selector(".facts .state:has-text('Accepted')")
    press(page, "Comments")
    page.wait_for_url("**/comments/")
    tab_to(page, "History")
    tab_to(page, "Comment")
    page.keyboard.type("Thank you.")
    press(page, "Comment")
    page.wait_for_selector(".rows :text('Thank you.')")
    press(page, "More actions")
    page.keyboard.press("ArrowDown")
    while focused(page) != "Share":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sharing/")
    tab_to(page, "Share with")
    page.keyboard.type("Bob")
    press(page, "Share")
    page.wait_for_selector(".rows :text('Bob Costa')")
    done = list(Event.objects.filter(record_id=record.pk).order_by("pk").values_list("action", flat=True))
    assert done == ["create", "accept", "comment", "grant"]
