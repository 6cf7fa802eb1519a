"""What changed since the last visit: what concerns one, and a last visit that no reload moves."""

import pytest
from django.utils import timezone

from people.calendar import today
from records import history
from records.access.standing import GOVERN
from records.domain.comments import add_comment
from records.domain.rights import Right, settle_rights
from records.domain.sharing import grant
from records.domain.tasks import finish_task, set_task
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.models import Desk, Event
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory
from tests.smsapp.desk import DAY, days_pass, let_stand_in, visit

pytestmark = pytest.mark.django_db


def changes(client):
    context = client.get("/").context
    return [(event.action, event.record.title) for event in context["changed"]]


def test_what_others_did_to_ones_records_stands_there_newest_first(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice, title="Mine")
    add_comment(mine, actor=bob, text="Good")
    add_comment(mine, actor=alice, text="Thanks")
    OpportunityFactory(actor=bob, owner=alice, title="Given to me")
    assert changes(client_of(alice)) == [("create", "Given to me"), ("comment", "Mine")]


def test_what_does_not_concern_one_is_no_news(client_of, alice, bob):
    add_comment(OpportunityFactory(actor=bob, title="His"), actor=bob, text="Mine alone")
    assert changes(client_of(alice)) == []


def test_records_one_has_a_task_on_commented_on_or_gave_a_task_on_concern_one(client_of, alice, bob, charlie):
    made = {name: OpportunityFactory(actor=bob, title=name) for name in ("Task", "Comment", "Given")}
    set_task(made["Task"], actor=bob, assignee=alice, title="Do", due=timezone.localdate())
    add_comment(made["Comment"], actor=alice, text="Good")
    given = set_task(made["Given"], actor=None, assignee=charlie, title="Do", due=timezone.localdate())
    type(given).objects.filter(pk=given.pk).update(created_by=alice)
    client = client_of(alice)
    visit(client)
    days_pass(alice)
    for record in made.values():
        add_comment(record, actor=charlie, text="News")
    finish_task(given, actor=charlie, outcome="Yes")
    assert changes(client) == [("finish_task", "Given"), *[("comment", name) for name in ("Given", "Comment", "Task")]]


def test_what_is_in_a_scope_one_governs_concerns_one(client_of, alice, bob):
    scope = OrganisationFactory(actor=bob, title="Customer")
    contact = ContactFactory(actor=bob, organisation=scope, title="Of the customer")
    ContactFactory(actor=bob, title="Of another")
    client = client_of(alice)
    assert changes(client) == []
    govern(scope, alice, bob)
    assert {title for _action, title in changes(client)} == {"Customer", contact.title}


def govern(scope, person, actor):
    settle_rights(scope, [Right(person, scope.pk, GOVERN, "process_owner", today(), None)], [], actor=actor)


def test_a_hidden_record_is_no_news_whatever_one_had_to_do_with_it(client_of, alice, bob):
    his = OpportunityFactory(actor=bob, title="Kanarienvogel")
    add_comment(his, actor=alice, text="Good")
    set_task(his, actor=bob, assignee=alice, title="Do", due=timezone.localdate())
    client = client_of(alice)
    before = {title for _action, title in changes(client)}
    his.refresh_from_db()
    his.restricted = True
    write(his, actor=bob, action="edit")
    assert (before, changes(client)) == ({"Kanarienvogel"}, [])
    assert "Kanarienvogel" not in client.get("/my-work/changed/").content.decode()
    grant(his, alice, actor=bob)
    assert {title for _action, title in changes(client)} == {"Kanarienvogel"}


def test_withdrawn_records_are_no_news(client_of, alice, bob):
    gone = OpportunityFactory(actor=bob, title="Gone")
    add_comment(gone, actor=alice, text="Good")
    withdraw(gone, actor=bob, reason="Twice")
    assert changes(client_of(alice)) == []


