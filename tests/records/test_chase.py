"""What is late is shown by whom it waits for, and nudged, brought on or moved, each thing by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from improvement.kind import OpportunityKind
from people.calendar import today
from people.domain import accounts
from records.access.permits import Refused
from records.access.standing import GOVERN, HOLD
from records.domain.errors import InputError, NotNowError
from records.domain.sharing import grant
from records.domain.tasks import TaskDoneError, finish_task, set_task
from records.domain.write import write
from records.models import Claim, Event, Notice, RecordUserPermission
from records.reminders import chasing
from records.reminders.chasing import escalate, nudge, replan
from records.reminders.late import late_things
from records.reminders.told import Audience
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory, PersonFactory
from tests.records.test_own_pages import WithGuests
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def smr(installation, alice):
    """The service management representative; the record of the role stands in for the room of roles."""
    person = PersonFactory(display_name="Sam Rep")
    hold(OpportunityFactory(actor=alice, title="SMR"), person, "smr")
    return person


def hold(role, person, key):
    grant(role, person, actor=None, codename=HOLD)
    RecordUserPermission.objects.filter(content_object_id=role.pk).update(role=key)


def late_task(record, assignee, days=3, title="Do"):
    return set_task(record, actor=None, assignee=assignee, title=title, due=today() - timedelta(days=days))


def late_record(actor, days=3, **fields):
    return OpportunityFactory(actor=actor, due=today() - timedelta(days=days), **fields)


def thing(user, of):
    """A task or record as a late thing, with the audience for it."""
    source = "task" if hasattr(of, "assignee_id") else "record"
    (due,) = late_things([(source, of.pk)], user)
    audience = Audience()
    audience.prepare([due])
    return due, audience


def key(of):
    return f"task-{of.pk}" if hasattr(of, "assignee_id") else f"record-{of.pk}"


def show(client, **query):
    answer = client.get(reverse("records:late"), query)
    assert answer.status_code == 200
    return answer.context


def shown(client, **query):
    return [(row["whose"], row["due"].what or row["due"].record.title) for row in show(client, **query)["rows"]]


def groups(client, by):
    return [(group.label, group.count, (today() - group.since).days) for group in show(client, by=by)["groups"]]


# The page ------------------------------------------------------------------------------------------


def test_what_is_late_stands_by_person_with_how_much_and_how_late(client_of, admin, alice, bob):
    late_task(late_record(alice, 9, title="Hers"), bob, 4)
    late_record(bob, 2, title="His")
    OpportunityFactory(actor=PersonFactory(display_name="Paul On-time"), due=today())
    client = client_of(admin)
    assert groups(client, "person") == [("Alice Berg", 1, 9), ("Bob Costa", 2, 4)]
    assert shown(client) == [("Alice Berg", "Hers"), ("Bob Costa", "Do"), ("Bob Costa", "His")]
    assert shown(client, who=f"person-{bob.pk}", what="record") == [("Bob Costa", "His")]
    assert shown(client, days="7") == [("Alice Berg", "Hers")]
    assert groups(client, "room") == [("Improvement", 3, 9)]


def test_tasks_of_a_role_that_nobody_holds_stand_under_that(client_of, admin, alice, bob):
    vacant, filled = (OpportunityFactory(actor=alice, title=title) for title in ("Auditor", "Trainer"))
    hold(filled, bob, "training_coordinator")
    made = OpportunityFactory(actor=alice)
    late_task(made, vacant, 2, "Audit")
    late_task(made, filled, 5, "Train")
    client = client_of(admin)
    assert groups(client, "role") == [("Nobody holds this role", 1, 2), ("Trainer", 1, 5)]
    assert shown(client, who="vacant") == [("Auditor", "Audit")]
    assert show(client, who="vacant")["rows"][0]["is_vacant"] is True
    assert shown(client, who=f"role-{filled.pk}") == [("Trainer", "Train")]
    accounts.deactivate(bob, actor=admin)
    assert groups(client, "role") == [("Nobody holds this role", 2, 5)]


def test_what_one_does_not_see_is_neither_shown_nor_counted(client_of, admin, alice):
    hidden = late_record(alice, title="Kanarienvogel", restricted=True)
    late_task(hidden, alice, title="Ask Kanarienvogel")
    client = client_of(admin)
    assert (shown(client), groups(client, "person"), groups(client, "room")) == ([], [], [])
    answer = client.post(reverse("records:nudge-late"), {"chosen": key(hidden), "text": "Please", "token": "t"})
    assert (answer.status_code, "Kanarienvogel" in answer.content.decode()) == (422, False)
    assert not Notice.objects.filter(kind="nudge").exists()


def test_records_that_are_over_or_withdrawn_and_tasks_that_are_done_are_not_late(client_of, admin, alice, bob):
    over = OpportunityFactory(actor=bob, owner=alice, due=today() - timedelta(days=3))
    write(over, actor=alice, action="decline", reason="No")
    done = late_task(OpportunityFactory(actor=alice), bob)
    finish_task(done, actor=bob, outcome="Yes")
    assert shown(client_of(admin)) == []


def test_the_page_is_for_the_representative_and_administrators(client_of, smr, admin, alice):
    assert [client_of(person).get(reverse("records:late")).status_code for person in (smr, admin, alice)] == [
        200, 200, 403,
    ]  # fmt: skip
    assert "Late work" in client_of(smr).get("/").content.decode()
    assert "Late work" not in client_of(alice).get("/").content.decode()


def test_addresses_that_make_no_sense_filter_nothing(client_of, admin, alice):
    late_record(alice)
    for who in ("person-x", "person-", "role-99999999999999999999", "x", "person-1 OR 1=1"):
        assert len(shown(client_of(admin), who=who, room="nowhere", what="y", days="-7", by="z", page="q")) == 1


def test_the_page_asks_no_more_for_more(client_of, admin, alice, bob):
    client = client_of(admin)
    asked = []
    for _ in range(2):
        for _ in range(10):
            late_task(late_record(alice), bob)
        show(client)
        with CaptureQueriesContext(connection) as queries:
            show(client)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_late_things_are_paged(client_of, admin, alice):
    for _ in range(51):
        late_record(alice)
    assert [len(shown(client_of(admin), page=page)) for page in (1, 2)] == [50, 1]


# Nudging -------------------------------------------------------------------------------------------


def test_a_nudge_is_told_with_its_sentence_and_stands_in_the_history(smr, alice, bob):
    made = OpportunityFactory(actor=alice)
    task = late_task(made, bob, title="Decide")
    nudge(*thing(smr, task), actor=smr, text="Please by Friday")
    told = Notice.objects.get(person=bob, kind="nudge")
    assert (told.detail["text"], told.actor, told.task, told.way) == ("Please by Friday", smr, task, "now")
    event = Event.objects.get(action="nudge")
    assert (event.record_id, event.actor, event.reason, event.detail["to"]) == (
        made.pk,
        smr,
        "Please by Friday",
        "Bob Costa",
    )


def test_a_thing_is_nudged_once_a_day_unless_one_insists(smr, alice, bob):
    task, other = late_task(OpportunityFactory(actor=alice), bob), late_record(bob)
    nudge(*thing(smr, task), actor=smr, text="One")
    with pytest.raises(NotNowError, match="nudged today already"):
        nudge(*thing(smr, task), actor=smr, text="Two")
    nudge(*thing(smr, other), actor=smr, text="Another thing")
    nudge(*thing(smr, task), actor=smr, text="Two", is_again=True)
    assert Notice.objects.filter(person=bob, kind="nudge").count() == 3


def test_a_thing_may_be_nudged_again_the_next_day(smr, alice, bob, monkeypatch):
    task = late_task(OpportunityFactory(actor=alice), bob)
    nudge(*thing(smr, task), actor=smr, text="One")
    monkeypatch.setattr(chasing, "today", lambda: today() + timedelta(days=1))
    nudge(*thing(smr, task), actor=smr, text="Two")
    assert Notice.objects.filter(person=bob, kind="nudge").count() == 2


def test_nobody_else_nudges_and_only_what_is_late_is_nudged(smr, alice, bob):
    task = late_task(OpportunityFactory(actor=alice), bob)
    with pytest.raises(Refused):
        nudge(*thing(alice, task), actor=alice, text="Now")
    due, audience = thing(smr, task)
    finish_task(task, actor=bob, outcome="Yes")
    with pytest.raises(TaskDoneError):
        nudge(due, audience, actor=smr, text="Now")
    with pytest.raises(NotNowError, match="late no more"):
        nudge(*thing(smr, OpportunityFactory(actor=alice, due=today())), actor=smr, text="Now")


def test_where_there_is_nobody_to_nudge_that_is_said(smr, alice):
    role = OpportunityFactory(actor=alice, title="Auditor")
    made = OpportunityFactory(actor=alice)
    with pytest.raises(NotNowError, match="Nobody holds the role: Auditor"):
        nudge(*thing(smr, late_task(made, role)), actor=smr, text="Now")
    with pytest.raises(NotNowError, match="waits for you yourself"):
        nudge(*thing(smr, late_task(made, smr)), actor=smr, text="Now")


def test_how_often_a_thing_was_nudged_is_shown(client_of, admin, smr, alice, bob):
    task = late_task(OpportunityFactory(actor=alice), bob)
    for text in ("One", "Two"):
        nudge(*thing(smr, task), actor=smr, text=text, is_again=True)
    assert "nudged 2 times, last <time" in client_of(admin).get(reverse("records:late")).content.decode()


# Bringing it on ------------------------------------------------------------------------------------


def test_a_thing_goes_one_step_of_the_ladder_at_a_time_and_the_job_does_not_tell_it_again(smr, admin, alice, bob):
    organisation = OrganisationFactory(actor=alice)
    grant(organisation, bob, actor=None, codename=GOVERN)
    task = late_task(ContactFactory(actor=alice, organisation=organisation), PersonFactory())
    for _ in range(2):
        escalate(*thing(admin, task), actor=admin, text="It blocks us")
    told = Notice.objects.filter(kind="late").order_by("id").values_list("person__display_name", flat=True)
    assert list(told) == ["Alice Berg", "Bob Costa", "Sam Rep"]
    assert sorted(Claim.objects.values_list("stage", flat=True)) == [7, 7, 21]
    with pytest.raises(NotNowError, match="brought to the last"):
        escalate(*thing(admin, task), actor=admin, text="Still")
    assert [event.detail["to"] for event in Event.objects.filter(action="escalate").order_by("id")] == [
        "Alice Berg, Bob Costa", "Sam Rep",
    ]  # fmt: skip


# Moving --------------------------------------------------------------------------------------------


def test_things_get_a_new_day_or_move_by_days_with_a_reason(smr, admin, alice, bob):
    task, record = late_task(OpportunityFactory(actor=alice), bob), late_record(alice)
    day = today() + timedelta(days=5)
    replan(thing(smr, task)[0], actor=smr, to=day, reason="Holiday")
    replan(thing(admin, record)[0], actor=admin, by=10, reason="Holiday")
    task.refresh_from_db()
    record.refresh_from_db()
    assert (task.due, record.due) == (day, today() + timedelta(days=7))
    assert set(Event.objects.filter(reason="Holiday").values_list("action", flat=True)) == {"replan_task", "edit"}


def test_what_would_still_be_late_is_not_moved(smr, alice, bob):
    task = late_task(OpportunityFactory(actor=alice), bob, 9)
    with pytest.raises(InputError, match="still be late"):
        replan(thing(smr, task)[0], actor=smr, by=8, reason="Later")


def test_a_kind_whose_day_is_set_by_its_own_actions_is_left_alone(admin, alice):
    contact = ContactFactory(actor=alice, due=today() - timedelta(days=1))
    with pytest.raises(NotNowError, match="its own actions"):
        replan(thing(admin, contact)[0], actor=admin, by=8, reason="Later")


def test_a_record_is_moved_by_its_kinds_own_verb_and_by_the_checks_of_its_form(admin, alice, monkeypatch):
    def on_working_days(record, **about):
        record.title = f"{record.title}, moved"
        return write(record, **about)

    def clean(form):
        if form.cleaned_data.get("due") == today() + timedelta(days=8):
            form.add_error("due", "That is a holiday")
        return form.cleaned_data

    monkeypatch.setattr(OpportunityKind, "edit", staticmethod(on_working_days))
    monkeypatch.setattr("records.forms.record.RecordForm.clean", clean)
    late = late_record(alice, title="Desk")
    with pytest.raises(InputError, match="holiday"):
        replan(thing(admin, late)[0], actor=admin, to=today() + timedelta(days=8), reason="Later")
    replan(thing(admin, late)[0], actor=admin, to=today() + timedelta(days=9), reason="Later")
    late.refresh_from_db()
    assert (late.title, late.due) == ("Desk, moved", today() + timedelta(days=9))


def test_what_else_a_form_finds_wrong_is_said_with_its_field(admin, alice):
    late = OpportunityFactory(actor=alice, expected_benefit="", due=today() - timedelta(days=1))
    with pytest.raises(InputError, match=r"^Expected benefit: "):
        replan(thing(admin, late)[0], actor=admin, by=8, reason="Later")


def test_a_kind_whose_form_asks_beside_columns_is_left_alone(admin, alice, monkeypatch):
    monkeypatch.setattr(OpportunityKind, "form_class", WithGuests)
    with pytest.raises(NotNowError, match="its own actions"):
        replan(thing(admin, late_record(alice))[0], actor=admin, by=8, reason="Later")


# Many at once --------------------------------------------------------------------------------------


def send(client, page, *things, **fields):
    chosen = [key(each) for each in things]
    return client.post(reverse(f"records:{page}"), {"token": "t", "chosen": chosen, **fields})


def said(client):
    return [str(message) for message in show(client)["messages"]]


def test_many_are_nudged_and_what_is_refused_is_said_with_the_reason(client_of, smr, alice, bob):
    made = OpportunityFactory(actor=alice)
    fine, before, own = late_task(made, bob), late_record(bob), late_task(made, smr)
    nudge(*thing(smr, before), actor=smr, text="Before")
    client = client_of(smr)
    assert send(client, "nudge-late", fine, before, own, text="Please").status_code == 302
    assert said(client) == [
        "1 nudged.",
        f"Not done. {before.reference}: It was nudged today already; {made.reference}: It waits for you yourself",
    ]
    assert send(client, "nudge-late", before, token="u", text="Again", is_again="on").status_code == 302
    assert Notice.objects.filter(person=bob, kind="nudge").count() == 3


def test_a_form_sent_twice_acts_once(client_of, smr, alice, bob):
    task = late_task(OpportunityFactory(actor=alice), bob)
    client = client_of(smr)
    for _ in range(2):
        assert send(client, "nudge-late", task, text="Please", is_again="on").status_code == 302
    assert Notice.objects.filter(person=bob, kind="nudge").count() == 1


def test_where_nothing_can_be_done_the_form_stays_with_what_was_typed(client_of, smr, alice):
    answer = send(client_of(smr), "replan-late", late_record(alice, 30), by="3", reason="Because")
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (422, "Because")
    assert "still be late" in answer.content.decode()


def test_each_record_is_moved_by_its_own_rules(client_of, smr, alice, bob):
    task, record = late_task(OpportunityFactory(actor=alice), bob), late_record(alice)
    client = client_of(smr)
    send(client, "replan-late", task, record, to=(today() + timedelta(days=5)).isoformat(), reason="Holiday")
    done, refused = said(client)
    assert (done, refused.startswith(f"Not done. {record.reference}: For ")) == ("1 moved.", True)


@pytest.mark.parametrize(
    ("page", "sent", "field"),
    [
        ("nudge-late", {"text": ""}, "text"),
        ("nudge-late", {"text": "x" * 301}, "text"),
        ("escalate-late", {"text": ""}, "text"),
        ("replan-late", {"reason": "r"}, "to"),
        ("replan-late", {"reason": "r", "to": "2026-02-30"}, "to"),
        ("replan-late", {"reason": "r", "by": "-1"}, "by"),
        ("replan-late", {"reason": "r", "by": "10000"}, "by"),
        ("replan-late", {"reason": "r", "by": "abc"}, "by"),
        ("replan-late", {"reason": "r", "by": "3", "to": "2030-01-01"}, "to"),
        ("replan-late", {"reason": "", "by": "3"}, "reason"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field(client_of, admin, alice, page, sent, field):
    answer = send(client_of(admin), page, late_record(alice), **sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_choosing_nothing_or_too_much_is_said(client_of, admin, alice):
    client = client_of(admin)
    for chosen in ([], ["task-x", "other-1"], [f"task-{number}" for number in range(51)]):
        answer = client.post(reverse("records:nudge-late"), {"token": "t", "chosen": chosen, "text": "Please"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["chosen"])


@pytest.mark.django_db(transaction=True)
def test_four_who_nudge_at_once_nudge_once(installation, smr, admin, alice, bob):
    task = late_task(OpportunityFactory(actor=alice), bob)
    due, audience = thing(smr, task)
    raised = at_once(*[lambda: nudge(due, audience, actor=smr, text="Please")] * 4)
    assert [type(error) for error in raised] == [chasing.NudgedTodayError] * 3
    assert Notice.objects.filter(person=bob, kind="nudge").count() == 1
