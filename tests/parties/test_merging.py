"""Two records of the same organisation or person become one, and nothing is lost."""

import pytest

from customers.models import CustomerRelationship
from jobs.models import Job
from parties.domain import merging
from parties.domain.merging import merge, plan_merge, pointers
from parties.domain.merging_job import run_merge
from parties.models import Contact, Organisation
from records.access.permits import Refused
from records.domain.errors import InputError
from records.models import Event
from services.domain.composition import add_operator
from services.models import Service, ServiceOperator
from tests.documents.conftest import running
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    CustomerRelationshipFactory,
    IncidentFactory,
    OpportunityFactory,
    OrganisationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(alice):
    """The record that goes, and the one that stays."""
    gone = OrganisationFactory(actor=alice, title="Harbour Bank", is_customer=True, website="https://h.example")
    return gone, OrganisationFactory(actor=alice, title="Harbour Savings Bank", is_supplier=True)


def again(record):
    return type(record).objects.get(pk=record.pk)


def test_all_rooms_point_to_the_one_that_stays_and_their_histories_say_so(pair, alice):
    gone, kept = pair
    contact = ContactFactory(organisation=gone)
    made = [
        (contact, "organisation_id"),
        (OpportunityFactory(organisation=gone), "organisation_id"),
        (AgreementFactory(customer=gone), "customer_id"),
        (IncidentFactory(customer=gone), "customer_id"),
        (CustomerRelationshipFactory(organisation=gone), "organisation_id"),
    ]
    merge(again(gone), actor=alice, into=again(kept), reason="The same bank")
    assert [getattr(again(record), name) for record, name in made] == [kept.pk] * len(made)
    assert again(contact).scope_id == kept.pk
    for record, _name in made:
        event = Event.objects.filter(record_id=record.pk).latest("pk")
        assert (event.action, gone.reference in event.reason) == ("edit", True)


def test_the_other_is_withdrawn_with_the_way_to_the_one_that_stays(pair, alice, client_of):
    gone, kept = pair
    merge(again(gone), actor=alice, into=again(kept), reason="The same bank")
    assert (again(gone).withdrawn, again(gone).merged_into_id) == (True, kept.pk)
    page = client_of(alice).get(gone.page_url).content.decode()
    assert kept.reference in page
    assert "The same bank" in page


def test_what_the_one_that_stays_did_not_say_it_takes_over(pair, alice):
    gone, kept = pair
    merge(again(gone), actor=alice, into=again(kept), reason="r")
    found = again(kept)
    assert (found.is_customer, found.is_supplier, found.website) == (True, True, "https://h.example")
    assert found.title == "Harbour Savings Bank"


def test_rows_that_are_no_records_are_moved_too_and_what_would_be_said_twice_stays(pair, alice):
    gone, kept = pair
    service = ServiceFactory()
    for organisation, part in ((gone, "Lines"), (gone, "Cooling"), (kept, "Lines")):
        add_operator(Service.objects.get(pk=service.pk), actor=None, organisation=organisation, part=part)
    plan = plan_merge(again(gone), again(kept))
    assert [(moved.count, moved.stays) for moved in plan.moved] == [(1, 1)]
    merge(again(gone), actor=alice, into=again(kept), reason="r")
    said = set(ServiceOperator.objects.values_list("organisation", "part"))
    assert said == {(kept.pk, "Lines"), (kept.pk, "Cooling"), (gone.pk, "Lines")}


def test_two_relationships_with_the_same_customer_are_not_made_one_silently(pair, alice):
    gone, kept = pair
    CustomerRelationshipFactory(organisation=gone)
    CustomerRelationshipFactory(organisation=kept)
    assert [(moved.count, moved.stays) for moved in plan_merge(again(gone), again(kept)).moved] == [(0, 1)]
    merge(again(gone), actor=alice, into=again(kept), reason="r")
    assert set(CustomerRelationship.objects.values_list("organisation", flat=True)) == {gone.pk, kept.pk}


def test_one_sees_what_will_be_moved_before_it_is(pair, alice, client_of):
    gone, kept = pair
    ContactFactory(organisation=gone)
    browser, url = client_of(alice), f"{gone.page_url}do/merge/"
    said = {"token": "t", "version": again(gone).version, "into": kept.reference, "reason": "The same"}
    shown = browser.post(url, said)
    assert shown.status_code == 200
    assert "1 is pointed to the other" in " ".join(shown.content.decode().split())
    assert not again(gone).withdrawn
    ContactFactory(organisation=gone)
    once_more = browser.post(url, {**said, "seen": shown.context["plan"].mark})
    assert "2 are pointed to the other" in " ".join(once_more.content.decode().split())
    answer = browser.post(url, {**said, "seen": once_more.context["plan"].mark})
    assert (answer.status_code, answer.url) == (302, kept.page_url)
    assert Contact.objects.filter(organisation=kept).count() == 2


def test_a_record_is_not_merged_into_itself_or_into_one_that_is_withdrawn(pair, alice, client_of):
    gone, kept = pair
    with pytest.raises(InputError, match="the same record"):
        merge(again(gone), actor=alice, into=again(gone), reason="r")
    merge(again(gone), actor=alice, into=again(kept), reason="r")
    third = OrganisationFactory(actor=alice)
    said = {"token": "t", "version": 1, "into": gone.reference, "reason": "r"}
    answer = client_of(alice).post(f"{third.page_url}do/merge/", said)
    assert answer.status_code == 403
    assert not again(third).withdrawn


def test_the_right_to_both_is_asked_for(pair, alice, bob):
    gone, _kept = pair
    with pytest.raises(Refused):
        merge(again(gone), actor=alice, into=again(OrganisationFactory(actor=bob)), reason="r")
    assert not again(gone).withdrawn


def test_records_that_one_may_not_change_are_moved_by_the_system(pair, alice, bob):
    gone, kept = pair
    idea = OpportunityFactory(actor=bob, organisation=gone, restricted=True)
    merge(again(gone), actor=alice, into=again(kept), reason="r")
    event = Event.objects.filter(record_id=idea.pk).latest("pk")
    assert (again(idea).organisation_id, event.actor) == (kept.pk, None)


def test_two_records_of_a_person_become_one(alice):
    organisation = OrganisationFactory(actor=alice)
    gone, kept = (ContactFactory(actor=alice, organisation=organisation, phone=phone) for phone in ("1", ""))
    merge(again(gone), actor=alice, into=again(kept), reason="r")
    assert (again(gone).withdrawn, again(kept).phone) == (True, "1")


def test_histories_and_what_only_grows_are_left_as_they_were():
    tables = {field.model._meta.label for field in pointers(Organisation)}
    assert {"parties.Contact", "services.ServiceOperator", "customers.CustomerRelationship"} <= tables
    assert not [label for label in tables if "Historical" in label]


def test_where_very_much_points_to_it_a_job_does_it_in_batches(pair, alice, monkeypatch):
    gone, kept = pair
    for _n in range(3):
        ContactFactory(organisation=gone)
    monkeypatch.setattr(merging, "AT_ONCE", 2)
    monkeypatch.setattr(merging, "BATCH", 2)
    asked = merge(again(gone), actor=alice, into=again(kept), reason="r")
    assert isinstance(asked, Job)
    assert not again(gone).withdrawn
    run_merge(running(merging.MERGE_JOB), **asked.arguments)
    assert again(gone).withdrawn
    assert Contact.objects.filter(organisation=kept).count() == 3
    run_merge(running(merging.MERGE_JOB), **asked.arguments)
    assert Event.objects.filter(record_id=gone.pk, action="merge").count() == 1
