"""What is due is told, each stage once, of several that were missed the latest."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim as claim_job
from jobs.domain.queue import enqueue
from jobs.models import Job
from people.calendar import today
from people.domain import accounts
from records.access.standing import GOVERN
from records.domain.sharing import grant
from records.domain.tasks import finish_task, replan_task, set_task
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.models import Claim, Notice
from records.reminders import due, lead_times, reminding, told
from records.reminders.lead_times import choose_lead_times
from shell.registry import Reminder, registry
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory, PersonFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def remind():
    enqueue("records.remind")
    while job := claim_job("w"):
        carry_out(job)
    assert not Job.objects.filter(state="failed").exists()


@pytest.fixture
def on(monkeypatch):
    """``on(day)``: reminds people as on that day; returns who was told what, in the order of stages."""

    def reminded(day):
        before = set(Claim.objects.values_list("pk", flat=True))
        monkeypatch.setattr(reminding, "installation_today", lambda: day)
        remind()
        new = Claim.objects.exclude(pk__in=before).select_related("person").order_by("stage", "person__display_name")
        return [(claim.person.display_name.split()[0], claim.stage) for claim in new]

    return reminded


def due_in(days, **fields):
    return OpportunityFactory(due=today() + timedelta(days=days), **fields)


def task_of(record, person, days, *, actor=None):
    return set_task(record, actor=actor, assignee=person, title="Do", due=today() + timedelta(days=days))


def test_the_owner_is_told_before_the_day_on_it_and_once_it_is_late(on, alice):
    due_in(20, actor=alice)
    begun = today()
    told_on = {days: on(begun + timedelta(days=days)) for days in range(25)}
    assert {days: found for days, found in told_on.items() if found} == {
        6: [("Alice", -14)], 17: [("Alice", -3)], 20: [("Alice", 0)], 21: [("Alice", 1)],
    }  # fmt: skip


def test_what_stays_late_is_brought_to_owner_and_holders_of_the_scope_then_to_administrators(on, alice, bob, admin):
    organisation = OrganisationFactory(actor=alice)
    grant(organisation, bob, actor=None, codename=GOVERN)
    made = ContactFactory(actor=alice, organisation=organisation)
    task_of(made, PersonFactory(display_name="Zoe Ek"), 0)
    begun = today()
    assert on(begun + timedelta(days=6)) == [("Zoe", 1)]
    assert on(begun + timedelta(days=7)) == [("Alice", 7), ("Bob", 7)]
    assert on(begun + timedelta(days=20)) == []
    assert on(begun + timedelta(days=21)) == [("Ada", 21)]
    assert on(begun + timedelta(days=400)) == []
    assert set(Notice.objects.filter(kind="late").values_list("person__display_name", flat=True)) == {
        "Alice Berg", "Bob Costa", "Ada Maes",
    }  # fmt: skip


def test_after_three_days_of_nothing_running_the_latest_stage_alone_is_told(on, alice):
    due_in(15, actor=alice)
    begun = today()
    assert on(begun) == []
    assert on(begun + timedelta(days=13)) == [("Alice", -3)]
    assert on(begun + timedelta(days=16)) == [("Alice", 1)]
    assert Notice.objects.filter(person=alice, kind="due").count() == 2


def test_a_month_of_nothing_running_tells_each_person_one_thing(on, alice, bob, admin):
    made = OpportunityFactory(actor=alice)
    task_of(made, bob, 3)
    begun = today()
    assert on(begun + timedelta(days=33)) == [("Bob", 1), ("Alice", 7), ("Ada", 21)]


def test_a_clock_set_back_tells_nothing_twice(on, alice):
    due_in(3, actor=alice)
    begun = today()
    for days in (0, 3, 2, 0, 3, -20, 3):
        on(begun + timedelta(days=days))
    assert list(Claim.objects.order_by("stage").values_list("stage", flat=True)) == [-3, 0]


def test_a_lead_time_that_was_lengthened_does_not_tell_what_a_later_stage_told(on, alice):
    due_in(9, actor=alice)
    choose_lead_times(alice, {"opportunity": (10,)})
    assert on(today()) == [("Alice", -10)]
    choose_lead_times(alice, {"opportunity": (30, 5)})
    assert on(today()) == []
    assert on(today() + timedelta(days=4)) == [("Alice", -5)]


def test_another_day_begins_new_occurrences(on, alice):
    made = due_in(0, actor=alice)
    assert on(today()) == [("Alice", 0)]
    made.due = today() + timedelta(days=3)
    write(made, actor=alice, action="edit")
    assert on(today()) == [("Alice", -3)]
    assert on(today() + timedelta(days=3)) == [("Alice", 0)]


def test_the_twenty_ninth_of_february_is_a_day_as_any_other(on, alice):
    made = OpportunityFactory(actor=alice, due=date(2028, 2, 29))
    told_on = {day: on(day) for day in (date(2028, 2, 14), date(2028, 2, 15), date(2028, 2, 26), date(2028, 2, 29))}
    assert list(told_on.values()) == [[], [("Alice", -14)], [("Alice", -3)], [("Alice", 0)]]
    assert on(date(2028, 3, 1)) == [("Alice", 1)]
    assert made.due == date(2028, 2, 29)


def test_nobody_is_reminded_of_what_is_over_withdrawn_done_or_of_a_kind_without_a_day(on, alice, bob):
    for_now = {"actor": bob, "owner": alice, "due": today()}
    declined, gone = OpportunityFactory(**for_now), OpportunityFactory(**for_now)
    write(declined, actor=alice, action="decline", reason="No")
    withdraw(gone, actor=alice, reason="Twice")
    done = task_of(OpportunityFactory(actor=alice), bob, 0)
    finish_task(done, actor=bob, outcome="Yes")
    of_gone = OpportunityFactory(actor=alice)
    task_of(of_gone, bob, 0)
    withdraw(of_gone, actor=alice, reason="Twice")
    assert on(today() + timedelta(days=3)) == []


def test_people_whose_account_is_closed_are_told_nothing_and_the_scope_takes_their_place(on, alice, bob, admin):
    organisation = OrganisationFactory(actor=alice)
    grant(organisation, bob, actor=None, codename=GOVERN)
    ContactFactory(actor=alice, organisation=organisation, due=today())
    task_of(OpportunityFactory(actor=alice), alice, 0)
    accounts.deactivate(alice, actor=admin)
    Notice.objects.all().delete()
    assert on(today() + timedelta(days=1)) == [("Bob", 1)]
    assert not Notice.objects.filter(person=alice).exists()


def test_a_task_given_or_moved_today_makes_up_for_the_lead_time_that_has_come(on, alice, bob):
    made = OpportunityFactory(actor=alice)
    task = task_of(made, bob, 2, actor=alice)
    assert on(today()) == []
    assert on(today() + timedelta(days=1)) == [("Bob", -1)]
    replan_task(task, actor=alice, due=today() + timedelta(days=5), reason="Later")
    assert on(today()) == []
    assert on(today() + timedelta(days=5)) == [("Bob", 0)]


def test_a_record_that_is_out_of_sight_is_not_told_of_but_by_its_reference_to_the_last_of_the_ladder(
    on, alice, bob, admin
):
    hidden = OpportunityFactory(actor=alice, due=today())
    task_of(hidden, bob, 0)
    hidden.restricted = True
    write(hidden, actor=alice, action="edit")
    assert on(today() + timedelta(days=30)) == [("Alice", 7), ("Alice", 7), ("Ada", 21), ("Ada", 21)]


def test_who_holds_the_role_is_told_instead_of_administrators(on, alice, admin, monkeypatch):
    smr = PersonFactory(display_name="Sam Rep")
    monkeypatch.setattr(told, "holders_of", lambda role: [smr] if role == "smr" else [])
    due_in(0, actor=alice)
    assert on(today() + timedelta(days=21)) == [("Alice", 7), ("Sam", 21)]


def test_administrators_set_lead_times_for_all_and_each_their_own(on, alice, bob, admin):
    choose_lead_times(admin, {"opportunity": (5,)}, is_for_all=True)
    choose_lead_times(bob, {"opportunity": ()})
    due_in(5, actor=alice)
    due_in(5, actor=bob)
    assert on(today()) == [("Alice", -5)]
    choose_lead_times(bob, {"opportunity": None})
    assert on(today()) == [("Bob", -5)]


def test_a_room_may_remind_of_days_of_its_own(on, alice, bob):
    made = OpportunityFactory(actor=alice)
    notice_period = Reminder(
        key="test.notice",
        title="Notice period ends",
        due=lambda until: [(made.pk, today())] if today() <= until else [],
        told=lambda keys: {key: [bob.pk] for key in keys},
        days_before=(30,),
    )
    with registry.temporarily(notice_period):
        assert on(today() - timedelta(days=30)) == [("Bob", -30)]
        assert on(today()) == [("Bob", 0)]
    assert Notice.objects.filter(person=bob, detail__what="Notice period ends").count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_at_once_tell_each_thing_once(installation, alice, admin):
    for _ in range(40):
        due_in(0, actor=alice)
    for _ in range(4):
        enqueue("records.remind")
    assert at_once(*[lambda: carry_out(claim_job("w"))] * 4) == []
    assert Job.objects.filter(kind="records.remind", state="done").count() == 4
    assert (Claim.objects.count(), Notice.objects.filter(person=alice).count()) == (40, 40)


def test_the_number_of_queries_does_not_grow_with_what_is_due(on, alice):
    def asked(count):
        for _ in range(count):
            due_in(0, actor=alice)
        with CaptureQueriesContext(connection) as found:
            on(today())
        return len(found)

    assert asked(2) == asked(30)


def test_what_is_done_between_two_looks_is_not_told(on, alice, bob, monkeypatch):
    task = task_of(OpportunityFactory(actor=alice), bob, -1)
    read = due._tasks

    def done_just_then(keys):
        finish_task(task, actor=bob, outcome="Yes")
        return read(keys)

    monkeypatch.setattr(due, "_tasks", done_just_then)
    assert on(today() + timedelta(days=3)) == []


def test_lead_times_know_every_kind_that_has_a_day():
    keys = [subject.key for subject in lead_times.subjects()]
    assert {"opportunity", "assignment", "task-approve", "task-act"} <= set(keys)
    assert "contact" not in keys
