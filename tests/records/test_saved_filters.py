"""Saved filters: kept, opened, changed, shared, removed; and what each reader finds."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from improvement.kind import OpportunityKind
from people.models import User
from records.access.permits import Refused
from records.domain.errors import InputError
from records.domain.saved_filters import (
    change_filter,
    filters_for,
    keep_shape,
    open_with,
    remove_filter,
    save_filter,
)
from records.domain.withdrawal import withdraw
from records.models import ListPreference, ListShape, SavedFilter
from records.saved_lists import NotOfferedError, count_of, records_of
from tests.factories import OpportunityFactory, PersonFactory

pytestmark = pytest.mark.django_db
LIST = reverse("improvement:opportunity-list")
KIND = "opportunity"
COLUMNS = ["reference", "title", "owner"]
PROPOSED = ListShape(conditions={"state": "proposed"}, sort="-created", columns=COLUMNS)


@pytest.fixture
def board(alice, bob):
    """Alice and Bob are in it; Charlie is not."""
    group = Group.objects.create(name="Board")
    group.user_set.set([alice, bob])
    return group


def saved_of(person, name="Mine", shape=PROPOSED, **more):
    return save_filter(actor=person, kind=KIND, name=name, shape=shape, **more)


def titles(answer):
    return [row.title for row in answer.context["page"].rows]


def tabs(client):
    return [tab.saved.name for tab in client.get(LIST).context["saved"].tabs]


class TestKeeping:
    def test_the_list_as_it_stands_is_kept_and_opened_again(self, client_of, alice, bob):
        OpportunityFactory(actor=alice, title="Bridge", source="audit")
        OpportunityFactory(actor=alice, title="Bricks", source="audit")
        OpportunityFactory(actor=bob, title="Brim", source="staff")
        client = client_of(alice)
        address = "source=audit&q=br&sort=title"
        columns = {"columns": ["effort"]}
        client.post(reverse("improvement:opportunity-columns"), columns)
        answer = client.post(f"{LIST}saved/new/", {"list": address, "name": "From audits"}, follow=True)
        assert (titles(answer), answer.context["saved"].current.name) == (["Bricks", "Bridge"], "From audits")
        client.post(reverse("improvement:opportunity-columns"), {"columns": ["benefit"]})
        again = client.get(f"{LIST}saved/{SavedFilter.objects.get().pk}/", follow=True)
        assert [column.key for column in again.context["listing"].columns] == ["reference", "title", "effort"]
        assert titles(again) == ["Bricks", "Bridge"]

    def test_it_holds_conditions_and_no_keys_of_records(self, client_of, alice):
        OpportunityFactory(actor=alice, title="First")
        client = client_of(alice)
        client.post(f"{LIST}saved/new/", {"list": "owner=me", "name": "Mine"})
        saved = SavedFilter.objects.get()
        assert saved.shape["conditions"] == {"owner": "me"}
        OpportunityFactory(actor=alice, title="Second")
        assert titles(client.get(f"{LIST}saved/{saved.pk}/", follow=True)) == ["Second", "First"]

    def test_a_second_of_the_same_name_is_refused_at_its_field_and_the_same_form_twice_acts_once(
        self, client_of, alice
    ):
        client = client_of(alice)
        sent = {"list": "owner=me", "name": "Mine"}
        answers = [client.post(f"{LIST}saved/new/", sent) for _ in range(2)]
        assert ([answer.status_code for answer in answers], SavedFilter.objects.count()) == ([302, 302], 1)
        other = client.post(f"{LIST}saved/new/", {"list": "owner=none", "name": "MINE"})
        assert (other.status_code, "name" in other.context["form"].errors) == (422, True)
        assert 'value="owner=none"' in other.content.decode()

    def test_there_is_a_limit(self, alice, monkeypatch):
        monkeypatch.setattr("records.domain.saved_filters.SAVED_MAX", 1)
        saved_of(alice)
        with pytest.raises(InputError, match="Remove one first"):
            saved_of(alice, "Other")

    def test_two_people_may_use_one_name(self, alice, bob):
        assert saved_of(alice).pk != saved_of(bob).pk


class TestChanges:
    def test_a_list_that_differs_says_so_and_its_owner_keeps_the_changes(self, client_of, alice):
        saved, client = saved_of(alice), client_of(alice)
        same = client.get(f"{LIST}saved/{saved.pk}/", follow=True)
        assert "Save changes" not in same.content.decode()
        changed = f"saved={saved.pk}&state=accepted&sort=title"
        page = client.get(f"{LIST}?{changed}").content.decode()
        assert ("The list differs from “Mine”" in page, "Save changes" in page) == (True, True)
        client.post(f"{LIST}saved/{saved.pk}/keep/", {"list": changed})
        saved.refresh_from_db()
        assert (saved.asks.conditions, saved.asks.sort) == ({"state": "accepted"}, "title")

    def test_other_columns_are_a_change_and_not_my_own_preference(self, client_of, alice):
        saved, client = saved_of(alice), client_of(alice)
        columns = f"state=proposed&sort=-created&columns={','.join(COLUMNS)}"
        assert not client.get(f"{LIST}?saved={saved.pk}&{columns}").context["saved"].differs
        place = f"{reverse('improvement:opportunity-columns')}?saved={saved.pk}&{columns}"
        answer = client.post(place, {"columns": ["effort"]}, follow=True)
        assert answer.context["saved"].differs
        assert [column.key for column in answer.context["listing"].columns][2:] == ["effort"]
        assert not ListPreference.objects.exists()

    def test_a_reader_cannot_keep_changes_but_save_them_as_a_new_one(self, client_of, alice, bob, board):
        saved = saved_of(alice, groups=[board])
        client = client_of(bob)
        page = client.get(f"{LIST}?saved={saved.pk}&state=accepted").content.decode()
        assert ("Save changes" in page, "Save as a new one" in page) == (False, True)
        answer = client.post(f"{LIST}saved/{saved.pk}/keep/", {"list": "state=accepted"})
        saved.refresh_from_db()
        assert (answer.status_code, saved.asks.conditions) == (403, {"state": "proposed"})

    def test_it_is_renamed_and_removed(self, client_of, alice):
        saved, client = saved_of(alice), client_of(alice)
        client.post(f"{LIST}saved/{saved.pk}/edit/", {"name": "Renamed"})
        assert tabs(client) == ["Renamed"]
        client.post(f"{LIST}saved/{saved.pk}/remove/")
        assert tabs(client) == []


class TestOpening:
    def test_a_list_opens_with_the_one_chosen_and_all_is_still_there(self, client_of, alice):
        withdrawn = OpportunityFactory(actor=alice, title="Gone")
        withdraw(withdrawn, actor=alice, reason="r")
        OpportunityFactory(actor=alice, title="Here")
        saved = saved_of(alice, shape=ListShape(conditions={"withdrawn": "only"}))
        client = client_of(alice)
        client.post(f"{LIST}saved/", {"opens": saved.pk})
        answer = client.get(LIST)
        assert titles(answer) == ["Gone"]
        everything = answer.context["tabs"][0]["url"]
        assert titles(client.get(LIST + everything)) == ["Here"]
        client.post(f"{LIST}saved/", {"opens": ""})
        assert titles(client.get(LIST)) == ["Here"]

    def test_one_that_is_no_longer_shared_opens_nothing(self, client_of, alice, bob, board):
        OpportunityFactory(actor=alice, title="Here")
        saved = saved_of(alice, shape=ListShape(conditions={"state": "realised"}), groups=[board])
        open_with(bob, KIND, saved)
        assert titles(client_of(bob).get(LIST)) == []
        change_filter(saved, actor=alice, name="Mine", groups=[], is_for_everybody=False)
        assert titles(client_of(bob).get(LIST)) == ["Here"]

    def test_one_that_was_removed_opens_nothing(self, client_of, alice):
        saved = saved_of(alice)
        open_with(alice, KIND, saved)
        remove_filter(saved, actor=alice)
        assert client_of(alice).get(LIST).context["saved"].current is None

    def test_nobody_opens_with_a_filter_they_do_not_see(self, alice, charlie):
        with pytest.raises(Refused):
            open_with(charlie, KIND, saved_of(alice))


class TestSharing:
    def test_a_group_sees_it_with_who_shared_it_and_others_do_not(self, client_of, alice, bob, charlie, board):
        saved_of(alice, "For the board", groups=[board])
        assert "Shared by Alice Berg" in client_of(bob).get(LIST).content.decode()
        assert [tabs(client_of(person)) for person in (alice, bob, charlie)] == [["For the board"]] * 2 + [[]]

    def test_each_reader_finds_what_they_may_see(self, client_of, alice, bob, board):
        OpportunityFactory(actor=alice, title="Secret", restricted=True)
        OpportunityFactory(actor=alice, title="Open")
        saved = saved_of(alice, groups=[board])
        found = [titles(client_of(person).get(f"{LIST}saved/{saved.pk}/", follow=True)) for person in (alice, bob)]
        assert found == [["Open", "Secret"], ["Open"]]

    def test_me_is_whoever_reads(self, client_of, alice, bob, board):
        OpportunityFactory(actor=alice, title="Hers")
        OpportunityFactory(actor=bob, title="His")
        saved = saved_of(alice, shape=ListShape(conditions={"owner": "me"}), groups=[board])
        assert titles(client_of(bob).get(f"{LIST}saved/{saved.pk}/", follow=True)) == ["His"]

    @pytest.mark.parametrize("page", ["", "edit/", "remove/"])
    def test_for_an_outsider_it_is_not_there(self, client_of, alice, charlie, board, page):
        saved = saved_of(alice, groups=[board])
        assert client_of(charlie).get(f"{LIST}saved/{saved.pk}/{page}").status_code == 404
        assert client_of(charlie).get(f"{LIST}?saved={saved.pk}").status_code == 404
        assert client_of(charlie).post(f"{LIST}saved/", {"opens": saved.pk}).status_code == 404

    def test_of_another_kind_it_is_not_there(self, client_of, alice):
        saved = saved_of(alice)
        assert client_of(alice).get(f"/parties/contacts/?saved={saved.pk}").status_code == 404

    def test_only_administrators_share_with_everybody(self, client_of, alice, admin, charlie):
        with pytest.raises(Refused):
            saved_of(alice, is_for_everybody=True)
        client_of(alice).post(f"{LIST}saved/new/", {"list": "", "name": "Forged", "is_for_everybody": "on"})
        saved_of(admin, "For all", is_for_everybody=True)
        assert tabs(client_of(charlie)) == ["For all"]

    def test_one_shares_with_groups_one_is_in(self, alice, admin, charlie, board):
        with pytest.raises(Refused, match="groups you are in"):
            saved_of(charlie, groups=[board])
        assert not SavedFilter.objects.exists()
        assert saved_of(admin, groups=[board]).groups.get() == board

    def test_what_is_shared_already_stays_when_one_has_left_the_group(self, client_of, alice, bob, board):
        saved = saved_of(alice, groups=[board])
        board.user_set.remove(alice)
        client_of(alice).post(f"{LIST}saved/{saved.pk}/edit/", {"name": "Renamed", "groups": [board.pk]})
        assert tabs(client_of(bob)) == ["Renamed"]

    def test_a_reader_changes_nothing_and_an_administrator_removes_what_everybody_sees(self, alice, bob, admin, board):
        saved = saved_of(admin, is_for_everybody=True)
        for act in (
            lambda: keep_shape(saved, actor=bob, shape=PROPOSED),
            lambda: change_filter(saved, actor=bob, name="x", groups=[], is_for_everybody=True),
            lambda: remove_filter(saved, actor=bob),
        ):
            with pytest.raises(Refused):
                act()
        remove_filter(saved, actor=PersonFactory(is_administrator=True))
        own = saved_of(alice)
        with pytest.raises(Refused):
            remove_filter(own, actor=admin)


class TestValuesNoLongerOffered:
    def test_the_list_says_so_by_the_name_of_the_filter(self, client_of, alice, bob):
        saved = saved_of(alice, shape=ListShape(conditions={"owner": str(bob.pk), "moon": "full"}))
        User.objects.filter(pk=bob.pk).delete()
        page = client_of(alice).get(f"{LIST}saved/{saved.pk}/", follow=True).content.decode()
        assert "“Mine” asks for a value that is not offered to you" in page
        assert "moon" in page

    def test_counting_by_it_is_refused_and_never_counts_something_else(self, alice):
        OpportunityFactory(actor=alice)
        with pytest.raises(NotOfferedError) as refused:
            count_of(KIND, ListShape(conditions={"source": "moon", "state": "proposed"}), alice)
        assert refused.value.labels == ["Came from"]


class TestRecordsOfAShape:
    def test_are_those_of_the_list_for_whoever_asks(self, alice, bob):
        OpportunityFactory(actor=alice, title="Secret", restricted=True)
        OpportunityFactory(actor=alice, title="Open")
        shape = ListShape(conditions={"state": "proposed"}, sort="title")
        assert [record.title for record in records_of(KIND, shape, alice)] == ["Open", "Secret"]
        assert (count_of(KIND, shape, alice), count_of(KIND, shape, bob)) == (2, 1)

    def test_a_shape_is_stored_and_read_back_as_it_was(self, alice):
        shape = ListShape(conditions={"owner": "me"}, words="br", sort="due", columns=["title"])
        assert SavedFilter.objects.get(pk=saved_of(alice, shape=shape).pk).asks == shape


def test_one_query_more_whatever_is_saved(client_of, alice, bob, board):
    OpportunityFactory(actor=alice)
    client, counts = client_of(alice), []
    for number in range(3):
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
        saved_of(alice, f"Mine {number}")
        saved_of(bob, f"His {number}", groups=[board])
    shown = f"{LIST}?saved={SavedFilter.objects.first().pk}&state=proposed&sort=-created"
    with CaptureQueriesContext(connection) as queries:
        client.get(shown)
    counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 10
    assert sum("savedfilter" in query["sql"] for query in queries.captured_queries) == 1


def test_the_page_of_saved_filters_does_not_ask_for_each(client_of, alice, board):
    client, counts = client_of(alice), []
    for number in range(3):
        saved_of(alice, f"Mine {number}", groups=[board])
        client.get(f"{LIST}saved/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}saved/")
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_own_ones_stand_first_and_more_than_fit_are_on_their_page(client_of, alice, admin):
    saved_of(admin, "A shared one", is_for_everybody=True)
    for number in range(7):
        saved_of(alice, f"Mine {number}")
    client = client_of(alice)
    assert tabs(client) == [f"Mine {number}" for number in range(6)]
    assert "A shared one" in client.get(f"{LIST}saved/").content.decode()
    assert len(list(filters_for(alice, OpportunityKind().key))) == 8


def test_an_address_with_nonsense_for_a_saved_filter_is_not_there(client_of, alice):
    for text in ("x", "-1", "9" * 40, "٣"):
        assert client_of(alice).get(f"{LIST}?{QueryDict.fromkeys(['saved'], text).urlencode()}").status_code == 404
