"""Filters: stretches of days, people by name, rows of a small table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from improvement.models import Opportunity
from parties.models import Contact, Organisation
from people.models import User
from records import guard
from records.kind import DateRangeFilter, PersonFilter, RelatedFilter, filters
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
LIST = reverse("improvement:opportunity-list")
#: A Wednesday.
TODAY = date(2026, 3, 11)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_at, **_zone: TODAY)


def left_by(found, value, user, model=Opportunity):
    return sorted(found.apply(model.objects.all(), value, user).values_list("title", flat=True))


class TestStretchesOfDays:
    @pytest.fixture
    def due(self, alice, today):
        days = {"Sunday before": -3, "Monday": -2, "Today": 0, "Sunday": 4, "In 30 days": 30, "In 31 days": 31}
        made = {name: OpportunityFactory(actor=alice, title=name, due=TODAY + timedelta(n)) for name, n in days.items()}
        return made, OpportunityFactory(actor=alice, title="Open")

    @pytest.mark.parametrize(
        ("value", "left"),
        [
            ("past", ["Monday", "Sunday before"]),
            ("week", ["Monday", "Sunday", "Today"]),
            ("month", ["Monday", "Sunday", "Sunday before", "Today"]),
            ("next", ["In 30 days", "Sunday", "Today"]),
            ("last", ["Monday", "Sunday before", "Today"]),
            ("later", ["In 31 days"]),
            ("none", ["Open"]),
        ],
    )
    def test_hold_their_first_and_last_day(self, due, alice, value, left):
        assert left_by(DateRangeFilter("due", "Due"), value, alice) == left

    def test_of_moments_hold_the_whole_last_day_where_one_is(self, alice, today):
        for title, moment in {
            "Late on Tuesday": datetime(2026, 3, 10, 22, 59, tzinfo=UTC),
            "Wednesday begins in Berlin": datetime(2026, 3, 10, 23, 0, tzinfo=UTC),
            "Wednesday ends in Berlin": datetime(2026, 3, 11, 22, 59, tzinfo=UTC),
        }.items():
            made = OpportunityFactory(actor=alice, title=title)
            with guard.opened():
                Opportunity.objects.filter(pk=made.pk).update(created=moment)
        with timezone.override("Europe/Berlin"):
            found = DateRangeFilter("created", "Recorded", is_moment=True)
            assert left_by(found, "past", alice) == ["Late on Tuesday"]
            assert left_by(found, "next", alice) == ["Wednesday begins in Berlin", "Wednesday ends in Berlin"]

    def test_stand_in_the_bar_of_a_list_and_narrow_it(self, client_of, alice):
        OpportunityFactory(actor=alice, title="Late", due=timezone.localdate() - timedelta(days=1))
        OpportunityFactory(actor=alice, title="Open")
        answer = client_of(alice).get(LIST, {"due": "past"})
        assert [row.title for row in answer.context["page"].rows] == ["Late"]
        assert '<option value="past" selected>Before today</option>' in answer.content.decode()


class TestPeople:
    def test_are_offered_by_name_and_those_who_left_last(self, alice, bob):
        User.objects.filter(pk=alice.pk).update(is_active=False)
        offered = [(value, str(words)) for value, words in PersonFilter("owner", "Owner").options(bob)]
        assert offered == [
            ("me", "Me"), ("none", "Nobody"), (str(bob.pk), "Bob Costa"), (str(alice.pk), "Alice Berg (deactivated)"),
        ]  # fmt: skip

    def test_narrow_a_list_to_what_is_theirs(self, client_of, alice, bob):
        OpportunityFactory(actor=alice, title="Hers")
        OpportunityFactory(actor=bob, title="His")
        for asked, left in {str(bob.pk): ["His"], "me": ["Hers"], "999999": ["His", "Hers"]}.items():
            answer = client_of(alice).get(LIST, {"owner": asked})
            assert [row.title for row in answer.context["page"].rows] == left

    def test_are_not_offered_when_they_are_too_many(self, alice, monkeypatch):
        monkeypatch.setattr(filters, "OFFERED_MAX", 2)
        PersonFactory.create_batch(2)
        assert [value for value, _words in PersonFilter("owner", "Owner").options(alice)] == ["me", "none"]


class TestRelatedRows:
    def test_are_offered_and_narrow_the_list(self, alice):
        bank, shop = OrganisationFactory(actor=alice, title="Bank"), OrganisationFactory(actor=alice, title="Shop")
        ContactFactory(actor=alice, organisation=bank, title="Petra")
        ContactFactory(actor=alice, organisation=shop, title="Paul")
        found = RelatedFilter("organisation", "Organisation", Organisation)
        assert (str(shop.pk), f"{shop.reference} Shop") in found.options(alice)
        assert left_by(found, str(shop.pk), alice, Contact) == ["Paul"]

    def test_are_offered_only_as_far_as_one_sees_them(self, alice, bob):
        hidden = OrganisationFactory(actor=alice, restricted=True, title="Secret merger")
        found = RelatedFilter("organisation", "Organisation", Organisation)
        assert (found.options(bob), found.label_of(str(hidden.pk), bob)) == ([], None)

    def test_may_be_of_a_table_without_records(self, alice):
        board = Group.objects.create(name="Board")
        assert RelatedFilter("group", "Group", Group).options(alice) == [(str(board.pk), "Board")]
