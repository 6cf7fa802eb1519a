"""Relationships with customers: who looks after each, and what it takes."""

import pytest

from customers import domain
from customers.models import CustomerRelationship
from tests.factories import (
    ContactFactory,
    CustomerRelationshipFactory,
    OrganisationFactory,
    PersonFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
URL = "/customers/relationships/"


@pytest.fixture
def bank(alice):
    return OrganisationFactory(actor=alice, title="Harbour Savings Bank", is_customer=True)


def filled(organisation, *services, **more):
    about = {"title": "Harbour", "organisation": organisation.reference, "tier": "key", "token": "t", "version": "0"}
    return {**about, "services": [service.pk for service in services], **more}


def taken(relationship):
    return set(relationship.taken_services.values_list("service", flat=True))


def test_looking_after_a_customer_begins_on_its_organisations_page(client_of, liaison, bank):
    browser = client_of(liaison)
    page = browser.get(bank.page_url).content.decode()
    assert f"{URL}new/?organisation={bank.reference}&amp;title=Harbour+Savings+Bank" in page
    form = browser.get(f"{URL}new/", {"organisation": bank.reference, "title": bank.title}).context["form"]
    assert (form["organisation"].value(), form["title"].value()) == (bank.reference, "Harbour Savings Bank")


def test_the_organisations_page_shows_who_looks_after_it(client_of, alice, liaison, bank):
    CustomerRelationshipFactory(organisation=bank, owner=liaison, deputy=PersonFactory(display_name="Dan Deputy"))
    page = client_of(alice).get(bank.page_url).content.decode()
    assert "Lia Liaison" in page
    assert "deputy Dan Deputy" in page


def test_an_organisation_that_is_no_customer_is_not_looked_after_as_one(client_of, liaison):
    other = OrganisationFactory(title="A supplier")
    answer = client_of(liaison).post(f"{URL}new/", filled(other))
    assert answer.status_code == 422
    assert "cannot be chosen here" in str(answer.context["form"].errors["organisation"])


def test_services_taken_are_chosen_and_changed_by_the_form(client_of, liaison, bank):
    mail, network = ServiceFactory(title="Mail"), ServiceFactory(title="Network")
    browser = client_of(liaison)
    answer = browser.post(f"{URL}new/", filled(bank, mail))
    made = CustomerRelationship.objects.get()
    assert taken(made) == {mail.pk}
    assert "Mail" in browser.get(answer.url).content.decode()
    browser.post(f"{made.page_url}edit/", filled(bank, network, token="u", version=1, reason="Moved"))
    assert taken(made) == {network.pk}


def test_a_service_that_one_does_not_see_is_not_taken_away_by_saving(client_of, liaison, bank):
    hidden, mail = ServiceFactory(title="Kanarienvogel", restricted=True), ServiceFactory()
    made = domain.begin(
        CustomerRelationship(title="Harbour", organisation=bank), actor=liaison, services=[hidden, mail]
    )
    page = client_of(liaison).get(f"{made.page_url}edit/").content.decode()
    assert "Kanarienvogel" not in page
    client_of(liaison).post(f"{made.page_url}edit/", filled(bank, mail, version=1, token="u", about="More"))
    assert taken(made) == {hidden.pk, mail.pk}


def test_contacts_and_services_stand_on_its_page_as_far_as_they_are_seen(client_of, alice, liaison, bank):
    hidden = ServiceFactory(title="Kanarienvogel", restricted=True)
    ContactFactory(organisation=bank, title="Ida Hald")
    made = domain.begin(CustomerRelationship(title="Harbour", organisation=bank), actor=liaison, services=[hidden])
    page = client_of(alice).get(made.page_url).content.decode()
    assert "Ida Hald" in page
    assert hidden.reference in page
    assert "Kanarienvogel" not in page


def test_a_service_shows_which_customers_take_it(client_of, alice, bank):
    service = ServiceFactory()
    CustomerRelationshipFactory(organisation=bank, title="The bank on the harbour").taken_services.create(
        service=service
    )
    assert "The bank on the harbour" in client_of(alice).get(service.page_url).content.decode()
