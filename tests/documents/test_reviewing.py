"""What is in force is reviewed in time: its owner is asked once, late reviews are brought to others, reviewing ends it."""

from datetime import timedelta

import pytest

from documents.domain.publishing import confirm, obsolete
from documents.domain.reviewing import ask_for_reviews, trigger_review
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim, enqueue
from jobs.models import Job
from people.calendar import today
from people.domain.accounts import deactivate
from records.access.permits import Refused, permits
from records.domain.errors import InputError
from records.domain.tasks import cancel_task
from records.models import Claim, Notice, Task
from records.reminders import reminding
from records.reminders.due import awaited
from standard.roles import DOCUMENTATION_MANAGER, INTERNAL_AUDITOR, PROCESS_OWNER, RISK_COMPLIANCE_MANAGER, SMR
from tests.documents.conftest import running
from tests.documents.test_reading import renew
from tests.factories import DocumentFactory, PersonFactory, put_in_force
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def ask():
    ask_for_reviews(running("documents.ask_for_reviews"))


def remind():
    """The reminders due by now, as pairs of a person and a stage."""
    before = set(Claim.objects.values_list("pk", flat=True))
    enqueue("records.remind")
    while job := claim("w"):
        carry_out(job)
    assert not Job.objects.filter(state="failed").exists()
    new = Claim.objects.exclude(pk__in=before).order_by("stage", "person__display_name")
    return [(claimed.person.display_name.split()[0], claimed.source, claimed.stage) for claimed in new]


def reviews(document, **about):
    return Task.objects.filter(record_id=document.pk, kind="review", **about)


@pytest.fixture
def kept(alice, now):
    """A policy in force: to be reviewed in a year."""
    return now(put_in_force(DocumentFactory(actor=alice, title="Access policy")))


@pytest.fixture
def days_left(kept, after, now):
    """Lets it be so many days before the review of the policy is due."""
    year = (kept.due - today()).days

    def turn(days):
        after(year - days)
        return now(kept)

    return turn


def test_the_owner_is_asked_sixty_days_before_and_once(kept, alice, days_left):
    days_left(61)
    ask()
    assert not reviews(kept).exists()


def test_a_day_later_there_is_one_task_however_often_the_clock_asks(kept, alice, days_left):
    days_left(60)
    for _again in range(3):
        ask()
    task = reviews(kept).get()
    assert (task.assignee, task.due, task.created_by) == (alice, kept.due, None)
    assert task.title.startswith(f"Review {kept.reference} by ")
    assert Notice.objects.filter(person=alice, task=task, kind="task").count() == 1


def test_what_somebody_took_back_is_not_set_again_for_the_same_day(kept, admin, days_left):
    days_left(60)
    ask()
    cancel_task(reviews(kept).get(), actor=admin, reason="Not now")
    ask()
    assert reviews(kept).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_set_one_task(kept, days_left):
    days_left(50)
    assert [error for error in at_once(ask, ask) if isinstance(error, Exception)] == []
    assert reviews(kept).count() == 1


def test_after_a_hundred_days_of_standstill_what_was_missed_is_asked_for(kept, alice, days_left):
    days_left(-40)
    ask()
    assert (reviews(kept).get().due, reviews(kept).get().assignee) == (kept.due, alice)


def test_its_owner_is_reminded_of_the_task_alone_and_others_when_it_stays_late(kept, alice, admin, monkeypatch):
    day = today() + timedelta(days=60)
    trigger_review(kept, actor=alice, cause="other", reason="r", due=day)
    told = []
    for left in (60, 59, 30, 29, 0, -1, -13, -14, -30):
        monkeypatch.setattr(reminding, "installation_today", lambda left=left: day - timedelta(days=left))
        told += [(left, *each) for each in remind()]
    assert told == [
        (30, "Alice", "task", -30),
        (0, "Alice", "task", 0),
        (-1, "Alice", "task", 1),
        (-14, "Alice", "task", 7),
        (-14, "Ada", "task", 21),
    ]


def test_without_a_task_the_day_itself_is_reminded_of(kept, admin, days_left):
    days_left(60)
    ask()
    assert not awaited(type(kept).objects.filter(pk=kept.pk)).exists()
    cancel_task(reviews(kept).get(), actor=admin, reason="Not now")
    assert awaited(type(kept).objects.filter(pk=kept.pk)).exists()


