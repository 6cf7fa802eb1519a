"""From the catalogue to fulfilment: asked for, approved by somebody else, done step by step, told."""

from __future__ import annotations

import pytest

from operations.domain import working
from operations.domain.requesting import approve, ask_for, cancel_request, edit_request, refuse
from operations.domain.steps import finish_step
from operations.models import ServiceRequest
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.domain.write import write
from records.models import Notice, Task
from tests.factories import CatalogueItemFactory, PersonFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def offered(**about):
    return write(CatalogueItemFactory(**about), actor=None, action="offer")


@pytest.fixture
def laptop(bob, mail, agreement):
    """Something that Bob approves."""
    return offered(
        title="A laptop", service=mail, questions="For whom?\nFrom when?", steps="Order it\n\nHand it over",
        needs_approval=True, approver=bob,
    )  # fmt: skip


@pytest.fixture
def asked(laptop, charlie):
    return ask_for(laptop, actor=charlie, answers={"For whom?": "Jo", "From when?": "Monday"})


def told(person):
    return [notice.detail["what"] for notice in Notice.objects.filter(person=person, kind="ticket").order_by("pk")]


def test_whoever_asks_has_a_request_with_answers_and_steps_and_its_approver_a_task(asked, bob, charlie, mail):
    assert (asked.state, asked.title, asked.caller, asked.service) == (
        "awaiting_approval",
        "A laptop",
        "Charlie Dahl",
        mail,
    )
    assert asked.answers == "For whom?\nJo\n\nFrom when?\nMonday"
    assert [step.text for step in asked.ticket_steps.all()] == ["Order it", "Hand it over"]
    task = Task.objects.get()
    assert (task.assignee, task.kind, task.record_id) == (bob, "approve", asked.pk)


def test_it_is_fulfilled_step_by_step_and_who_asked_is_told(asked, alice, bob, charlie):
    approve(asked, actor=bob, reason="Fine")
    assert (asked.state, Task.objects.get().done is not None, asked.decided_at is not None) == ("new", True, True)
    asked.owner = alice
    working.edit_ticket(asked, actor=None)
    with pytest.raises(NotNowError):
        working.resolve(ServiceRequest.objects.get(), actor=alice, resolution="There")
    for place in (1, 2):
        finish_step(asked, place, actor=alice)
    working.resolve(ServiceRequest.objects.get(), actor=alice, resolution="There")
    assert told(charlie) == [f"{asked.reference} A laptop is approved", f"{asked.reference} A laptop is resolved"]


def test_a_refusal_ends_it_and_says_why_to_who_asked(asked, bob, charlie):
    refuse(asked, actor=bob, reason="There is one in the stock")
    assert (asked.state, asked.due_at, Task.objects.get().done is not None) == ("refused", None, True)
    notice = Notice.objects.get(person=charlie, kind="ticket")
    assert notice.detail["text"] == "There is one in the stock"


def test_nobody_works_on_it_before_it_is_approved_nor_approves_it_but_the_approver(asked, alice, charlie, admin):
    with pytest.raises(NotNowError):
        working.take(ServiceRequest.objects.get(), actor=admin)
    for person in (alice, charlie):
        with pytest.raises(Refused):
            approve(ServiceRequest.objects.get(), actor=person)


def test_the_approver_who_asks_is_approved_by_whoever_answers_for_the_service(laptop, alice, bob):
    laptop.service.owner = alice
    write(laptop.service, actor=None, action="edit")
    made = ask_for(laptop, actor=bob, answers={})
    assert made.approver == alice
    with pytest.raises(Refused):
        approve(made, actor=bob)


def test_where_nobody_else_could_approve_it_nothing_is_recorded(bob, installation):
    alone = offered(
        actor=bob, owner=bob, service=ServiceFactory(actor=bob, owner=bob), needs_approval=True, approver=bob
    )
    with pytest.raises(InputError):
        ask_for(alone, actor=bob, answers={})
    assert not ServiceRequest.objects.exists()


def test_what_is_offered_no_more_cannot_be_asked_for_and_another_thing_is_another_request(asked, laptop, charlie, mail):
    write(laptop, actor=None, action="close")
    with pytest.raises(InputError):
        ask_for(laptop, actor=charlie, answers={})
    asked.item = offered(service=mail)
    with pytest.raises(InputError):
        edit_request(asked, actor=None)


def test_who_asked_and_wants_it_no_more_leaves_no_task(asked, charlie):
    cancel_request(asked, actor=charlie, reason="Found one")
    assert (asked.state, Task.objects.get().done is not None) == ("cancelled", True)


def test_others_than_who_asked_cannot_say_that_it_is_wanted_no_more(asked):
    with pytest.raises(Refused):
        cancel_request(asked, actor=PersonFactory(), reason="Too dear")


def test_who_works_on_it_is_told_that_it_is_wanted_no_more(asked, alice, bob, charlie):
    approve(asked, actor=bob, reason="Fine")
    asked.owner = alice
    working.edit_ticket(asked, actor=None)
    cancel_request(asked, actor=charlie, reason="Found one")
    assert told(alice)[-1] == f"{asked.reference} A laptop is not wanted any more"


def test_anybody_finds_it_by_words_answers_its_questions_and_is_told(laptop, charlie, client_of):
    client = client_of(charlie)
    page = client.get("/operations/ask/?q=lapt").content.decode()
    assert "A laptop" in page
    assert "A laptop" not in client.get("/operations/ask/?q=phone").content.decode()
    url = f"/operations/ask/{laptop.reference}/"
    assert "For whom?" in client.get(url).content.decode()
    wrong = client.post(url, {"token": "t", "question-0": "Jo", "question-1": ""})
    assert wrong.status_code == 422
    assert 'value="Jo"' in wrong.content.decode()
    sent = {"token": "t", "question-0": "Jo", "question-1": "Monday", "remark": "Soon"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    made = ServiceRequest.objects.get()
    assert (made.description, made.created_by) == ("Soon", charlie)
    write(laptop, actor=None, action="close")
    assert client.get(url).status_code == 404
