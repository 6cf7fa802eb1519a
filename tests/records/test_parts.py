"""What hangs on a record is judged by the record as stored, acts once, and ends once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from improvement.models import Opportunity
from records.access.permits import Refused
from records.domain.acknowledgements import acknowledge
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.evidence import add_evidence, withdraw_evidence
from records.domain.files import attach, withdraw_attachment
from records.domain.links import link, unlink
from records.domain.tasks import finish_task, replan_task, set_task
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.models import Event
from standard.models import RequirementItem
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def idea(alice):
    return OpportunityFactory(actor=alice)


def actions(record):
    return list(Event.objects.filter(record_id=record.pk).order_by("id").values_list("action", flat=True))


def plan():
    return SimpleUploadedFile("plan.txt", b"text")


VERBS = {
    "attach": lambda record, actor: attach(record, plan(), actor=actor),
    "link": lambda record, actor: link(record, OpportunityFactory(actor=actor), actor=actor),
    "task": lambda record, actor: set_task(record, actor=actor, assignee=actor, title="t", due=TODAY),
    "evidence": lambda record, actor: add_evidence(record, RequirementItem.objects.first(), actor=actor, shows="s"),
    "acknowledge": lambda record, actor: acknowledge(record, actor=actor, version=record.version),
}


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_hung_on_a_record_that_was_withdrawn_meanwhile(idea, alice, verb):
    old = Opportunity.objects.get(pk=idea.pk)
    withdraw(idea, actor=alice, reason="Twice the same")
    with pytest.raises(Refused, match="withdrawn"):
        VERBS[verb](old, alice)
    assert actions(idea) == ["create", "withdraw"]


@pytest.mark.parametrize("verb", ["attach", "link", "task", "evidence"])
def test_nobody_makes_themselves_owner_in_memory_to_pass_a_rule(idea, charlie, verb):
    idea.owner = charlie
    with pytest.raises(Refused):
        VERBS[verb](idea, charlie)
    assert actions(idea) == ["create"]


class TestTasks:
    @pytest.fixture
    def task(self, idea, alice, bob):
        return set_task(idea, actor=alice, assignee=bob, title="Do it", due=TODAY)

    def test_a_task_is_given_only_to_people_who_see_the_record(self, alice, bob):
        hidden = OpportunityFactory(actor=alice, restricted=True)
        with pytest.raises(InputError, match="share it first") as refused:
            set_task(hidden, actor=alice, assignee=bob, title="t", due=TODAY)
        assert (refused.value.field, hidden.tasks.count()) == ("assignee", 0)

    def test_it_is_finished_by_whom_it_is_for_alone_and_once(self, task, alice, bob):
        with pytest.raises(Refused, match="whom the task is for"):
            finish_task(task, actor=alice, outcome="Done for him")
        finish_task(task, actor=bob, outcome="Done")
        with pytest.raises(NotNowError, match="done already"):
            finish_task(task, actor=bob, outcome="Done again")
        task.refresh_from_db()
        assert (task.done_by, task.outcome) == (bob, "Done")

    def test_one_that_was_finished_meanwhile_leads_to_its_outcome_and_keeps_what_was_typed(
        self, client_of, idea, task, alice, bob
    ):
        place = f"{idea.page_url}tasks/{task.pk}/finish/"
        client = client_of(bob)
        token = client.get(place).context["form"]["token"].value()
        finish_task(task, actor=bob, outcome="By phone")
        sent = client.post(place, {"outcome": "Once more", "token": token})
        assert (sent.status_code, "done already" in sent.content.decode()) == (409, True)
        assert sent.context["form"]["outcome"].value() == "Once more"
        opened = client.get(place, follow=True)
        assert opened.redirect_chain == [(f"{idea.page_url}tasks/", 302)]
        assert "The task is done already" in opened.content.decode()

    def test_an_outcome_sent_twice_is_said_to_be_done_twice(self, client_of, idea, task, bob):
        place = f"{idea.page_url}tasks/{task.pk}/finish/"
        client = client_of(bob)
        token = client.get(place).context["form"]["token"].value()
        answers = [client.post(place, {"outcome": "Yes", "token": token}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert actions(idea) == ["create", "task", "finish_task"]

    def test_it_is_not_touched_by_who_does_not_see_the_record_any_more(self, idea, task, alice, bob):
        idea.restricted = True
        write(idea, actor=alice, action="edit")
        for verb in (
            lambda: finish_task(task, actor=bob, outcome="Done"),
            lambda: replan_task(task, actor=bob, due=TODAY, reason="r"),
        ):
            with pytest.raises(Refused, match="do not see"):
                verb()

    def test_it_is_not_touched_on_a_withdrawn_record(self, idea, task, alice, bob):
        withdraw(idea, actor=alice, reason="Twice the same")
        with pytest.raises(Refused, match="withdrawn"):
            replan_task(task, actor=bob, due=TODAY + timedelta(days=1), reason="r")
        with pytest.raises(Refused, match="withdrawn"):
            finish_task(task, actor=bob, outcome="Done")

    def test_it_is_set_for_and_moved_to_days_to_come(self, idea, task, alice):
        gone = TODAY - timedelta(days=1)
        for verb in (
            lambda: replan_task(task, actor=alice, due=gone, reason="r"),
            lambda: set_task(idea, actor=alice, assignee=alice, title="t", due=gone),
        ):
            with pytest.raises(InputError, match="today or later"):
                verb()

    def test_a_moved_task_tells_from_when_to_when_and_why(self, idea, task, alice):
        replan_task(task, actor=alice, due=TODAY + timedelta(days=7), reason="Bob is away")
        event = Event.objects.filter(record=idea).first()
        days = (event.detail["from"], event.detail["due"])
        assert (event.action, event.reason) == ("replan_task", "Bob is away")
        assert days == (TODAY.isoformat(), (TODAY + timedelta(days=7)).isoformat())


class TestLinks:
    def test_a_record_out_of_sight_or_use_is_no_target(self, idea, alice, bob):
        hidden = OpportunityFactory(actor=bob, restricted=True)
        gone = OpportunityFactory(actor=alice)
        withdraw(gone, actor=alice, reason="Twice the same")
        for target in (hidden, gone):
            with pytest.raises(Refused):
                link(idea, target, actor=alice)
        assert (actions(hidden), actions(idea)) == (["create"], ["create"])

    def test_a_link_is_made_once_and_ended_once_and_both_sides_tell_it(self, idea, alice):
        other = OpportunityFactory(actor=alice)
        made = link(idea, other, actor=alice)
        with pytest.raises(InputError, match="linked in this way already"):
            link(idea, other, actor=alice)
        unlink(idea, made, actor=alice)
        with pytest.raises(NotNowError, match="already"):
            unlink(idea, made, actor=alice)
        assert actions(idea) == actions(other) == ["create", "link", "unlink"]


def test_files_and_evidence_are_taken_back_once(idea, alice):
    file = attach(idea, plan(), actor=alice)
    evidence = add_evidence(idea, RequirementItem.objects.first(), actor=alice, shows="s")
    withdraw_attachment(file, actor=alice, reason="r")
    withdraw_evidence(evidence, actor=alice, reason="r")
    for verb, thing in ((withdraw_attachment, file), (withdraw_evidence, evidence)):
        with pytest.raises(NotNowError, match="already"):
            verb(thing, actor=alice, reason="r")
    assert actions(idea) == ["create", "attach", "evidence", "detach", "withdraw_evidence"]


class TestReading:
    def test_what_is_confirmed_is_the_version_that_was_on_the_page(self, client_of, idea, alice, bob):
        client = client_of(bob)
        write(idea, actor=alice, action="edit")
        answer = client.post(f"{idea.page_url}acknowledge/", {"version": "1"}, follow=True)
        assert "read it again" in answer.content.decode()
        client.post(f"{idea.page_url}acknowledge/", {"version": "2"})
        assert list(idea.acknowledgements.values_list("person", "version")) == [(bob.pk, 2)]

    def test_confirming_twice_is_told_once(self, idea, bob):
        acknowledge(idea, actor=bob, version=1)
        acknowledge(idea, actor=bob, version=1)
        assert actions(idea) == ["create", "acknowledge"]

    def test_an_older_version_cannot_be_confirmed(self, idea, alice, bob):
        write(idea, actor=alice, action="edit")
        with pytest.raises(StaleError):
            acknowledge(idea, actor=bob, version=1)


class TestOneAnswer:
    """A form sent twice acts once; with a word changed it is another answer."""

    def test_the_same_comment_sent_twice_is_said_once(self, client_of, idea, bob):
        client = client_of(bob)
        for _ in range(2):
            client.post(f"{idea.page_url}comments/", {"token": "t", "text": "Good"})
        assert list(idea.comments.values_list("text", flat=True)) == ["Good"]

    def test_another_text_or_another_record_with_the_same_token_is_not_lost(self, client_of, idea, alice, bob):
        client, other = client_of(bob), OpportunityFactory(actor=alice)
        client.post(f"{idea.page_url}comments/", {"token": "t", "text": "Good"})
        client.post(f"{idea.page_url}comments/", {"token": "t", "text": "Better"})
        client.post(f"{other.page_url}comments/", {"token": "t", "text": "Good"})
        assert list(idea.comments.values_list("text", flat=True)) == ["Good", "Better"]
        assert list(other.comments.values_list("text", flat=True)) == ["Good"]

    def test_a_token_that_somebody_else_used_is_no_hindrance(self, client_of, idea, bob, charlie):
        statuses = [
            client_of(person).post(f"{idea.page_url}comments/", {"token": "t", "text": "Good"}).status_code
            for person in (bob, charlie)
        ]
        assert (statuses, idea.comments.count()) == ([302, 302], 2)

    def test_an_edit_sent_twice_leads_to_the_record_and_not_to_a_conflict(self, client_of, idea, alice):
        answers = {"token": "t", "version": "1", "title": "New", "idea": "i", "source": "staff", "benefit": "time",
                   "expected_benefit": "e", "effort": "small", "owner": alice.pk}  # fmt: skip
        client = client_of(alice)
        statuses = [client.post(f"{idea.page_url}edit/", answers).status_code for _ in range(2)]
        idea.refresh_from_db()
        assert (statuses, idea.version, idea.title) == ([302, 302], 2, "New")

    def test_a_withdrawal_sent_twice_is_no_refusal(self, client_of, idea, alice):
        answers = {"token": "t", "version": "1", "reason": "Twice the same"}
        statuses = [client_of(alice).post(f"{idea.page_url}do/withdraw/", answers).status_code for _ in range(2)]
        assert (statuses, actions(idea)) == ([302, 302], ["create", "withdraw"])


class TestDeciding:
    """Nobody decides on what they have not seen."""

    @pytest.fixture
    def proposed(self, alice, bob):
        return OpportunityFactory(actor=bob, owner=alice)

    def test_a_decision_on_an_older_version_is_refused_and_the_reason_stays(self, client_of, proposed, alice):
        proposed.idea = "Something else altogether."
        write(proposed, actor=alice, action="edit")
        answers = {"token": "t", "version": "1", "reason": "Too dear, as I typed"}
        answer = client_of(alice).post(f"{proposed.page_url}do/decline/", answers)
        page = answer.content.decode()
        proposed.refresh_from_db()
        assert (answer.status_code, proposed.state) == (409, "proposed")
        assert ("changed by somebody else" in page, "Too dear, as I typed" in page) == (True, True)
        assert '<input type="hidden" name="version" value="2">' in page

    def test_the_same_decision_on_the_version_now_seen_is_taken(self, client_of, proposed, alice):
        answers = {"token": "t", "version": "1", "reason": "Too dear"}
        client_of(alice).post(f"{proposed.page_url}do/decline/", answers)
        proposed.refresh_from_db()
        assert proposed.state == "declined"

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "0"])
    def test_a_version_that_is_none_is_refused(self, client_of, proposed, alice, version):
        answers = {"token": "t", "version": version, "reason": "Too dear"}
        assert client_of(alice).post(f"{proposed.page_url}do/decline/", answers).status_code == 409

    def test_the_reason_typed_stays_readable_when_the_right_was_lost_meanwhile(self, client_of, proposed, alice, bob):
        proposed.owner = bob
        write(proposed, actor=alice, action="edit")
        answers = {"token": "t", "version": "2", "reason": "Too dear, as I typed"}
        answer = client_of(alice).post(f"{proposed.page_url}do/decline/", answers)
        page = answer.content.decode()
        assert (answer.status_code, "Too dear, as I typed" in page) == (403, True)
        assert '<button class="btn btn-primary" type="submit">' not in page
