"""The service desk's day: an incident from the call to its closure by keyboard alone, a request from catalogue to fulfilment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from operations.domain.priorities import found_table
from operations.models import Incident, ServiceRequest
from records.domain.write import write
from standard.roles import SERVICE_MANAGEMENT_TEAM
from tests.browser.hands import focused, press, tab_to
from tests.factories import (
    ArticleFactory,
    AssignmentFactory,
    CatalogueItemFactory,
    IncidentFactory,
    PersonFactory,
    RoleFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
BOARD = "/operations/board/"


@pytest.fixture
def agent(installation):
    """Works at the service desk."""
    found_table()
    person = PersonFactory(display_name="Sam Desk")
    AssignmentFactory(
        actor=person, person=person, role=RoleFactory(key=SERVICE_MANAGEMENT_TEAM), starts=timezone.localdate()
    )
    return person


@pytest.fixture
def mail(agent):
    return ServiceFactory(title="E-mail", code="MAIL")


def titles(page):
    return page.locator("#list .c-title a")


def carry_out(page, name):
    """An action by its button, then by the button of its page."""
    press(page, name)
    page.wait_for_url("**/do/**")
    page.wait_for_load_state()
    press(page, name)


def test_an_incident_from_the_call_to_its_closure_by_keyboard_alone(open_as, agent, mail):
    article = ArticleFactory(actor=agent, title="Outlook does not send", summary="Start it in safe mode.")
    write(article, actor=None, action="make_current", reason="r")
    page = open_as(agent, width=1440)
    page.goto(BOARD)
    page.keyboard.press("n")
    page.wait_for_url("**/incidents/new/")
    expect(page.get_by_label("What happened")).to_be_focused()
    page.keyboard.type("Outlook does not send")
    expect(page.locator("#advice")).to_contain_text("Start it in safe mode.")
    tab_to(page, "Caller")
    page.keyboard.type("Ines, 4411")
    tab_to(page, "Service")
    page.keyboard.type(mail.reference)
    tab_to(page, "Impact")
    page.keyboard.type("1")
    tab_to(page, "Urgency")
    page.keyboard.type("1")
    expect(page.locator("#advice")).to_contain_text("Priority 1 Critical")
    press(page, "Record")
    page.wait_for_selector("h1:has-text('Outlook does not send')")
    incident = Incident.objects.get()
    assert (incident.priority, incident.caller, incident.service) == (1, "Ines, 4411", mail)

    page.goto(BOARD)
    expect(titles(page)).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.locator("#list")).to_contain_text("is yours")
    expect(page.locator("#list tbody")).to_contain_text("In progress")
    page.wait_for_selector("#list .c-title a:focus")
    assert focused(page).endswith("Outlook does not send")
    page.keyboard.press("r")
    page.wait_for_url("**/do/resolve/**")
    expect(page.get_by_label("Resolution", exact=True)).to_be_focused()
    page.keyboard.type("Safe mode, then a repair")
    press(page, "Resolve")
    page.wait_for_url(f"**{BOARD}**")
    expect(page.locator("#list")).to_contain_text("Nothing is open here")
    page.goto(incident.page_url)
    carry_out(page, "Close")
    page.wait_for_selector("text=is now: Closed")
    incident.refresh_from_db()
    assert (incident.state, incident.resolution) == ("closed", "Safe mode, then a repair")


def test_another_call_about_the_same_is_attached_with_one_click(open_as, agent, mail):
    first = IncidentFactory(actor=agent, title="Mail is down on the third floor", service=mail)
    page = open_as(agent)
    page.goto("/operations/incidents/new/")
    page.get_by_label("What happened").fill("Mail is down")
    page.get_by_label("Caller").fill("Paul")
    page.get_by_role("button", name="Same as this").click()
    page.wait_for_selector(f"text=It is the same as {first.reference}")
    page.goto(first.page_url)
    expect(page.get_by_role("region", name="The same as this one")).to_contain_text("Paul")


def test_the_board_drawn_anew_keeps_what_is_chosen_and_where_one_stands(open_as, agent, mail):
    for number in range(3):
        IncidentFactory(
            actor=agent, title=f"Broken {number}", service=mail, opened_at=timezone.now() - timedelta(hours=number)
        )
    page = open_as(agent)
    page.goto(BOARD)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    stood = focused(page)
    with page.expect_response(lambda answer: BOARD in answer.url):
        page.locator("#board-priority").select_option("3")
    page.wait_for_timeout(200)
    assert page.locator("input[name=chosen]:checked").count() == 1
    expect(page.locator(".bulk-count")).to_have_text("1 chosen")
    assert page.locator("#list tr.is-current .c-title a").inner_text().strip() == stood


def test_two_people_at_one_ticket_the_second_is_told_and_nothing_typed_is_lost(open_as, agent, mail):
    incident = IncidentFactory(actor=agent, title="Broken", service=mail)
    slow = open_as(agent)
    slow.goto(f"{incident.page_url}do/hold/")
    quick = open_as(agent)
    quick.goto(f"{incident.page_url}do/take/")
    quick.get_by_role("button", name="Take", exact=True).click()
    quick.wait_for_selector("text=is now: In progress")
    slow.get_by_label("Reason").fill("I asked Ines for the error")
    slow.get_by_role("button", name="Put on hold").click()
    slow.wait_for_selector("text=changed by somebody else")
    expect(slow.get_by_label("Reason")).to_have_value("I asked Ines for the error")
    incident.refresh_from_db()
    assert incident.state == "in_progress"


def test_a_request_from_the_catalogue_to_its_fulfilment(open_as, agent, mail):
    approver, colleague = PersonFactory(display_name="Petra Boss"), PersonFactory(display_name="Cleo Kim")
    item = CatalogueItemFactory(
        title="A laptop",
        service=mail,
        questions="For whom?",
        steps="Order it\nHand it over",
        needs_approval=True,
        approver=approver,
    )
    write(item, actor=None, action="offer")
    asking = open_as(colleague)
    asking.goto("/operations/ask/")
    press(asking, "A laptop")
    asking.wait_for_url("**/ask/ITM-*/")
    tab_to(asking, "For whom?")
    asking.keyboard.type("Jo")
    press(asking, "Ask for it")
    asking.wait_for_selector("h1:has-text('A laptop')")
    request = ServiceRequest.objects.get()

    deciding = open_as(approver)
    deciding.goto("/")
    deciding.get_by_text(f"Approve {request.reference}").first.click()
    deciding.goto(request.page_url)
    carry_out(deciding, "Approve")
    deciding.wait_for_selector("text=is now: New")

    working = open_as(agent)
    working.goto(request.page_url)
    carry_out(working, "Take")
    working.wait_for_selector("text=is now: In progress")
    press(working, "Done: Order it")
    expect(working.locator("#steps")).to_contain_text("Sam Desk")
    press(working, "Leave out: Hand it over")
    working.wait_for_url("**/leave-out/")
    tab_to(working, "Why it is left out")
    working.keyboard.type("It was sent by post")
    press(working, "Leave it out")
    working.wait_for_selector("#steps:has-text('It was sent by post')")
    press(working, "Resolve")
    working.wait_for_url("**/do/resolve/")
    expect(working.get_by_label("Resolution", exact=True)).to_be_focused()
    working.keyboard.type("Sent")
    press(working, "Resolve")
    working.wait_for_selector("text=is now: Resolved")

    asking.goto("/records/notifications/")
    expect(asking.locator("#main")).to_contain_text("is resolved")


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_board_and_the_new_incident_fit_and_are_accessible(open_as, axe, agent, mail, width):
    IncidentFactory(actor=agent, title="Broken", service=mail)
    page = open_as(agent, width=width)
    for place in (BOARD, "/operations/incidents/new/", "/operations/ask/", Incident.objects.get().page_url):
        page.goto(place)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
