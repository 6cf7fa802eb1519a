"""Restricted records are shared with people and groups, for a term, by those who may."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from people.calendar import today
from people.domain.groups import save_group
from records.access.permits import Refused
from records.access.standing import GOVERN
from records.access.visibility import can_see
from records.domain.errors import InputError
from records.domain.sharing import end_share, give_sight, grant, share, take_sight
from records.models import Event, Record
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(alice):
    return OpportunityFactory(actor=alice, restricted=True)


def sees(client, record):
    return client.get(record.page_url).status_code == 200


def test_members_of_a_group_see_what_is_shared_with_it_until_they_leave(client_of, hidden, alice, bob, admin):
    board = save_group(Group(), actor=admin, name="Board", members=[bob])
    client_of(alice).post(f"{hidden.page_url}sharing/", {"token": "s", "holder": f"group-{board.pk}"})
    before = sees(client_of(bob), hidden)
    save_group(board, actor=admin, name="Board", members=[])
    assert (before, sees(client_of(bob), hidden)) == (True, False)


def test_ending_the_share_with_a_group_ends_its_sight_and_both_are_in_the_timeline(
    client_of, hidden, alice, bob, admin
):
    board = save_group(Group(), actor=admin, name="Board", members=[bob])
    share(hidden, board, actor=alice)
    place = f"{hidden.page_url}sharing/groups/{hidden.group_grants.get().pk}/end/"
    client_of(alice).post(place, {"token": "e"})
    assert sees(client_of(bob), hidden) is False
    told = Event.objects.filter(record=hidden).exclude(action="create").order_by("id")
    assert list(told.values_list("action", "detail__to")) == [("grant", "Board"), ("revoke", "Board")]


def test_whoever_may_not_share_shares_nothing(hidden, bob, charlie):
    with pytest.raises(Refused):
        share(hidden, bob, actor=charlie)
    assert Record.objects.visible_to(bob).count() == 0


def test_nobody_makes_themselves_owner_in_memory_to_share(hidden, bob, charlie):
    hidden.owner = charlie
    with pytest.raises(Refused):
        share(hidden, bob, actor=charlie)
    with pytest.raises(Refused):
        end_share(hidden, bob, actor=charlie)


def test_a_last_day_gone_by_is_refused_at_its_field(hidden, alice, bob, client_of):
    yesterday = today() - timedelta(days=1)
    with pytest.raises(InputError, match="today or later"):
        share(hidden, bob, actor=alice, until=yesterday)
    answer = client_of(alice).post(
        f"{hidden.page_url}sharing/", {"token": "s", "holder": f"person-{bob.pk}", "until": yesterday.isoformat()}
    )
    assert (answer.status_code, 'href="#id_until"' in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("holder", ["person-999999", "group-1", "alice", "", "person-", "-1", "person-1\x00"])
def test_a_holder_that_is_not_offered_is_refused(client_of, hidden, alice, holder):
    answer = client_of(alice).post(f"{hidden.page_url}sharing/", {"token": "s", "holder": holder})
    assert (answer.status_code, hidden.user_grants.count() + hidden.group_grants.count()) == (422, 0)


def test_people_whose_account_is_closed_are_not_offered(client_of, hidden, alice, bob):
    bob.is_active = False
    bob.save()
    page = client_of(alice).get(f"{hidden.page_url}sharing/").content.decode()
    assert f"person-{bob.pk}" not in page


def test_a_share_ended_by_somebody_else_meanwhile_is_not_there(client_of, hidden, alice, bob):
    share(hidden, bob, actor=alice)
    key = hidden.user_grants.get().pk
    end_share(hidden, bob, actor=alice)
    assert client_of(alice).post(f"{hidden.page_url}sharing/{key}/end/", {"token": "e"}).status_code == 404


def test_sharing_an_organisation_does_not_open_its_restricted_contacts(client_of, alice, bob):
    organisation = OrganisationFactory(actor=alice, restricted=True)
    contact = ContactFactory(actor=alice, organisation=organisation, scope=organisation, restricted=True)
    share(organisation, bob, actor=alice)
    assert (sees(client_of(bob), organisation), sees(client_of(bob), contact)) == (True, False)


def test_the_page_of_sharing_says_that_it_is_of_this_record_alone(client_of, hidden, alice):
    assert "Sharing is of this record alone" in client_of(alice).get(f"{hidden.page_url}sharing/").content.decode()


class TestSightOfAKind:
    def test_given_and_taken_it_is_told_on_the_page_of_the_person(self, client_of, hidden, bob, admin):
        give_sight(bob, "opportunity", actor=admin, until=today())
        given = sees(client_of(bob), hidden)
        take_sight(bob, "opportunity", actor=admin)
        assert (given, sees(client_of(bob), hidden)) == (True, False)
        assert list(bob.account_events.order_by("id").values_list("action", "actor", "detail")) == [
            ("sight_given", admin.pk, {"kind": "opportunity", "until": today().isoformat()}),
            ("sight_taken", admin.pk, {"kind": "opportunity"}),
        ]
        page = client_of(admin).get(reverse("people:account", args=[bob.pk])).content.decode()
        assert f"opportunity, until {today().isoformat()}" in page

    def test_it_ends_with_its_term_and_is_given_anew_in_place(self, client_of, hidden, bob, admin):
        give_sight(bob, "opportunity", actor=admin, until=today() - timedelta(days=1))
        assert sees(client_of(bob), hidden) is False
        give_sight(bob, "opportunity", actor=admin)
        assert (sees(client_of(bob), hidden), bob.sights.count()) == (True, 1)

    def test_the_person_in_hand_sees_it_at_once_and_no_longer_when_it_is_taken(self, hidden, bob):
        assert can_see(bob, hidden) is False
        give_sight(bob, "opportunity", actor=None)
        assert can_see(bob, hidden) is True
        take_sight(bob, "opportunity", actor=None)
        assert can_see(bob, hidden) is False

    def test_taking_what_nobody_holds_tells_nothing(self, bob, admin):
        take_sight(bob, "opportunity", actor=admin)
        assert bob.account_events.count() == 0

    def test_there_is_no_sight_of_a_kind_there_is_not(self, bob, admin):
        with pytest.raises(ValueError, match="no kind of record"):
            give_sight(bob, "unicorn", actor=admin)


def test_sharing_twice_the_same_is_told_once_and_what_has_lapsed_is_not_listed(client_of, hidden, alice, bob, charlie):
    client = client_of(alice)
    for _ in range(2):
        client.post(f"{hidden.page_url}sharing/", {"token": "s", "holder": f"person-{bob.pk}"})
    grant(hidden, charlie, actor=alice, until=today() - timedelta(days=1))
    grant(hidden, charlie, actor=alice, codename=GOVERN)
    rows = client.get(f"{hidden.page_url}sharing/").context["rows"]
    assert [share.holder for share in rows] == [bob]
    assert Event.objects.filter(record=hidden, action="grant", detail__to="Bob Costa").count() == 1
