"""What agreements that end bring to a management review."""

from datetime import timedelta

import pytest

from agreements.domain.life import renew
from agreements.models import Agreement
from agreements.review_inputs import ending
from people.calendar import today
from records import guard
from records.domain.write import write
from records.models import Record
from tests.factories import AgreementFactory, OrganisationFactory, PersonFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def agreed(actor, days=None, **about):
    """An agreement in force that ends so many days from now."""
    until = None if days is None else today() + timedelta(days=days)
    made = AgreementFactory(actor=actor, valid_until=until, **about)
    return write(Agreement.objects.get(pk=made.pk), actor=None, action="agree")


def test_agreements_that_end_soon_are_named_with_whether_another_follows(alice, admin):
    bank = OrganisationFactory(actor=alice, title="Bank", is_customer=True)
    bare = agreed(alice, 20, title="Mail", customer=bank)
    followed = agreed(alice, 30, title="Desk", customer=bank)
    renew(Agreement.objects.get(pk=followed.pk), actor=admin, valid_from=today() + timedelta(days=31), edition="2")
    agreed(alice)
    agreed(alice, 400)
    AgreementFactory(actor=alice, valid_until=today())
    found = ending(YEAR_2016, alice)
    assert figures(found) == {"agreements": ("4", ""), "ending": ("2", ""), "unrenewed": ("1", "warn")}
    assert [(row[0], row[1], row[2], row[4]) for row in rows(found, "ending")] == [
        (bare.reference, "Mail", "Bank", "not begun"),
        (followed.reference, "Desk", "Bank", "begun"),
    ]
    assert found.message == "2 of 4 agreements end within six months; no next edition was begun of Mail."
    assert is_kept_as_it_was(found)


def test_agreements_without_an_end_near_are_said(alice):
    agreed(alice)
    assert ending(YEAR_2016, alice).message == "The one agreement in force does not end within six months."


def test_restricted_agreements_and_customers_have_no_names(alice, charlie):
    customer = OrganisationFactory(actor=alice, title="Secret bank", is_customer=True, restricted=True)
    made = agreed(alice, 20, title="Secret mail", customer=customer)
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(restricted=True)
    assert ending(YEAR_2016, charlie) is None
    assert rows(ending(YEAR_2016, alice), "ending")[0][:3] == [made.reference, "", customer.reference]
    assert "Secret" not in str(ending(YEAR_2016, alice).as_data())


def test_queries_do_not_grow_with_agreements(installation, alice):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            agreed(PersonFactory(), 20)
        counts.append(queries_of(ending, YEAR_2016, alice))
    assert counts == [3, 3]
