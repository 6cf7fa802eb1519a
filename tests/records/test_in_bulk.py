"""One action on many records: what can be done, what cannot and why, each by its own rules, once."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from improvement.kind import OpportunityKind
from improvement.models import Opportunity
from jobs.domain.carrying import carry_out as carry_out_job
from jobs.domain.queue import claim
from jobs.models import Job
from people.calendar import today
from people.domain.accounts import deactivate
from records import in_bulk
from records.domain.bulk import create_many
from records.domain.bulk_acts import begin_act
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.in_bulk import ask_for, bulk_actions, carry_out
from records.kind import find_kind
from records.models import BulkAct, Event, Record, RecordGroupPermission, Task
from tests.factories import OpportunityFactory, OrganisationFactory, PersonFactory
from tests.records.test_own_pages import WithGuests
from tests.threads import at_once

pytestmark = pytest.mark.django_db
LIST = reverse("improvement:opportunity-list")
BULK = f"{LIST}bulk/"


def ideas(person, count, **fields):
    made = [
        Opportunity(title=f"Idea {n:03}", idea="i", expected_benefit="e", owner=person, **fields) for n in range(count)
    ]
    return create_many(made, actor=person)


def chosen(*records):
    return ",".join(f"{record.pk}:{record.version}" for record in records)


def sent(action, *records, **answers):
    return {"action": action, "chosen": chosen(*records), "token": "t", "reason": "Because", **answers}


def look(client, action, *records):
    return client.get(BULK, {"action": action, "chosen": [record.pk for record in records]})


def ask(client, action, *records, **answers):
    return client.post(BULK, sent(action, *records, **answers))


def outcomes(act=None):
    act = act or BulkAct.objects.get()
    return {line.record_id: (line.outcome, line.why) for line in act.lines.all()}


class TestBefore:
    def test_the_page_says_which_can_be_done_and_which_cannot_and_why(self, client_of, alice, bob):
        own, his = OpportunityFactory(actor=alice), OpportunityFactory(actor=bob)
        gone = OpportunityFactory(actor=alice)
        withdraw(gone, actor=alice, reason="r")
        answer = look(client_of(alice), "owner", own, his, gone)
        assert [record.pk for record, _why in answer.context["able"]] == [own.pk]
        assert {record.pk: str(why) for record, why in answer.context["unable"]} == {
            his.pk: "For the owner or holders of its scope or administrators",
            gone.pk: "The record was withdrawn",
        }
        page = answer.content.decode()
        assert "1 record can be changed" in page
        assert "2 cannot, and stay as they are" in page

    def test_a_record_in_another_state_says_which(self, client_of, alice, bob):
        idea = OpportunityFactory(actor=bob, owner=alice)
        done = OpportunityFactory(actor=bob, owner=alice)
        write(done, actor=alice, action="decline", reason="r")
        answer = look(client_of(alice), "decline", idea, done)
        assert [str(why) for _record, why in answer.context["unable"]] == [
            "It is “Declined”: this cannot be done from there"
        ]

    def test_records_out_of_sight_are_as_if_they_were_not_there(self, client_of, alice, charlie):
        hidden, seen = OpportunityFactory(actor=alice, restricted=True), OpportunityFactory(actor=charlie)
        client = client_of(charlie)
        there = look(client, "owner", seen, hidden)
        nowhere = client.get(BULK, {"action": "owner", "chosen": [seen.pk, 999_999]})
        assert [answer.context["counts"] for answer in (there, nowhere)] == [{"able": 1, "unable": 0, "all": 1}] * 2
        assert hidden.title not in there.content.decode()
        alone = [client.get(BULK, {"action": "owner", "chosen": [key]}, follow=True) for key in (hidden.pk, 999_999)]
        assert ["No record is chosen" in answer.content.decode() for answer in alone] == [True, True]

    @pytest.mark.parametrize("action", ["accept", "moon", ""])
    def test_what_is_not_offered_for_many_is_not_there(self, client_of, alice, action):
        assert look(client_of(alice), action, OpportunityFactory(actor=alice)).status_code == 404

    def test_all_that_the_filters_leave_are_chosen_up_to_a_limit(self, client_of, alice, monkeypatch):
        ideas(alice, 3, source="audit")
        ideas(alice, 2, source="staff")
        client = client_of(alice)
        answer = client.get(BULK, {"action": "owner", "all": "1", "source": "audit"})
        assert answer.context["counts"]["able"] == 3
        monkeypatch.setattr("records.views.bulk.CHOSEN_MAX", 2)
        answer = client.get(BULK, {"action": "owner", "all": "1", "source": "audit"}, follow=True)
        assert "More than 2 records are chosen" in answer.content.decode()
        assert answer.request["QUERY_STRING"] == "source=audit"

    def test_queries_do_not_grow_with_the_records(self, client_of, alice):
        made, client, counts = ideas(alice, 30), client_of(alice), []
        for count in (2, 30):
            look(client, "decline", *made[:count])
            with CaptureQueriesContext(connection) as queries:
                look(client, "decline", *made[:count])
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_fields_keep_what_was_typed_when_one_needs_another_look(self, client_of, alice, bob):
        idea = OpportunityFactory(actor=alice)
        answer = ask(client_of(alice), "owner", idea, owner=bob.pk, reason="")
        assert (answer.status_code, answer.context["form"]["owner"].value()) == (422, str(bob.pk))
        assert answer.context["chosen"] == chosen(idea)
        assert not BulkAct.objects.exists()


class TestDoing:
    def test_each_gets_its_event_with_reason_and_its_history(self, client_of, alice, bob):
        made = ideas(alice, 3)
        answer = ask(client_of(alice), "owner", *made, owner=bob.pk)
        assert (answer.status_code, answer["Location"]) == (302, LIST + "?")
        events = Event.objects.filter(action="edit")
        told = {(event.record_id, event.reason, event.version, event.actor_id, event.origin) for event in events}
        assert told == {(record.pk, "Because", 2, alice.pk, "bulk") for record in made}
        assert {record.owner_id for record in Opportunity.objects.all()} == {bob.pk}
        assert [row.owner_id for row in made[0].history.order_by("event_id")] == [alice.pk, bob.pk]

    def test_due_date_task_share_withdrawal_and_a_transition(self, client_of, alice, bob):
        board, client, day = Group.objects.create(name="Board"), client_of(alice), today() + timedelta(days=9)
        made = [OpportunityFactory(actor=bob, owner=alice) for _ in range(2)]
        ask(client, "due", *made, due=day.isoformat())
        task = {"kind": "act", "title": "Look at it", "assignee": f"person-{bob.pk}", "due": day.isoformat()}
        now = list(Opportunity.objects.order_by("pk"))
        ask(client, "task", *now, **task)
        ask(client, "share", *now, holder=f"group-{board.pk}", until="")
        ask(client, "decline", *now)
        now = list(Opportunity.objects.order_by("pk"))
        assert [(record.due, record.state) for record in now] == [(day, "declined")] * 2
        assert [task.record_id for task in Task.objects.order_by("record_id")] == [record.pk for record in now]
        assert RecordGroupPermission.objects.filter(group=board).count() == 2
        ask(client, "withdraw", *now)
        assert list(Record.objects.values_list("withdrawn", flat=True)) == [True, True]

    def test_nobody_does_to_many_what_the_rules_refuse_for_one(self, client_of, alice, charlie):
        record = OpportunityFactory(actor=alice)
        before = Event.objects.count()
        for action in bulk_actions(OpportunityKind()):
            day = today().isoformat()
            more = {"owner": charlie.pk, "due": day, "kind": "act", "title": "T", "assignee": f"person-{charlie.pk}"}
            answer = ask(
                client_of(charlie), action, record, holder=f"person-{charlie.pk}", until="", token=action, **more
            )
            assert (action, answer.status_code) == (action, 302)
        assert {outcome for act in BulkAct.objects.all() for outcome, _why in outcomes(act).values()} == {"left"}
        assert (Event.objects.count(), Task.objects.count()) == (before, 0)

    def test_a_record_out_of_sight_takes_nothing_and_is_not_named(self, client_of, alice, charlie):
        hidden, own = OpportunityFactory(actor=alice, restricted=True), OpportunityFactory(actor=charlie)
        ask(client_of(charlie), "withdraw", own, hidden)
        assert outcomes() == {own.pk: ("done", "")}
        hidden.refresh_from_db()
        assert not hidden.withdrawn

    def test_one_that_was_changed_meanwhile_is_left_and_reported(self, client_of, alice, bob):
        still, moved = ideas(alice, 2)
        form = sent("owner", still, moved, owner=bob.pk)
        moved.title = "Changed"
        write(moved, actor=alice, action="edit")
        client = client_of(alice)
        report = client.post(BULK, form, follow=True)
        assert outcomes() == {still.pk: ("done", ""), moved.pk: ("left", "It was changed after you chose it")}
        page = report.content.decode()
        assert ("1 changed, 1 left" in page, "It was changed after you chose it" in page) == (True, True)

    def test_one_that_fails_does_not_hold_the_others_back(self, client_of, alice, bob):
        first, second, third = ideas(alice, 3)
        withdraw(second, actor=alice, reason="r")
        ask(client_of(alice), "owner", first, second, third, owner=bob.pk)
        assert [outcomes()[record.pk] for record in (first, second, third)] == [
            ("done", ""), ("left", "The record was withdrawn"), ("done", ""),
        ]  # fmt: skip

    def test_what_is_so_already_is_left(self, client_of, alice):
        idea = OpportunityFactory(actor=alice)
        ask(client_of(alice), "owner", idea, owner=alice.pk)
        assert outcomes()[idea.pk] == ("left", "It is so already")
        assert Event.objects.count() == 1

    def test_nobody_is_edited_out_of_their_own_sight(self, client_of, alice, bob):
        secret = OpportunityFactory(actor=alice, restricted=True)
        ask(client_of(alice), "owner", secret, owner=bob.pk)
        assert outcomes()[secret.pk][0] == "left"
        secret.refresh_from_db()
        assert secret.owner_id == alice.pk

    def test_the_checks_of_the_kinds_own_form_hold(self, client_of, alice, bob, monkeypatch):
        def clean(form):
            if form.cleaned_data.get("owner") == bob:
                form.add_error("owner", "Not Bob")
            return form.cleaned_data

        monkeypatch.setattr("records.forms.record.RecordForm.clean", clean)
        idea = OpportunityFactory(actor=alice)
        ask(client_of(alice), "owner", idea, owner=bob.pk)
        assert outcomes()[idea.pk] == ("left", "Not Bob")

    def test_nothing_else_of_a_record_is_touched(self, client_of, alice, bob):
        unseen = OrganisationFactory(actor=bob, title="Hidden", restricted=True)
        idea = OpportunityFactory(actor=alice, idea=" spaces \r\n kept ", source="customer", organisation=unseen)
        ask(client_of(alice), "owner", idea, owner=bob.pk)
        stored = Opportunity.objects.get(pk=idea.pk)
        assert (stored.owner_id, stored.idea, stored.organisation_id) == (bob.pk, " spaces \r\n kept ", unseen.pk)

    def test_the_same_form_sent_twice_acts_once(self, client_of, alice, bob):
        client, made = client_of(alice), ideas(alice, 2)
        form = {"kind": "act", "title": "Once", "assignee": f"person-{bob.pk}", "due": today().isoformat()}
        answers = [ask(client, "task", *made, **form) for _ in range(2)]
        assert ([answer.status_code for answer in answers], Task.objects.count()) == ([302, 302], 2)
        assert BulkAct.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestJob:
    def test_a_hundred_and_twenty_in_a_job_that_runs_twice_are_done_once(self, client_of, alice, bob):
        made = ideas(alice, 120)
        for record in made[:2]:
            withdraw(record, actor=alice, reason="r")
        client = client_of(alice)
        answer = ask(client, "owner", *made, owner=bob.pk)
        job = Job.objects.get()
        assert answer["Location"] == job.page_url
        assert not Event.objects.filter(action="edit").exists()
        carry_out_job(claim("one"))
        job.refresh_from_db()
        assert (job.state, job.result_words) == ("done", "118 changed, 2 left: The record was withdrawn (2)")
        Job.objects.update(state="queued")
        carry_out_job(claim("two"))
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("done", 2)
        assert Event.objects.filter(action="edit").count() == 118
        report = client.get(job.result_url)
        assert [(outcome, len(rows)) for outcome, rows in report.context["parts"]] == [
            ("left", 2), ("waiting", 0), ("done", 118),
        ]  # fmt: skip

    def test_one_that_ended_in_the_middle_goes_on_where_it_was(self, alice, bob, monkeypatch):
        made, kind = ideas(alice, 6), find_kind("opportunity")
        carry_out_line, done = in_bulk.carry_out_line, []

        def breaks(line, verb):
            if len(done) == 3:
                raise MemoryError
            done.append(line)
            carry_out_line(line, verb)

        asked = {"actor": alice, "kind": "opportunity", "action": "owner", "token": "t"}
        answers = {"owner": str(bob.pk), "reason": "r", "token": "t"}
        act = begin_act(**asked, answers=answers, chosen=[(record.pk, 1) for record in made])
        monkeypatch.setattr(in_bulk, "carry_out_line", breaks)
        with pytest.raises(MemoryError):
            carry_out(act)
        monkeypatch.setattr(in_bulk, "carry_out_line", carry_out_line)
        assert sorted(outcome for outcome, _why in outcomes(act).values()) == ["done"] * 3 + ["waiting"] * 3
        again = {"actor": alice, "answers": answers, "chosen": [], "token": "t"}
        assert ask_for(kind, bulk_actions(kind)["owner"], **again) == act
        assert {outcome for outcome, _why in outcomes(act).values()} == {"done"}
        assert Event.objects.filter(action="edit").count() == 6

    def test_a_right_that_ended_before_the_job_began_is_asked_for_again(self, client_of, alice, bob, admin):
        made = ideas(alice, 60)
        ask(client_of(alice), "owner", *made, owner=bob.pk)
        deactivate(alice, actor=admin)
        carry_out_job(claim("one"))
        assert {why for _outcome, why in outcomes().values()} == {"Nobody may do this"}

    def test_an_answer_that_holds_no_more_is_said_of_each(self, client_of, alice, bob, admin):
        ask(client_of(alice), "owner", *ideas(alice, 51), owner=bob.pk)
        deactivate(bob, actor=admin)
        carry_out_job(claim("one"))
        assert {outcome for outcome, _why in outcomes().values()} == {"left"}
        assert not Event.objects.filter(action="edit").exists()

    def test_one_that_was_cancelled_can_go_on(self, client_of, alice, bob):
        client = client_of(alice)
        ask(client, "owner", *ideas(alice, 51), owner=bob.pk)
        Job.objects.update(state="cancelled")
        report = f"{BULK}{BulkAct.objects.get().pk}/"
        assert "Go on with the rest" in client.get(report).content.decode()
        client.post(report)
        carry_out_job(claim("one"))
        assert {outcome for outcome, _why in outcomes().values()} == {"done"}


class TestReport:
    def test_it_is_for_whoever_asked_and_for_administrators(self, client_of, alice, bob, charlie, admin):
        record = OpportunityFactory(actor=alice, title="Geheim", restricted=True)
        ask(client_of(alice), "due", record, due=today().isoformat())
        place = f"{BULK}{BulkAct.objects.get().pk}/"
        people = (alice, charlie, admin)
        assert [client_of(person).get(place).status_code for person in people] == [200, 404, 200]
        told = client_of(admin).get(place).content.decode()
        assert (record.reference in told, "Geheim" in told) == (True, False)
        assert client_of(admin).post(place).status_code == 403

    def test_of_another_kind_it_is_not_there(self, client_of, alice):
        ask(client_of(alice), "withdraw", OpportunityFactory(actor=alice))
        assert client_of(alice).get(f"/parties/contacts/bulk/{BulkAct.objects.get().pk}/").status_code == 404

    def test_queries_do_not_grow_with_its_lines(self, client_of, alice):
        client, counts = client_of(alice), []
        client.get("/")
        for number, count in enumerate((1, 20)):
            ask(client, "withdraw", *ideas(alice, count), token=str(number))
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{BULK}{BulkAct.objects.first().pk}/")
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestOffers:
    def test_a_kind_offers_what_its_pages_and_form_know(self):
        assert list(bulk_actions(OpportunityKind())) == [
            "owner", "due", "task", "share", "decline", "reopen", "withdraw", "restore",
        ]  # fmt: skip
        assert list(bulk_actions(find_kind("organisation"))) == [
            "owner", "task", "share", "part", "resume", "withdraw", "restore",
        ]  # fmt: skip

    def test_a_form_that_asks_beside_columns_offers_no_change_of_a_field(self):
        class Asking(OpportunityKind):
            form_class = WithGuests

        assert {"owner", "due"}.isdisjoint(bulk_actions(Asking()))

    def test_what_nobody_may_do_is_not_offered(self):
        assert "withdraw" not in bulk_actions(find_kind("role"))

    def test_pages_left_out_are_left_out_here(self):
        class Bare(OpportunityKind):
            without = frozenset({"edit", "action", "sharing"})

        class Single(OpportunityKind):
            without = frozenset({"bulk"})

        assert (list(bulk_actions(Bare())), list(bulk_actions(Single()))) == (["task"], [])


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_change_the_same_records_each_record_takes_one(alice, bob, admin):
    kind = find_kind("opportunity")
    made, others = ideas(alice, 6), [admin, PersonFactory(is_administrator=True)]
    choice = [(record.pk, record.version) for record in made]

    def change(number):
        answers = {"owner": str(others[number].pk), "reason": "r", "token": "t"}
        about = {"actor": others[number], "answers": answers, "chosen": choice, "token": f"{number}"}
        ask_for(kind, bulk_actions(kind)["owner"], **about)

    assert at_once(*[partial(change, number) for number in range(2)]) == []
    lines = [outcomes(act) for act in BulkAct.objects.order_by("token")]
    for record in made:
        assert sorted(line[record.pk][0] for line in lines) == ["done", "left"]
    assert set(Opportunity.objects.values_list("version", flat=True)) == {2}
    assert Event.objects.filter(action="edit").count() == 6
