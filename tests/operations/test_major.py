"""The major incident procedure: who leads it, who is told, and the review before it is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.domain import working
from operations.domain.major import declare_major, review_major, stand_down, tell
from operations.domain.warning import warn
from operations.models import Incident
from records.domain.errors import InputError, NotNowError
from records.models import Notice, Task
from roles.domain.assigning import assign
from roles.models import Assignment, Role
from tests.factories import IncidentFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


class Progress:
    """Nobody stops the job."""

    def tell(self, done, whole):
        pass

    def check(self):
        pass


@pytest.fixture
def director(installation):
    """Top management."""
    person = PersonFactory(display_name="Dora Lang")
    role = Role.objects.filter(key="top_management").first() or RoleFactory(key="top_management")
    assign(Assignment(role=role, person=person, created_by=person, starts=timezone.localdate()), actor=None)
    Notice.objects.all().delete()
    return person


@pytest.fixture
def major(alice, bob, mail, table, director):
    incident = IncidentFactory(actor=alice, title="All mail is down", service=mail)
    return declare_major(incident, actor=alice, leader=bob, every=30, reason="Nobody can work")


def told(person):
    return [notice.detail["what"] for notice in Notice.objects.filter(person=person, kind="ticket").order_by("pk")]


def test_top_management_and_its_leader_are_told_at_once_and_the_time_is_kept(major, bob, director):
    assert told(director) == [f"Major incident: {major.reference} All mail is down"]
    assert told(bob) == [f"You lead the major incident {major.reference} All mail is down"]
    assert (major.major_manager, major.top_management_told) == (bob, major.major_since)
    assert major.next_update_at == major.major_since + timedelta(minutes=30)
    with pytest.raises(NotNowError):
        declare_major(major, actor=None, leader=bob, every=30, reason="r")


def test_where_nobody_is_top_management_no_time_is_made_up(alice, installation):
    incident = IncidentFactory(actor=alice)
    declare_major(incident, actor=alice, leader=alice, every=15, reason="r")
    assert incident.top_management_told is None


def test_a_word_to_those_concerned_is_kept_and_the_time_begins_anew(major, alice):
    before = major.next_update_at
    tell(major, actor=alice, audience="All staff", text="We are on it")
    word = major.updates.get()
    assert (word.audience, word.text, word.person) == ("All staff", "We are on it", alice)
    assert major.next_update_at > before


def test_a_word_that_is_overdue_is_told_once_to_whoever_leads_it(major, bob):
    Notice.objects.all().delete()
    warn(Progress())
    assert told(bob) == []
    major.next_update_at = timezone.now() - timedelta(minutes=1)
    working.write_ticket(major, actor=None, action="edit")
    warn(Progress())
    warn(Progress())
    assert told(bob) == [f"Those concerned wait for a word on {major.reference} All mail is down"]


def test_it_is_closed_only_after_its_review(major, alice, bob):
    stand_down(major, actor=alice, reason="Mail works again")
    task = Task.objects.get(kind="review")
    assert (task.assignee, major.next_update_at, major.is_major, major.is_major_now) == (bob, None, True, False)
    working.resolve(major, actor=alice, resolution="A new disk")
    with pytest.raises(NotNowError, match="review"):
        working.close(major, actor=alice)
    major = Incident.objects.get()
    with pytest.raises(InputError):
        review_major(major, actor=alice, review=" ")
    review_major(Incident.objects.get(), actor=alice, review="The disk was full; an alarm is set.")
    task.refresh_from_db()
    assert task.done is not None
    assert working.close(Incident.objects.get(), actor=alice).state == "closed"


def test_nothing_is_said_or_reviewed_of_what_is_not_major(alice, installation):
    incident = IncidentFactory(actor=alice)
    for verb, more in (
        (tell, {"audience": "a", "text": "t"}),
        (stand_down, {"reason": "r"}),
        (review_major, {"review": "r"}),
    ):
        with pytest.raises(NotNowError):
            verb(incident, actor=alice, **more)


def test_the_board_names_it_until_it_is_stood_down(major, alice, client_of):
    client = client_of(alice)
    assert "All mail is down" in client.get("/operations/board/").content.decode().split("views-bar")[0]
    stand_down(Incident.objects.get(), actor=alice, reason="r")
    assert "All mail is down" not in client.get("/operations/board/").content.decode().split("views-bar")[0]


def test_my_work_names_it_with_the_word_that_is_awaited(major, charlie, client_of):
    client = client_of(charlie)
    assert "/operations/board/major/" in client.get("/").content.decode()
    page = client.get("/operations/board/major/").content.decode()
    assert "All mail is down" in page
    assert "Next word by" in page


def test_whoever_leads_it_tells_stands_down_and_reviews_and_the_review_stands_on_its_page(major, alice, bob, client_of):
    tell(major, actor=bob, audience="All", text="We are at it")
    stand_down(major, actor=bob, reason="It is back")
    review_major(major, actor=bob, review="A certificate had run out")
    assert "A certificate had run out" in client_of(alice).get(major.page_url).content.decode()
