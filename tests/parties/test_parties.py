"""Organisations and contacts: one record each, whatever they are to us."""

import pytest

from parties.domain import keeping as domain
from parties.models import Contact, Organisation
from records.access.standing import GOVERN, forget
from records.domain.sharing import grant
from tests.factories import ContactFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(alice):
    return OrganisationFactory(actor=alice, title="Harbour Savings Bank", is_customer=True, is_supplier=True)


def test_one_organisation_is_found_as_customer_and_as_supplier(client_of, alice, bank):
    OrganisationFactory(actor=alice, title="Somebody else")
    pages = [
        client_of(alice).get(f"/parties/organisations/?part={part}").content.decode()
        for part in ("is_customer", "is_supplier", "is_regulator")
    ]
    assert ["Harbour Savings Bank" in page for page in pages] == [True, True, False]
    assert ["Somebody else" in page for page in pages] == [False] * 3


def test_a_contact_stands_on_the_page_of_its_organisation(client_of, alice, bank):
    ContactFactory(actor=alice, organisation=bank, title="Ida Hald")
    assert "Ida Hald" in client_of(alice).get(bank.page_url).content.decode()


def test_a_contact_is_in_the_scope_of_its_organisation_also_after_moving(client_of, alice, bob, bank):
    grant(bank, bob, actor=None, codename=GOVERN)
    forget(bob)
    other = OrganisationFactory(actor=alice)
    answers = {"token": "n", "version": "0", "title": "Ida Hald", "organisation": bank.reference, "restricted": "on"}
    client_of(alice).post("/parties/contacts/new/", {**answers, "owner": alice.pk})
    ida = Contact.objects.get(title="Ida Hald")
    before = client_of(bob).get(ida.page_url).status_code
    moved = {**answers, "token": "m", "version": "1", "organisation": other.reference, "owner": alice.pk}
    client_of(alice).post(f"{ida.page_url}edit/", moved)
    assert (before, client_of(bob).get(ida.page_url).status_code) == (200, 404)


def test_a_former_organisation_stays_and_can_be_active_again(alice, bank):
    domain.part(bank, actor=alice, reason="The contract ended")
    parted = Organisation.objects.get(pk=bank.pk).state
    domain.resume(bank, actor=alice, reason="A new contract")
    assert (parted, Organisation.objects.get(pk=bank.pk).state) == ("former", "active")


def test_a_restricted_contact_is_not_on_the_page_of_its_organisation(client_of, alice, charlie, bank):
    ContactFactory(actor=alice, organisation=bank, title="Kanarienvogel", restricted=True)
    shown = ["Kanarienvogel" in client_of(person).get(bank.page_url).content.decode() for person in (alice, charlie)]
    assert shown == [True, False]
