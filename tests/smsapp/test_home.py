"""My work: what waits, what is mine, what others did; bounded however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records import history
from records.domain.comments import add_comment
from records.domain.links import link
from records.domain.sharing import grant
from records.domain.tasks import set_task
from records.domain.withdrawal import withdraw
from records.domain.write import write
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db


def shown(client):
    context = client.get("/").context
    return [(event.action, event.record.title) for event in context["changed"]]


def test_what_others_did_to_records_one_sees_stands_there_newest_first(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice, title="Mine")
    add_comment(mine, actor=bob, text="Good")
    OpportunityFactory(actor=bob, title="His")
    OpportunityFactory(actor=bob, title="Hidden", restricted=True)
    withdraw(OpportunityFactory(actor=bob, title="Gone"), actor=bob, reason="Twice")
    assert shown(client_of(alice)) == [("create", "His"), ("comment", "Mine")]


def test_only_the_newest_events_are_looked_at(client_of, alice, bob, monkeypatch):
    monkeypatch.setattr(history, "LOOKED_AT", 3)
    for title in ("Old", "Newer", "New"):
        OpportunityFactory(actor=bob, title=title)
    OpportunityFactory(actor=bob, title="Hidden", restricted=True)
    assert shown(client_of(alice)) == [("create", "New"), ("create", "Newer")]


def test_what_the_system_did_is_said_to_be_the_systems(client_of, alice):
    write(OpportunityFactory(actor=alice, title="Mine"), actor=None, action="edit")
    page = client_of(alice).get("/").content.decode()
    assert "The system changed it" in page


def test_a_linked_record_is_named_as_far_as_it_is_seen(client_of, alice, bob, charlie):
    hidden = OpportunityFactory(actor=alice, title="Kanarienvogel", restricted=True)
    grant(hidden, bob, actor=alice)
    link(OpportunityFactory(actor=bob, title="Open"), hidden, actor=bob)
    pages = [client_of(person).get("/").content.decode() for person in (alice, charlie)]
    assert ["Kanarienvogel</a>" in page for page in pages] == [True, False]
    assert ["Kanarienvogel" in page for page in pages] == [True, False]
    assert hidden.reference in pages[1]


def test_tasks_of_records_out_of_sight_do_not_wait(client_of, alice, bob):
    made = OpportunityFactory(actor=bob, title="His")
    set_task(made, actor=bob, assignee=alice, title="Read this", due=timezone.localdate())
    before = [task.title for task in client_of(alice).get("/").context["tasks"]]
    made.restricted = True
    write(made, actor=bob, action="edit")
    after = [task.title for task in client_of(alice).get("/").context["tasks"]]
    assert (before, after) == (["Read this"], [])


def test_eight_queries_do_however_much_there_is(client_of, alice, bob):
    for _ in range(20):
        made = OpportunityFactory(actor=bob)
        set_task(made, actor=bob, assignee=alice, title="Do", due=timezone.localdate())
        link(made, OpportunityFactory(actor=alice), actor=bob)
    client = client_of(alice)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    assert len(queries) <= 8