def test_confirming_ends_it_and_the_next_is_asked_for_a_year_later(kept, alice, days_left, now):
    days_left(20)
    ask()
    confirm(now(kept), actor=alice, reason="Fits")
    task = reviews(kept).get()
    assert (task.done_by, task.cancelled, task.outcome) == (alice, False, "Reviewed: stays as it is")
    assert now(kept).due > kept.due
    ask()
    assert not reviews(kept, done=None).exists()


def test_somebody_else_who_reviews_it_ends_it_too(kept, manager, days_left, now):
    days_left(20)
    ask()
    confirm(now(kept), actor=manager, reason="Fits")
    assert (reviews(kept).get().cancelled, reviews(kept, done=None).exists()) == (True, False)


def test_a_new_version_ends_it(kept, days_left, now):
    days_left(20)
    ask()
    renew(kept, now, text="# Other")
    assert not reviews(kept, done=None).exists()


def test_making_it_obsolete_ends_it(kept, alice, days_left, now):
    days_left(20)
    ask()
    obsolete(now(kept), actor=alice, reason="Gone")
    ask()
    assert not reviews(kept, done=None).exists()


def test_who_left_is_not_asked_but_the_documentation_managers(kept, alice, admin, manager, twelve, days_left):
    deactivate(alice, actor=admin)
    days_left(60)
    ask()
    assert (reviews(kept).get().assignee, reviews(kept).get().role_name) == (None, twelve[DOCUMENTATION_MANAGER].title)
    assert Notice.objects.filter(person=manager, task=reviews(kept).get()).exists()


def test_what_waited_for_somebody_who_left_is_passed_on_by_the_trunk(kept, alice, admin, twelve, days_left):
    days_left(60)
    ask()
    deactivate(alice, actor=admin)
    ask()
    assert reviews(kept).get().role_id == twelve[SMR].pk


def test_with_nobody_in_the_roles_it_waits_for_an_administrator(kept, alice, admin, twelve, days_left):
    deactivate(alice, actor=admin)
    days_left(60)
    ask()
    assert reviews(kept).get().assignee == admin


def test_a_change_of_law_asks_at_once_and_moves_a_later_day(kept, alice, give, now, days_left):
    officer = PersonFactory()
    give(officer, RISK_COMPLIANCE_MANAGER)
    day = today() + timedelta(days=10)
    trigger_review(now(kept), actor=officer, cause="law", reason="The new act", due=day)
    task = reviews(kept).get()
    assert (now(kept).due, task.due, task.assignee) == (day, day, alice)
    assert task.title.endswith("Change of law or contract")
    event = now(kept).events.get(action="trigger_review")
    assert (event.reason, event.detail["cause"]) == ("The new act", "Change of law or contract")
    ask()
    assert reviews(kept, done=None).count() == 1


def test_an_earlier_day_stays_and_the_new_task_takes_the_place_of_the_old(kept, alice, days_left, now):
    days_left(10)
    ask()
    trigger_review(now(kept), actor=alice, cause="other", reason="Look", due=today() + timedelta(days=30))
    assert (now(kept).due, reviews(kept, done=None).get().due) == (kept.due, kept.due)
    assert reviews(kept).count() == 2


def test_a_day_gone_by_is_refused(kept, alice):
    with pytest.raises(InputError) as refused:
        trigger_review(kept, actor=alice, cause="law", reason="r", due=today() - timedelta(days=1))
    assert refused.value.field == "due"


def test_auditors_and_process_owners_may_ask_and_a_colleague_may_not(kept, charlie, give):
    for role in (INTERNAL_AUDITOR, PROCESS_OWNER):
        person = PersonFactory()
        give(person, role)
        assert permits(person, "trigger_review", kept)
    with pytest.raises(Refused):
        trigger_review(kept, actor=charlie, cause="law", reason="r", due=today())


def test_it_is_asked_for_in_a_page(kept, alice, client_of, now):
    page = f"{kept.page_url}do/trigger_review/"
    shown = client_of(alice).get(page)
    sent = {"token": "t", "version": kept.version, "cause": "law", "due": today().isoformat(), "reason": "The act"}
    assert shown.status_code == 200
    assert client_of(alice).post(page, {**sent, "cause": "weather"}).status_code == 422
    assert client_of(alice).post(page, sent).status_code == 302
    assert reviews(kept).count() == 1
