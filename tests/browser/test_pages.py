"""Every page in a browser: no complaint of the content security policy, none of axe, no sideways scrolling."""

import pytest

from records.domain.comments import add_comment
from records.domain.tasks import set_task
from records.domain.write import write
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def places(admin, bob):
    from django.utils import timezone

    organisation = OrganisationFactory(actor=admin, title="Harbour Savings Bank", is_customer=True)
    ContactFactory(actor=admin, organisation=organisation, scope=organisation, title="Ida Hald")
    made = OpportunityFactory(
        actor=bob, owner=admin, title="Tell customers before they ask", source="customer", organisation=organisation
    )
    made.title = "Tell customers within ten minutes"
    write(made, actor=admin, action="edit", reason="Clearer")
    add_comment(made, actor=bob, text="The customer asked for it twice.")
    set_task(made, actor=admin, assignee=admin, title="Say what it takes", due=timezone.localdate())
    parts = ("", "edit/", "do/accept/", "do/withdraw/", "tasks/", "links/", "files/", "evidence/", "comments/", "sharing/",
             "history/", "history/compare/?a=1&b=2", "history/as-of/?on=2020-01-01")  # fmt: skip
    return [
        "/", "/improvement/opportunities/", "/improvement/opportunities/?source=audit", "/improvement/opportunities/new/",
        "/improvement/opportunities/columns/", *(f"{made.page_url}{part}" for part in parts),
        "/parties/organisations/", organisation.page_url, "/parties/contacts/", "/standard/", "/standard/10.2/", "/standard/8/",
        "/people/", "/people/invite/", f"/people/{bob.pk}/", f"/people/{bob.pk}/edit/", f"/people/{bob.pk}/deactivate/",
        "/people/preferences/", "/account/sessions/", "/account/password/", "/account/sign-out/",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_any_page(open_as, axe, admin, places, scheme):
    page = open_as(admin, scheme=scheme)
    wrong = {}
    for place in places:
        page.goto(place)
        if found := axe(page):
            wrong[place] = found
    assert wrong == {}


@pytest.mark.parametrize("width", [360, 820])
def test_no_page_scrolls_sideways(open_as, admin, places, width):
    page = open_as(admin, width=width)
    wide = []
    for place in places:
        page.goto(place)
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide.append((place, found))
    assert wide == []


def test_a_record_is_made_changed_and_found_by_keyboard_alone(open_as, admin):
    page = open_as(admin)
    page.goto("/improvement/opportunities/")
    page.get_by_role("link", name="New opportunity").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/")
    page.get_by_label("Title").focus()
    page.keyboard.type("Label every cable")
    page.keyboard.press("Tab")
    page.keyboard.type("Both ends carry a name.")
    page.get_by_role("button", name="Record", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#id_expected_benefit"
    page.keyboard.press("Enter")
    page.get_by_label("Expected benefit").focus()
    page.keyboard.type("20 minutes a visit.")
    page.get_by_role("button", name="Record", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Label every cable')")
    page.get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('dropdown-item')")


def test_a_filter_refreshes_the_table_alone_and_the_address_follows(open_as, admin):
    OpportunityFactory(actor=admin, title="From an audit", source="audit")
    OpportunityFactory(actor=admin, title="From staff", source="staff")
    page = open_as(admin)
    page.goto("/improvement/opportunities/")
    page.evaluate("document.body.dataset.same = 'yes'")
    page.locator("select[name=source]").select_option("audit")
    page.wait_for_selector("text=1 record")
    assert page.locator("tbody tr").count() == 1
    assert ("source=audit" in page.url, page.evaluate("document.body.dataset.same")) == (True, "yes")


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


def test_what_was_typed_is_brought_back_after_the_page_was_left(open_as, admin):
    page = open_as(admin)
    page.goto("/improvement/opportunities/new/")
    page.get_by_label("Title").fill("Typed and left")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/people/")
    page.goto("/improvement/opportunities/new/")
    page.get_by_role("button", name="Bring back").click()
    assert page.get_by_label("Title").input_value() == "Typed and left"


def test_the_rooms_open_and_close_by_keyboard_on_a_phone(open_as, admin):
    page = open_as(admin, width=390)
    page.goto("/")
    opener = page.get_by_role("button", name="Open the rooms")
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".app-nav.is-open")
    page.keyboard.press("Escape")
    assert page.locator(".app-nav.is-open").count() == 0
    assert page.evaluate("document.activeElement.hasAttribute('data-drawer')")
