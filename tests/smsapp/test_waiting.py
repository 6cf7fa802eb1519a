"""Tasks that wait: whose they are, in what order, and that none is told of a record out of sight."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leadership.to_decide import count_to_decide, to_decide
from people.calendar import today
from records.access.standing import forget
from records.domain.sharing import grant
from records.domain.tasks import finish_task, set_task
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.holders import count_waiting_for
from records.models import Task
from shell.html import day_text
from smsapp.home.waiting import waiting_for
from standard.roles import PROCESS_OWNER
from tests.factories import OpportunityFactory
from tests.smsapp.desk import DAY, give_role, let_stand_in

pytestmark = pytest.mark.django_db


def ask(record, assignee, title, days=0, **about):
    return set_task(record, actor=None, assignee=assignee, title=title, due=timezone.localdate() + days * DAY, **about)


def titles(client, place="/my-work/waiting/", **asked):
    return [row.task.title for row in client.get(place, asked).context["rows"]]


def notes(client):
    return {row.task.title: row.note for row in client.get("/").context["tasks"]}


@pytest.fixture
def idea(bob):
    return OpportunityFactory(actor=bob, title="His")


@pytest.fixture
def full(idea, alice, bob, charlie):
    """Tasks of Alice's own, of a role of hers, of Bob whom she stands in for, and of Charlie."""
    role = give_role(alice, PROCESS_OWNER)
    let_stand_in(alice, bob, until=today() + 9 * DAY)
    ask(idea, alice, "Own", days=2, kind="review")
    ask(idea, role, "Of the role", days=-1)
    ask(idea, bob, "Of Bob", days=1, kind="approve")
    ask(idea, charlie, "Of Charlie")
    return idea


def test_ones_own_tasks_those_of_ones_roles_and_of_the_absent_wait_late_first(client_of, alice, full):
    page = client_of(alice).get("/").context
    assert [row.task.title for row in page["tasks"]] == ["Of the role", "Of Bob", "Own"]
    assert page["count_waiting"] == 3


def test_it_is_said_whose_a_task_is_and_who_asked(client_of, alice, bob, full):
    set_task(full, actor=bob, assignee=alice, title="Asked", due=timezone.localdate())
    until = day_text(today() + timedelta(days=9))
    assert notes(client_of(alice)) == {
        "Of the role": "for any Process owner",
        "Of Bob": f"for Bob Costa, away until {until}",
        "Own": "",
        "Asked": "asked by Bob Costa",
    }


def test_each_has_the_button_that_gets_it_done(client_of, alice, full):
    rows = client_of(alice).get("/").context["tasks"]
    own = Task.objects.get(title="Own")
    found = next(row for row in rows if row.task == own)
    assert (str(found.button), found.url) == ("Review", f"{full.page_url}tasks/{own.pk}/finish/")
    assert {client_of(alice).get(row.url).status_code for row in rows} == {200}


def test_tasks_of_records_out_of_sight_do_not_wait_and_are_not_counted(client_of, alice, bob):
    hidden = OpportunityFactory(actor=bob, title="His")
    role = give_role(alice, PROCESS_OWNER)
    ask(hidden, alice, "Own")
    ask(hidden, role, "Of the role")
    client = client_of(alice)
    before = client.get("/").context["count_waiting"]
    hidden.refresh_from_db()
    hidden.restricted = True
    write(hidden, actor=bob, action="edit")
    page = client.get("/")
    assert (before, page.context["count_waiting"], page.context["tasks"]) == (2, 0, [])
    assert (page.context["nav"].top[0].count, client.get("/people/").context["nav"].top[0].count) == ("", "")
    assert titles(client) == []
    assert "Of the role" not in page.content.decode()


def test_what_is_done_or_of_a_withdrawn_record_does_not_wait(client_of, alice, bob, idea):
    finish_task(ask(idea, alice, "Done"), actor=alice, outcome="Yes")
    gone = OpportunityFactory(actor=bob)
    ask(gone, alice, "Gone")
    withdraw(gone, actor=bob, reason="Twice")
    assert titles(client_of(alice)) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"whose": "me"}, ["Own"]),
        ({"whose": "role"}, ["Of the role"]),
        ({"whose": "absent"}, ["Of Bob"]),
        ({"kind": "approve"}, ["Of Bob"]),
        ({"due": "late"}, ["Of the role"]),
        ({"due": "late", "whose": "me"}, []),
        ({"due": "nonsense", "kind": "x", "whose": "\x00"}, ["Of the role", "Of Bob", "Own"]),
        ({"due": "2026-02-30"}, ["Of the role", "Of Bob", "Own"]),
    ],
)
def test_all_that_waits_is_narrowed(client_of, alice, full, asked, found):
    assert titles(client_of(alice), **asked) == found


