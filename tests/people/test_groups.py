"""Groups of people, and what is shared with them."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.domain.errors import AccountError
from people.domain.groups import save_group
from people.models import AccountEvent
from records.domain.sharing import share
from tests.factories import OpportunityFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_a_group_is_made_with_its_members_and_what_changed_is_told(alice, bob, admin):
    board = save_group(Group(), actor=admin, name="  The   board ", members=[alice, bob])
    save_group(board, actor=admin, name="Board", members=[bob])
    events = AccountEvent.objects.order_by("id").values_list("actor", "detail")
    assert (board.name, list(board.user_set.all())) == ("Board", [bob])
    assert list(events) == [
        (admin.pk, {"group": board.pk, "name": ["", "The board"], "added": ["Alice Berg", "Bob Costa"], "removed": []}),
        (admin.pk, {"group": board.pk, "name": ["The board", "Board"], "added": [], "removed": ["Alice Berg"]}),
    ]


def test_saving_what_stands_already_tells_nothing(alice, admin):
    board = save_group(Group(), actor=admin, name="Board", members=[alice])
    save_group(board, actor=admin, name="Board", members=[alice])
    assert AccountEvent.objects.count() == 1


def test_whoever_changes_a_group_keeps_the_members_who_are_deactivated(client_of, alice, bob, admin):
    board = save_group(Group(), actor=admin, name="Board", members=[alice, bob])
    bob.is_active = False
    bob.save()
    client_of(admin).post(reverse("people:edit-group", args=[board.pk]), {"name": "The board", "members": []})
    assert set(board.user_set.all()) == {bob}
    assert AccountEvent.objects.first().detail["removed"] == ["Alice Berg"]


def test_a_name_that_another_group_has_is_refused_and_nothing_changes(alice, admin):
    save_group(Group(), actor=admin, name="Board", members=[])
    with pytest.raises(AccountError, match="Another group has this name"):
        save_group(Group(), actor=admin, name="Board", members=[alice])
    assert (Group.objects.count(), AccountEvent.objects.count()) == (1, 1)


def test_nobody_joins_a_group_by_their_own_hand(alice, admin):
    board = save_group(Group(), actor=admin, name="Board", members=[alice])
    with pytest.raises(AccountError, match="Nobody changes their own rights"):
        save_group(board, actor=admin, name="Board", members=[alice, admin])
    with pytest.raises(AccountError, match="Nobody changes their own rights"):
        save_group(Group(), actor=admin, name="New", members=[admin])
    assert (list(board.user_set.all()), Group.objects.count(), AccountEvent.objects.count()) == ([alice], 1, 1)


def test_whom_another_administrator_put_in_stays_in_and_may_leave(bob, admin):
    other = PersonFactory(is_administrator=True)
    board = save_group(Group(), actor=other, name="Board", members=[admin])
    save_group(board, actor=admin, name="Board", members=[admin, bob])
    assert set(board.user_set.all()) == {admin, bob}
    save_group(board, actor=admin, name="Board", members=[bob])
    assert list(board.user_set.all()) == [bob]


def test_an_administrator_reads_nothing_by_joining_a_group(client_of, alice, bob, admin):
    hidden = OpportunityFactory(actor=alice, restricted=True)
    board = save_group(Group(), actor=admin, name="Board", members=[bob])
    share(hidden, board, actor=alice)
    answer = client_of(admin).post(
        reverse("people:edit-group", args=[board.pk]), {"name": "Board", "members": [admin.pk]}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["members"])
    assert client_of(admin).get(hidden.page_url).status_code == 404


def test_only_administrators_make_groups(alice):
    with pytest.raises(PermissionDenied):
        save_group(Group(), actor=alice, name="Mine", members=[alice])
    assert Group.objects.count() == 0


def test_the_page_keeps_what_was_chosen_when_the_name_is_taken(client_of, alice, admin):
    save_group(Group(), actor=admin, name="Board", members=[])
    answer = client_of(admin).post(reverse("people:create-group"), {"name": "Board", "members": [alice.pk]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Another group has this name" in page
    assert re.search(rf'value="{alice.pk}"[^>]* checked', page)


def test_administrators_see_who_came_and_went_and_others_only_who_is_in(client_of, alice, bob, admin):
    board = save_group(Group(), actor=admin, name="Board", members=[alice])
    save_group(board, actor=admin, name="Board", members=[bob])
    place = reverse("people:group", args=[board.pk])
    told, shown = client_of(admin).get(place).content.decode(), client_of(bob).get(place).content.decode()
    assert ("left: Alice Berg" in told, "Alice Berg" in shown, "Bob Costa" in shown) == (True, False, True)
