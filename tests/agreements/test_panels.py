"""Agreements on the pages of the customer and of the services that they are about."""

import pytest

from agreements.domain.life import end
from agreements.panels import agreed_about, agreed_with
from tests.factories import AgreementFactory, CustomerRelationshipFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_a_customer_s_page_names_the_agreements_that_hold_or_are_drafted(agreed, client_of, alice):
    bank = CustomerRelationshipFactory(organisation=agreed.customer)
    drafted = AgreementFactory(customer=agreed.customer, title="Printing for the council")
    AgreementFactory()
    assert list(agreed_with(bank, alice)) == [agreed, drafted]
    assert agreed.title in client_of(alice).get(bank.page_url).content.decode()


def test_a_service_s_page_names_them_until_they_end(agreed, alice):
    service = agreed.services.get()
    assert list(agreed_about(service, alice)) == [agreed]
    assert list(agreed_about(ServiceFactory(), alice)) == []
    end(agreed, actor=alice, reason="Given up")
    assert list(agreed_about(service, alice)) == []


def test_a_restricted_agreement_is_named_to_those_who_see_it_alone(installation, alice, bob):
    hidden = AgreementFactory(owner=bob, restricted=True)
    bank = CustomerRelationshipFactory(organisation=hidden.customer)
    assert list(agreed_with(bank, alice)) == []
    assert list(agreed_with(bank, bob)) == [hidden]