def test_a_bar_of_the_picture_leads_to_the_tasks_of_its_day(client_of, alice, full):
    client = client_of(alice)
    columns = {column.words: column for column in client.get("/").context["columns"] if column.count}
    assert [column.count for column in columns.values()] == [1, 1, 1]
    tomorrow = day_text(timezone.localdate() + DAY)
    assert titles(client, columns[tomorrow].url) == ["Of Bob"]
    assert titles(client, columns["Late"].url) == ["Of the role"]


def test_late_is_red_only_where_something_is(client_of, alice, idea):
    ask(idea, alice, "Soon", days=1)
    before = client_of(alice).get("/").content.decode()
    ask(idea, alice, "Late", days=-1)
    after = client_of(alice).get("/").content.decode()
    assert ("tx-bad" in before, "tx-bad" in after) == (False, True)


def test_the_picture_says_the_same_as_its_table_and_leaves_out_what_is_further_off(client_of, alice, idea):
    ask(idea, alice, "Far", days=20)
    page = client_of(alice).get("/")
    assert page.context["has_columns"] is False
    assert "No task is due in the next two weeks" in page.content.decode()


def test_the_highest_bar_is_as_high_as_may_be_and_every_other_in_proportion(client_of, alice, idea):
    for _ in range(4):
        ask(idea, alice, "Many")
    ask(idea, alice, "One", days=1)
    drawn = re.findall(
        r'<rect class="f-(?:pri|quiet)"[^>]* height="(\d+)"', client_of(alice).get("/").context["pictures"]
    )
    assert drawn == ["48", "12"] * 2


def test_tasks_one_set_for_others_are_handed_on_until_they_are_done(client_of, alice, bob, idea):
    mine = OpportunityFactory(actor=alice)
    given = set_task(mine, actor=alice, assignee=bob, title="Given", due=timezone.localdate())
    role = give_role(bob, PROCESS_OWNER)
    set_task(mine, actor=alice, assignee=role, title="To a role", due=timezone.localdate())
    set_task(mine, actor=alice, assignee=alice, title="For myself", due=timezone.localdate())
    ask(idea, bob, "Of others")
    client = client_of(alice)
    assert (client.get("/").context["count_handed_on"], titles(client, "/my-work/handed-on/")) == (
        2,
        ["Given", "To a role"],
    )
    finish_task(given, actor=bob, outcome="Yes")
    assert titles(client, "/my-work/handed-on/") == ["To a role"]


def test_tasks_handed_on_about_a_record_one_sees_no_more_are_not_told(client_of, alice, bob):
    his = OpportunityFactory(actor=bob)
    task = ask(his, bob, "Given")
    Task.objects.filter(pk=task.pk).update(created_by=alice)
    client = client_of(alice)
    before = titles(client, "/my-work/handed-on/")
    his.refresh_from_db()
    his.restricted = True
    write(his, actor=bob, action="edit")
    assert (before, titles(client, "/my-work/handed-on/")) == (["Given"], [])
    assert client.get("/").context["count_handed_on"] == 0


def test_the_navigation_counts_what_waits_and_what_is_to_decide_on_every_page_in_a_query_each(client_of, alice, full):
    client = client_of(alice)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/people/")
    assert page.context["nav"].top[0].count == "3"
    assert len([query for query in queries if "records_task" in query["sql"]]) == 2


def test_the_navigation_counts_what_the_pages_list_for_everybody(full, alice, bob, charlie, admin):
    hidden, gone = OpportunityFactory(actor=bob), OpportunityFactory(actor=bob)
    for record, person in product((hidden, gone, full), (alice, bob, charlie, admin)):
        ask(record, person, "May it?", kind="approve")
    ask(full, alice, "May this too?", kind="approve")
    grant(hidden, charlie, actor=bob)
    hidden.restricted = True
    write(hidden, actor=None, action="edit")
    withdraw(gone, actor=bob, reason="No need")
    found = {}
    for person in (alice, bob, charlie, admin):
        forget(person)
        listed, decided = waiting_for(person).count(), to_decide(person).count()
        counted = (count_waiting_for(person, 100), count_waiting_for(person, 2), count_to_decide(person))
        assert counted == (listed, min(listed, 2), decided)
        found[person.display_name] = (listed, decided)
    assert found == {"Alice Berg": (8, 2), "Bob Costa": (3, 2), "Charlie Dahl": (3, 2), "Ada Maes": (1, 1)}


def test_what_does_not_draw_the_navigation_counts_nothing(client_of, alice, full):
    with CaptureQueriesContext(connection) as queries:
        client_of(alice).get("/improvement/opportunities/", headers={"HX-Request": "true", "HX-Target": "list"})
    assert [query for query in queries if "records_task" in query["sql"]] == []


def test_the_navigation_counts_no_further_than_it_shows(client_of, alice, idea):
    for _ in range(101):
        ask(idea, alice, "Do")
    client = client_of(alice)
    counts = [client.get(place).context["nav"].top[0].count for place in ("/people/", "/")]
    assert counts == ["99+", "99+"]
