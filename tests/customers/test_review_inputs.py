"""What customers bring to a management review."""

from datetime import timedelta

import pytest

from customers.review_inputs import customers
from people.calendar import today
from tests.factories import CustomerRelationshipFactory, PersonFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def test_customers_whose_review_is_late_or_not_planned_are_named(alice):
    late = CustomerRelationshipFactory(actor=alice, title="Bank", due=today() - timedelta(days=1))
    CustomerRelationshipFactory(actor=alice, title="Shop", due=today())
    unplanned = CustomerRelationshipFactory(actor=alice, title="Farm", tier="key")
    found = customers(YEAR_2016, alice)
    assert figures(found) == {
        "customers": ("3", ""),
        "reviews_late": ("1", "bad"),
        "reviews_unplanned": ("1", "warn"),
    }
    assert [row[:4] for row in rows(found, "customers")] == [
        [late.reference, "Bank", "Standard", "Alice Berg"],
        [unplanned.reference, "Farm", "Key customer", "Alice Berg"],
    ]
    assert rows(found, "customers")[1][4] == "not planned"
    assert found.message == "The service review of 1 of 3 customers is late: Bank."
    assert is_kept_as_it_was(found)


def test_a_restricted_customer_has_no_name_and_counts_for_who_sees_it(alice, charlie):
    hidden = CustomerRelationshipFactory(actor=alice, title="Secret", due=today() - timedelta(days=1), restricted=True)
    assert customers(YEAR_2016, charlie) is None
    assert customers(YEAR_2016, alice).message == f"The service review of 1 of 1 customers is late: {hidden.reference}."
    assert "Secret" not in str(customers(YEAR_2016, alice).as_data())


def test_queries_do_not_grow_with_customers(installation, alice):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            CustomerRelationshipFactory(actor=PersonFactory(), due=today() - timedelta(days=1))
        counts.append(queries_of(customers, YEAR_2016, alice))
    assert counts == [3, 3]
