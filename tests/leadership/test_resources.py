"""Resources and requests: what is planned once, what a decision changes, and who decides."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from communication.panels import brought_in
from leadership.domain import requests, resources
from leadership.domain.allocation import of_year
from leadership.models import AllocationChange, Resource, ResourceRequest
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.kind import find_kind
from records.models import Task
from tests.factories import MeetingFactory, ProcessFactory, ResourceFactory
from tests.leadership.conftest import again
from tests.threads import at_once

pytestmark = pytest.mark.django_db
LONG = "Ä long story. " * 3572


def asked(alice, **about):
    about = {"title": "One more agent", "type": "people", "amount": Decimal(1), "why": "w", "without": "x", **about}
    return requests.ask(ResourceRequest(**about), actor=alice)


def planned(smr, **about):
    return resources.create(
        Resource(
            **{"title": "Agents", "type": "people", "needed": Decimal(4), "allocated": Decimal(3), "judged_by": "j",
               "starts": today(), "ends": today().replace(month=12, day=31), **about}
        ), actor=smr,
    )  # fmt: skip


def test_the_same_thing_is_planned_once_for_a_day(smr, alice):
    planned(smr)
    with pytest.raises(InputError) as refused:
        planned(smr, title="AGENTS", starts=today().replace(month=12, day=31))
    assert (refused.value.field, "RES-" in str(refused.value)) == ("starts", True)
    planned(smr, serves=ProcessFactory(actor=alice))
    assert Resource.objects.count() == 2


def test_the_form_says_so_at_the_field_and_keeps_what_was_typed(smr, client_of):
    planned(smr)
    answer = client_of(smr).post(
        "/leadership/resources/new/",
        {"title": "Agents", "type": "people", "starts": today(), "ends": today(), "needed": "4", "allocated": "0",
         "judged_by": "Ours", "token": "t", "capabilities": "Speaks Polish | 3 | x"},
    )  # fmt: skip
    page = answer.content.decode()
    assert (answer.status_code, "Line 1 needs both levels" in page, "Speaks Polish | 3 | x" in page) == (
        422,
        True,
        True,
    )


def test_money_has_a_currency_and_other_things_a_unit(smr):
    for kind, field in (("money", "currency"), ("technology", "unit")):
        with pytest.raises(InputError) as refused:
            planned(smr, type=kind)
        assert refused.value.field == field
    assert planned(smr, type="people", currency="EUR").currency == ""


def test_a_decision_changes_the_allocation_once_though_it_is_sent_twice(smr, alice, director, client_of):
    resource, request = planned(smr), asked(alice)
    page = f"{request.page_url}do/grant/"
    sent = {"resource": resource.reference, "reason": "Yes", "token": "t", "version": again(request).version}
    assert [client_of(director).post(page, sent).status_code for _time in range(2)] == [302, 302]
    assert again(resource).allocated == 4
    change = AllocationChange.objects.get()
    assert (change.was, change.became, change.person, change.reason) == (3, 4, director, "Yes")
    assert not Task.objects.filter(record=request.pk, done=None).exists()
    with pytest.raises(NotNowError):
        requests.grant(again(request), actor=director, resource=again(resource))
    with pytest.raises(IntegrityError):
        AllocationChange.objects.update(became=9)


def test_whoever_asks_does_not_decide(director, second, smr):
    resource, request = planned(smr), asked(director)
    for verdict in (requests.refuse, requests.ask_back):
        with pytest.raises(Refused):
            verdict(again(request), actor=director, reason="No")
    with pytest.raises(Refused):
        requests.grant(again(request), actor=smr, resource=resource)
    assert requests.refuse(again(request), actor=second, reason="Not this year").state == "refused"
    assert again(resource).allocated == 3


def test_a_part_is_granted_to_a_resource_of_the_same_kind_and_currency(alice, smr, director):
    money, request = planned(smr, type="money", currency="EUR"), asked(alice, type="money", amount=900, currency="NOK")
    about = {"actor": director, "reason": "Half"}
    with pytest.raises(InputError) as refused:
        requests.grant_part(again(request), amount=Decimal(450), resource=money, **about)
    assert refused.value.field == "resource"
    crowns = planned(smr, title="Training", type="money", currency="NOK")
    with pytest.raises(InputError) as refused:
        requests.grant_part(again(request), amount=Decimal(900), resource=crowns, **about)
    assert refused.value.field == "amount"
    requests.grant_part(again(request), amount=Decimal("450.50"), resource=crowns, **about)
    assert (again(crowns).allocated, again(request).granted) == (Decimal("453.50"), Decimal("450.50"))


def test_more_is_said_and_the_decision_waits_again(alice, director):
    request = asked(alice)
    requests.ask_back(again(request), actor=director, reason="How many calls?")
    assert Task.objects.get(record=request.pk, done=None).assignee == alice
    requests.resubmit(again(request), actor=alice, why=LONG)
    assert again(request).why == LONG
    assert Task.objects.get(record=request.pk, done=None).role is not None


def test_once_agreed_the_allocation_changes_by_decisions_alone(smr, director):
    resource = planned(smr)
    resources.agree(again(resource), actor=director)
    changed = again(resource)
    changed.allocated = Decimal(9)
    with pytest.raises(InputError) as refused:
        resources.edit(changed, actor=smr)
    assert refused.value.field == "allocated"


def test_a_surplus_of_one_thing_hides_no_gap_of_another(smr, client_of):
    ResourceFactory(actor=smr, title="Agents", needed=4, allocated=3)
    ResourceFactory(actor=smr, title="Writers", needed=1, allocated=3)
    people = of_year(smr, today().year)[0]
    assert [(kind.gap, kind.needed, kind.allocated) for kind in people.sums] == [(1, 5, 6)]
    page = client_of(smr).get("/leadership/allocation/").content.decode()
    assert (page.count("Nothing is planned"), "1\N{NO-BREAK SPACE}FTE missing" in page) == (3, True)


def test_a_management_review_finds_gaps_and_what_waits_for_a_decision(smr, alice):
    resource, request = ResourceFactory(actor=smr), asked(alice)
    review = MeetingFactory(actor=alice, type="management_review")
    found = [each.pk for brought in brought_in(review, alice) for each in brought["records"]]
    assert {resource.pk, request.pk} <= set(found)
    assert brought_in(MeetingFactory(actor=alice), alice) is None


@pytest.mark.django_db(transaction=True)
def test_two_decide_at_once_and_one_is_refused(smr, alice, director, second):
    resource, request = planned(smr), asked(alice)
    one, other = again(request), again(request)
    raised = at_once(
        lambda: requests.grant(one, actor=director, resource=again(resource)),
        lambda: requests.grant(other, actor=second, resource=again(resource)),
    )
    assert [type(error) for error in raised] == [StaleError]
    assert (again(resource).allocated, AllocationChange.objects.count()) == (4, 1)


def test_days_in_the_wrong_order_are_told_at_the_last_one_in_words(smr, client_of):
    for kind in ("resource", "management-plan", "delegation"):
        sent = {"title": "Agents", "starts": "2026-05-01", "ends": "2026-04-01", "token": kind}
        form = client_of(smr).post(find_kind(kind).url("create"), sent).context["form"]
        assert form.errors["ends"] == ["The last day must be on or after the first"], kind
        assert "__all__" not in form.errors
