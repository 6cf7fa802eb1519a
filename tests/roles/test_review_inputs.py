"""What roles bring to a management review."""

from datetime import timedelta

import pytest

from people.calendar import today
from records import guard
from records.models import Record
from roles.queries import held_roles
from roles.review_inputs import holders
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SMR, TOP_MANAGEMENT
from tests.factories import PersonFactory, RoleFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def test_vacant_roles_and_single_holders_are_named(alice, bob, give, twelve):
    """Of twelve four are held: one with a deputy, one by two, one by one alone, one until next week."""
    give(alice, TOP_MANAGEMENT, deputy=bob)
    give(alice, SMR)
    give(alice, PROCESS_OWNER)
    give(bob, PROCESS_OWNER)
    give(bob, CUSTOMER_LIAISON, deputy=alice, ends=today() + timedelta(days=7))
    found = holders(YEAR_2016, alice)
    assert figures(found) == {
        "roles": ("12", ""),
        "vacant": ("8", "bad"),
        "alone": ("1", "warn"),
        "ending": ("1", "warn"),
    }
    told = {row[1]: row[2:] for row in rows(found, "roles")}
    assert told[twelve[SMR].title] == ["Alice Berg", "One person, without a deputy"]
    assert told[twelve[CUSTOMER_LIAISON].title][1].startswith("Ends on")
    assert (len(told), rows(found, "roles")[0][3]) == (10, "Nobody holds it")
    assert found.message.startswith("Nobody holds 8 of 12 roles: ")
    assert is_kept_as_it_was(found)


def test_every_role_held_is_said(alice, bob, give, twelve):
    with guard.opened():
        Record.objects.filter(kind="role").exclude(pk__in=[twelve[SMR].pk]).update(state="retired")
    give(alice, SMR)
    assert holders(YEAR_2016, alice).message == "Every role is held, 1 by one person without a deputy."
    give(bob, SMR)
    assert holders(YEAR_2016, alice).message == "Every role is held, and none by one person without a deputy."


def test_a_restricted_role_has_no_name(alice, charlie):
    made = RoleFactory(actor=alice, title="Secret keeper")
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(restricted=True, owner=alice)
    assert holders(YEAR_2016, charlie) is None
    assert "Secret" not in str(holders(YEAR_2016, alice).as_data())


def test_queries_do_not_grow_with_roles_and_are_two_fewer_than_those_of_the_overview(alice, give, twelve):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            give(PersonFactory(), SMR)
            RoleFactory(actor=alice)
        counts.append(queries_of(holders, YEAR_2016, alice))
    assert counts == [4, 4]
    assert queries_of(lambda _period, user: held_roles(user), YEAR_2016, alice) == 6
