"""Actions: raised from any record, moved with a reason, done with proof, judged by somebody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from improvement.domain import actions
from improvement.models import Action
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.models import Record, Task
from tests.factories import ActionFactory, OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def action(alice, bob):
    """Bob raised it from a customer; Alice does it within a week."""
    bank = OrganisationFactory(actor=bob)
    return actions.raise_action(bank, actor=bob, title="Call them", owner=alice, due=today() + WEEK)


def done(action, alice, charlie, **more):
    return actions.complete(
        action, actor=alice, proof="Minutes of the call", judge=charlie, judge_on=today() + 2 * WEEK, **more
    )


def test_an_action_knows_the_record_it_came_out_of_and_stands_on_its_page(action, alice, client_of):
    assert (action.source.kind, action.scope_id, action.first_due) == ("organisation", action.source_id, action.due)
    page = client_of(alice).get(action.source.page_url).content.decode()
    assert "Call them" in page
    assert f"/improvement/actions/new/?source={action.source.reference}" in page


def test_an_action_from_a_restricted_record_is_restricted_too(alice, bob):
    idea = OpportunityFactory(actor=alice, restricted=True)
    made = actions.raise_action(idea, actor=alice, title="Do it", owner=alice, due=today())
    assert made.restricted
    assert (made.origin, Record.objects.visible_to(bob).filter(pk=made.pk).exists()) == ("improvement", False)
    with pytest.raises(Refused):
        actions.raise_action(idea, actor=bob, title="Mine", owner=bob, due=today())


def test_a_moved_day_is_kept_with_its_reason_and_counted(action, alice, client_of):
    first = action.due
    actions.replan(action, actor=alice, due=first + WEEK, reason="They are away")
    actions.replan(action, actor=alice, due=first + 2 * WEEK, reason="Still away")
    action.refresh_from_db()
    kept = [(move.was, move.became, move.reason) for move in action.past_days.all()]
    assert kept == [(first, first + WEEK, "They are away"), (first + WEEK, first + 2 * WEEK, "Still away")]
    assert (action.moves, action.first_due, action.due) == (2, first, first + 2 * WEEK)
    assert "They are away" in client_of(alice).get(action.page_url).content.decode()
    with pytest.raises(InputError) as refused:
        actions.replan(action, actor=alice, due=action.due, reason="Again")
    assert refused.value.field == "due"


def test_what_was_done_is_judged_by_somebody_else_and_by_a_task(action, alice, charlie):
    with pytest.raises(InputError) as refused:
        done(action, alice, alice)
    assert refused.value.field == "judge"
    done(action, alice, charlie, file=SimpleUploadedFile("call.txt", b"They said yes"))
    task = Task.objects.get(record=action.pk, kind=Task.Kind.VERIFY)
    assert (task.assignee, task.due, action.attachments.count()) == (charlie, today() + 2 * WEEK, 1)
    with pytest.raises(Refused, match="not whoever did it"):
        actions.verify(Action.objects.get(pk=action.pk), actor=alice, effect="Fine")
    actions.verify(Action.objects.get(pk=action.pk), actor=charlie, effect="No complaint since")
    task.refresh_from_db()
    assert (Action.objects.get(pk=action.pk).state, task.cancelled) == ("effective", True)


def test_an_action_that_did_not_help_is_reopened_with_another_day(action, alice, charlie):
    done(action, alice, charlie)
    found = Action.objects.get(pk=action.pk)
    actions.find_ineffective(found, actor=charlie, effect="They called again")
    actions.reopen(found, actor=charlie, due=today() + 3 * WEEK, reason="Try in writing", owner=alice)
    found.refresh_from_db()
    assert (found.state, found.done_by, found.proof, found.effect) == ("open", None, "", "They called again")
    assert (found.owner, found.due, found.past_days.count()) == (alice, today() + 3 * WEEK, 1)


def test_nothing_is_moved_or_changed_once_it_is_done(action, alice, charlie):
    done(action, alice, charlie)
    with pytest.raises(NotNowError):
        actions.replan(Action.objects.get(pk=action.pk), actor=alice, due=today() + 9 * WEEK, reason="r")
    with pytest.raises(NotNowError):
        actions.edit(Action.objects.get(pk=action.pk), actor=alice, action="edit")


def test_open_actions_stand_in_one_list_by_their_day(alice, client_of):
    for title, days in (("Later one", 9), ("Sooner one", 2), ("Cancelled one", 1)):
        made = ActionFactory(actor=alice, title=title, due=today() + timedelta(days=days))
        if title.startswith("Cancelled"):
            actions.cancel(made, actor=alice, reason="r")
    page = client_of(alice).get("/improvement/actions/?awaits=any&sort=due").content.decode()
    assert page.index("Sooner one") < page.index("Later one")
    assert "Cancelled one" not in page


def test_a_day_is_asked_for_and_one_gone_by_is_refused_at_its_field(alice, client_of):
    answers = {"token": "t", "version": "0", "title": "T", "what": "w", "origin": "other", "owner": alice.pk, "due": ""}
    page = client_of(alice).post("/improvement/actions/new/", answers)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["due"])
    late = {**answers, "token": "u", "due": (today() - WEEK).isoformat()}
    page = client_of(alice).post("/improvement/actions/new/", late)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["due"])
