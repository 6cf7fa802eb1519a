"""What suppliers bring to a management review."""

import pytest

from parties.review_inputs import suppliers
from people.models import User
from tests.factories import OrganisationFactory, PersonFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def test_suppliers_are_named_with_who_looks_after_them(alice, bob):
    first = OrganisationFactory(actor=alice, title="Wires", is_supplier=True)
    second = OrganisationFactory(actor=bob, title="Cables", is_supplier=True)
    OrganisationFactory(actor=alice, title="Bank", is_customer=True)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    found = suppliers(YEAR_2016, alice)
    assert figures(found) == {"suppliers": ("2", ""), "ownerless": ("1", "warn")}
    assert rows(found, "suppliers") == [
        [second.reference, "Cables", "Bob Costa"],
        [first.reference, "Wires", "Alice Berg"],
    ]
    assert found.message == "Nobody looks after 1 of 2 suppliers: Cables."
    assert "supplier measurement has no room here yet" in found.lacks
    assert is_kept_as_it_was(found)
    User.objects.filter(pk=bob.pk).update(is_active=True)
    assert suppliers(YEAR_2016, alice).message == "2 suppliers are on record, and somebody looks after each."


def test_a_restricted_supplier_has_no_name_and_counts_for_who_sees_it(alice, charlie):
    OrganisationFactory(actor=alice, title="Secret", is_supplier=True, restricted=True)
    assert suppliers(YEAR_2016, charlie) is None
    assert "Secret" not in str(suppliers(YEAR_2016, alice).as_data())


def test_queries_do_not_grow_with_suppliers(installation, alice):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            OrganisationFactory(actor=PersonFactory(), is_supplier=True)
        counts.append(queries_of(suppliers, YEAR_2016, alice))
    assert counts == [3, 3]
