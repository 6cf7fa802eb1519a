"""What waits is decided on one page: each kind by its own verbs, with what they refuse said at the block."""

from __future__ import annotations

import re

import pytest

from leadership.domain import requests
from leadership.models import ResourceRequest
from people.calendar import today
from records.domain.tasks import set_task
from records.domain.write import write
from records.models import Comment, Notice, Task
from shell.registry import DecisionCard, registry
from tests.factories import OpportunityFactory, PersonFactory
from tests.leadership.conftest import again
from tests.leadership.deciding.conftest import PAGE
from tests.leadership.deciding.waiting import CASES
from tests.threads import at_once

pytestmark = pytest.mark.django_db
REFUSED = [kind for kind, case in CASES.items() if case.refuse]
SIGNED = [kind for kind, case in CASES.items() if case.is_signed]


def stands(record, text):
    return f'id="{record.reference}"' in text


def test_every_card_is_decided_here_but_the_one_that_nobody_is_asked_for():
    assert {card.key for card in registry.all(DecisionCard)} == {*CASES, "service-report"}


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_is_approved_on_the_page(kind, waits, decide, page_of):
    record, person = waits(kind)
    assert stands(record, page_of(person))
    answer = decide(person, record, CASES[kind].approve)
    assert (answer.status_code, answer.get("Location")) == (302, PAGE)
    assert again(record).state == CASES[kind].approved
    assert not stands(record, page_of(person))
    assert not Task.objects.filter(record=record.pk, kind="approve", done=None).exists()


@pytest.mark.parametrize("kind", REFUSED)
def test_each_kind_is_refused_on_the_page_with_the_reason(kind, waits, decide, page_of):
    record, person = waits(kind)
    case = CASES[kind]
    without = decide(person, record, case.refuse, reason="", decision="")
    assert (without.status_code, again(record).state) == (422, record.state)
    assert decide(person, record, case.refuse).status_code == 302
    assert again(record).state == case.refused
    assert not stands(record, page_of(person))


@pytest.mark.parametrize("kind", CASES)
def test_of_each_kind_one_asks_back_and_it_waits_or_who_asks_says_more(kind, waits, decide, page_of):
    record, person = waits(kind)
    if kind == "resource-request":
        assert decide(person, record, "ask_back").status_code == 302
        assert (again(record).state, stands(record, page_of(person))) == ("returned", False)
        return
    assert decide(person, record, "comment").status_code == 302
    assert Comment.objects.get(record=record.pk).text == "How many?"
    page = page_of(person)
    assert (stands(record, page), "How many?" in page) == (True, True)


def test_who_asks_for_more_is_asked_what_they_want_to_know(waits, client_of):
    record, person = waits("resource-request")
    form = client_of(person).get(f"/leadership/to-decide/{record.reference.lower()}/ask_back/").context["form"]
    assert form.fields["reason"].label == "What you want to know"


def test_who_asks_for_it_is_told_what_is_asked_back(waits, decide, smr, alice):
    record, director = waits("objective")
    decide(director, record, "comment")
    assert set(Notice.objects.filter(kind="comment").values_list("person", flat=True)) == {smr.pk, alice.pk}


@pytest.mark.parametrize("kind", CASES)
def test_who_may_not_decide_is_offered_nothing_and_refused(kind, waits, client_of):
    record, _person = waits(kind)
    browser = client_of(PersonFactory(display_name="Olga Outsider"))
    assert not stands(record, browser.get(PAGE).content.decode())
    place = f"{PAGE}{record.reference}/{CASES[kind].approve}/"
    assert browser.get(place)["Location"] == PAGE
    sent = {
        "version": record.version,
        "token": "t",
        "reason": "r",
        "sha256": "0",
        "password": "p",
        "meaning": "approved",
    }
    answer = browser.post(place, sent)
    assert (answer.status_code, again(record).state) == (403, record.state)
    assert 'type="submit">' not in re.search(r"decide-form.*?</form>", answer.content.decode(), re.DOTALL)[0]


def test_whoever_wrote_it_is_told_why_they_do_not_decide_though_they_hold_the_role(waits, give, alice, page_of):
    record, _director = waits("resource-request")
    give(alice, "top_management")
    page = page_of(alice)
    assert (stands(record, page), "You may not approve this yourself." in page) == (True, True)
    assert f"{record.reference}/grant/" not in page


def test_a_restricted_record_is_not_there_for_who_does_not_see_it(waits, client_of, charlie):
    record, _director = waits("objective")
    now = again(record)
    now.restricted = True
    write(now, actor=None, action="edit")
    for place in ("", "approve/", "comment/"):
        assert client_of(charlie).get(f"{PAGE}{record.reference}/{place}").status_code == 404


