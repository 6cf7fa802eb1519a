"""Delegated authority: within one's own role and term, accepted, passed on within limits, revoked with all below."""

from datetime import timedelta
from decimal import Decimal

import pytest

from leadership.domain import delegations
from leadership.models import Delegation
from people.calendar import today
from records.access.permits import Refused, permits
from records.access.standing import forget
from records.domain.errors import InputError, NotNowError
from roles.domain.assigning import change
from services.models import SmsScope
from tests.leadership.conftest import again

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture
def orders(director, twelve, bob):
    """Makes delegations of Toni Top to Bob."""

    def made(actor=director, **about):
        about = {"delegate": bob, "role": twelve["top_management"], "limit": Decimal(5000), "currency": "EUR", **about}
        about = {"title": "Orders", "authority": "Tools", "starts": today(), "ends": today() + 30 * DAYS, **about}
        return delegations.give(Delegation(**about), actor=actor)

    return made


def refused_at(field, made, **about):
    with pytest.raises(InputError) as refused:
        made(**about)
    return refused.value.field == field


def test_it_stays_within_what_one_has_oneself(orders, director, twelve, alice):
    own = director.assignments.get()
    own.ends = today() + 10 * DAYS
    change(own, actor=None)
    assert refused_at("ends", orders)
    assert refused_at("ends", orders, ends=today() + 5 * DAYS, starts=today() + 6 * DAYS)
    assert refused_at("role", orders, role=twelve["process_owner"], ends=today())
    assert refused_at("delegate", orders, delegate=director, ends=today())
    assert refused_at("currency", orders, currency="", ends=today())
    assert orders(ends=today() + 10 * DAYS).state == "given"


def test_only_who_it_is_given_to_accepts_it_and_it_gives_no_right(orders, director, bob, alice):
    made = orders(restricted=True, decides="sms-scope:approve")
    for person in (director, alice):
        with pytest.raises(Refused):
            delegations.accept(again(made), actor=person)
    delegations.accept(again(made), actor=bob)
    forget(bob)
    assert not permits(bob, "approve", SmsScope)
    assert [each.pk for each in delegations.holding_today(bob)] == [made.pk]
    with pytest.raises(NotNowError):
        delegations.change(again(made), actor=director)


def test_it_is_passed_on_within_its_limits_and_falls_with_it(orders, director, bob, alice):
    first = orders(may_pass_on=True)
    about = {"actor": bob, "delegate": alice, "role": None, "passed_from": first}
    assert refused_at("passed_from", orders, **about)
    delegations.accept(again(first), actor=bob)
    assert refused_at("limit", orders, limit=Decimal(5001), **about)
    assert refused_at("limit", orders, limit=None, **about)
    assert refused_at("ends", orders, ends=today() + 31 * DAYS, **about)
    passed = orders(limit=Decimal(100), **about)
    assert refused_at("passed_from", orders, actor=alice, delegate=director, role=None, passed_from=passed)
    delegations.revoke(again(first), actor=director, reason="New rules")
    assert (again(first).state, again(passed).state) == ("revoked", "revoked")


def test_both_are_reminded_of_its_end_while_it_holds(orders, director, bob):
    made = orders()
    until = today() + 40 * DAYS
    assert list(delegations.ends_due(until)) == []
    delegations.accept(again(made), actor=bob)
    assert list(delegations.ends_due(until)) == [(made.pk, made.ends)]
    assert set(delegations.both_of([made.pk])[made.pk]) == {director.pk, bob.pk}


def test_the_page_says_who_decides_today_and_that_roles_give_rights(orders, bob, client_of):
    delegations.accept(again(orders(decides="sms-scope:approve")), actor=bob)
    page = client_of(bob).get("/leadership/deciding/").content.decode()
    assert [
        words for words in ("Scope: Approve", "5,000", "rights in the system are given by roles") if words not in page
    ] == []