def test_what_was_done_for_an_absent_person_says_so(client_of, alice, bob, charlie):
    mine = OpportunityFactory(actor=alice, title="Mine")
    task = set_task(mine, actor=alice, assignee=charlie, title="Do", due=timezone.localdate())
    let_stand_in(bob, charlie)
    finish_task(task, actor=bob, outcome="Yes")
    assert "Bob Costa for Charlie Dahl finished a task" in " ".join(client_of(alice).get("/").content.decode().split())


def test_what_the_system_did_is_said_to_be_the_systems(client_of, alice):
    write(OpportunityFactory(actor=alice, title="Mine"), actor=None, action="edit")
    assert "The system changed it" in " ".join(client_of(alice).get("/").content.decode().split())


def test_only_what_is_newer_than_the_last_visit_is_news(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice, title="Mine")
    add_comment(mine, actor=bob, text="Before")
    client = client_of(alice)
    visit(client)
    days_pass(alice)
    assert changes(client) == []
    add_comment(mine, actor=bob, text="After")
    page = visit(client)
    assert [event.action for event in page.context["changed"]] == ["comment"]
    assert page.context["since"] == f"{timezone.now() - DAY:%A, %H:%M}"


def test_loading_the_page_again_does_not_move_the_last_visit(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice)
    client = client_of(alice)
    visit(client)
    days_pass(alice)
    add_comment(mine, actor=bob, text="News")
    shown = [len(visit(client).context["changed"]) for _ in range(3)]
    client.post("/my-work/looked/", {"upto": Event.objects.latest("pk").pk})
    assert [*shown, len(visit(client).context["changed"])] == [1, 1, 1, 1]


def test_looking_writes_nothing_and_the_page_keeps_the_look_once_in_a_while(client_of, alice):
    client = client_of(alice)
    assert client.get("/").context["newest"] is not None
    assert Desk.objects.count() == 0
    visit(client)
    assert client.get("/").context["newest"] is None
    assert Desk.objects.get().person == alice


def test_what_happened_between_the_page_and_the_look_is_news_the_next_time(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice)
    client = client_of(alice)
    upto = client.get("/").context["newest"]
    add_comment(mine, actor=bob, text="Meanwhile")
    client.post("/my-work/looked/", {"upto": upto})
    days_pass(alice)
    assert len(changes(client)) == 1


def test_marked_as_seen_it_is_no_news_and_later_things_are(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice)
    add_comment(mine, actor=bob, text="Seen")
    client = client_of(alice)
    shown = client.get("/").context["changed"]
    add_comment(mine, actor=bob, text="Not seen")
    assert client.post("/my-work/seen/", {"upto": shown[0].pk}).status_code == 302
    assert [event.pk for event in client.get("/").context["changed"]] == [Event.objects.latest("pk").pk]


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 17, "\x00"])
def test_a_look_up_to_nowhere_hides_nothing_that_is_still_to_come(client_of, alice, bob, upto):
    mine = OpportunityFactory(actor=alice)
    client = client_of(alice)
    assert client.post("/my-work/seen/", {"upto": upto}).status_code == 302
    add_comment(mine, actor=bob, text="News")
    assert changes(client) == [("comment", mine.title)]


def test_more_than_fits_is_counted_and_stands_on_a_page_of_its_own(client_of, alice, bob):
    mine = OpportunityFactory(actor=alice)
    for n in range(8):
        add_comment(mine, actor=bob, text=f"{n}")
    client = client_of(alice)
    page = client.get("/")
    assert (len(page.context["changed"]), page.context["count_changed"]) == (6, 8)
    assert "6 of 8" in " ".join(page.content.decode().split())
    assert client.get("/my-work/changed/").context["page"].paginator.count == 8


def test_the_first_visit_looks_at_the_newest_events_alone(client_of, alice, bob, monkeypatch):
    monkeypatch.setattr(history, "LOOKED_AT", 2)
    mine = OpportunityFactory(actor=alice)
    for text in ("Old", "Newer", "New"):
        add_comment(mine, actor=bob, text=text)
    assert len(changes(client_of(alice))) == 2