@pytest.mark.parametrize("kind", SIGNED)
def test_a_wrong_password_signs_nothing_and_is_said_at_its_field(kind, waits, decide):
    record, person = waits(kind)
    answer = decide(person, record, "approve", password="wrong")
    assert (answer.status_code, "That is not your password" in answer.content.decode()) == (422, True)
    assert again(record).state == record.state
    assert "wrong" not in re.findall(r'value="([^"]*)"', answer.content.decode())


@pytest.mark.parametrize("kind", ["management-plan", "review", "process", "document", "meeting"])
def test_what_was_changed_after_it_was_read_is_not_signed_until_it_is_read_again(kind, waits, decide, client_of):
    record, person = waits(kind)
    stale = decide(person, record, "approve", sha256="0" * 64)
    assert (stale.status_code, again(record).state) == (409, record.state)
    assert "0" * 64 not in stale.content.decode()


def test_a_version_that_is_no_longer_stored_is_refused_and_the_reason_stays(waits, decide, alice):
    record, director = waits("resource-request")
    changed = ResourceRequest.objects.get(pk=record.pk)
    changed.without = "More of them leave"
    requests.edit(changed, actor=alice)
    answer = decide(director, record, "refuse", version=record.version, reason="Too dear for us")
    page = answer.content.decode()
    assert (answer.status_code, again(record).state) == (409, "open")
    assert "Too dear for us" in page
    assert "More of them leave" in page


def test_of_two_who_decide_at_once_one_is_told_that_it_is_decided(waits, decide, second, client_of):
    record, director = waits("resource-request")
    assert decide(director, record, "refuse").status_code == 302
    late = {"version": record.version, "token": "t", "reason": "I would grant it", "resource": ""}
    answer = client_of(second).post(f"{PAGE}{record.reference}/refuse/", late)
    page = answer.content.decode()
    assert (answer.status_code, "I would grant it" in page) == (409, True)
    assert "decide-acts" in page
    assert client_of(second).get(f"{PAGE}{record.reference}/refuse/")["Location"] == PAGE


@pytest.mark.django_db(transaction=True)
def test_two_at_the_very_same_moment_decide_once(waits, client_of, second):
    record, director = waits("resource-request")
    answers = []

    def refuse(person):
        sent = {"version": record.version, "token": "t", "reason": f"Says {person}"}
        answers.append(client_of(person).post(f"{PAGE}{record.reference}/refuse/", sent).status_code)

    assert at_once(lambda: refuse(director), lambda: refuse(second)) == []
    assert sorted(answers) == [302, 409]


def test_the_same_form_sent_twice_decides_once_and_says_so_twice(waits, client_of):
    record, director = waits("resource-request")
    sent = {"version": record.version, "token": "one", "reason": "No"}
    browser = client_of(director)
    assert [browser.post(f"{PAGE}{record.reference}/refuse/", sent).status_code for _ in range(2)] == [302, 302]
    assert again(record).history.filter(state="refused").count() == 1


def test_a_reason_of_fifty_thousand_characters_is_refused_at_its_field_and_kept(waits, decide):
    record, director = waits("resource-request")
    long = "Grün " * 10_000
    answer = decide(director, record, "refuse", reason=long)
    assert (answer.status_code, again(record).state) == (422, "open")
    assert long.strip() in answer.content.decode()


def test_a_part_is_granted_here_too(waits, decide):
    record, director = waits("resource-request")
    assert decide(director, record, "grant_part", amount="0.5").status_code == 302
    assert (again(record).state, again(record).granted) == ("granted_in_part", record.amount / 2)


def test_a_step_that_its_card_does_not_name_is_not_there(waits, client_of):
    record, director = waits("objective")
    for step in ("drop", "withdraw", "nonsense"):
        assert client_of(director).get(f"{PAGE}{record.reference}/{step}/").status_code == 404


def test_a_kind_without_a_card_stands_there_with_the_way_to_where_it_is_decided(alice, bob, director, page_of):
    idea = OpportunityFactory(actor=bob, title="Two screens each")
    task = set_task(idea, actor=bob, assignee=director, title="May we buy them?", due=today())
    Task.objects.filter(pk=task.pk).update(kind="approve")
    page = page_of(director)
    assert ("Look and decide" in page, "May we buy them?" in page) == (True, True)
    assert f"{idea.page_url}tasks/{task.pk}/finish/" in page
