"""Recurring duties: one register from which days, tasks, calendar, feed and freshness follow."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from improvement.domain.actions import create as create_action
from improvement.models import Action
from measures.domain import calendar, duty
from measures.domain.calendar_feed import feed, make_feed, revoke_feed
from measures.domain.duty_freshness import freshness_by_item
from measures.domain.interval import Freshness, Interval, freshness
from measures.domain.roll_forward import roll_forward
from measures.models import CalendarFeed, Duty
from measures.views import calendar as views
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import set_task
from records.models import Task
from roles.domain.catalogue import record_missing_roles
from roles.models import Role
from standard.models import RequirementItem
from standard.roles import SMR, TOP_MANAGEMENT
from tests.factories import ActionFactory, AssignmentFactory, DutyFactory, OpportunityFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def holder(key):
    person = PersonFactory()
    record_missing_roles(person)
    AssignmentFactory(owner=person, role=Role.objects.get(key=key))
    return type(person).objects.get(pk=person.pk)


@pytest.fixture
def tested(alice):
    """A test of continuity plans, in force every twelve months, done 300 days ago; Alice does it."""
    made = DutyFactory(owner=alice, title="Test the plans")
    duty.set_items(made, RequirementItem.objects.filter(identifier="8.7.2-10"))
    duty.approve(made, actor=None)
    return duty.record_done(Duty.objects.get(pk=made.pk), actor=None, on=today() - 300 * DAY)


def fresh(made):
    return Duty.objects.get(pk=made.pk)


def state_of_things(made, person):
    """Next day, day of the one open task, days of the calendar, first day of the feed, freshness."""
    made = fresh(made)
    years = {made.due.year - 1, made.due.year, made.due.year + 1}
    marks = [mark for name in years for month in calendar.year_for(person, name, 12).months for mark in month.marks]
    days = sorted(mark.day for mark in marks if mark.state != "done" and mark.duty == made)
    text = feed(make_feed(person)).decode()
    first = min(line.rpartition(":")[2] for line in text.splitlines() if line.startswith("DTSTART"))
    item = RequirementItem.objects.get(identifier="8.7.2-10")
    return (
        made.due,
        Task.objects.get(record=made.pk, done=None).due,
        days[0],
        first,
        freshness_by_item()[item.identifier],
    )


def test_calendar_tasks_feed_and_freshness_follow_a_changed_interval_at_once(tested, alice):
    done = fresh(tested).last_done
    due = Interval(12).after(done)
    assert state_of_things(tested, alice) == (due, due, due, f"{due:%Y%m%d}", Freshness.AGEING)
    duty.propose(fresh(tested), actor=alice, every=6, unit="months", reason="Twice a year")
    assert state_of_things(tested, alice)[0] == due
    duty.approve(fresh(tested), actor=holder(TOP_MANAGEMENT))
    due = Interval(6).after(done)
    assert state_of_things(tested, alice) == (due, due, due, f"{due:%Y%m%d}", Freshness.STALE)
    duty.propose(fresh(tested), actor=alice, every=5000 // 2, unit="days", reason="Much less often")
    duty.approve(fresh(tested), actor=holder(SMR))
    due = done + 2500 * DAY
    made = fresh(tested)
    assert (made.due, Task.objects.get(record=made.pk, done=None).due) == (due, due)
    assert freshness_by_item()["8.7.2-10"] is Freshness.FRESH


def test_doing_it_moves_everything_and_keeps_the_evidence(tested, alice):
    proof = OpportunityFactory(actor=alice)
    duty.record_done(fresh(tested), actor=alice, on=today(), evidence=proof, note="Passed")
    made = fresh(tested)
    assert (made.last_done, made.last_evidence_id, made.due) == (today(), proof.pk, Interval(12).after(today()))
    duty.record_done(fresh(tested), actor=alice, on=today() - 30 * DAY, note="Told late")
    assert (fresh(tested).last_done, made.times.count()) == (today(), 3)
    with pytest.raises(InputError) as refused:
        duty.record_done(fresh(tested), actor=alice, on=today() + DAY)
    assert refused.value.field == "on"


def test_nobody_approves_the_interval_they_proposed():
    smr = holder(SMR)
    made = duty.adopt("continuity-test", actor=smr, owner=smr, first_due=today())
    with pytest.raises(Refused, match="not whoever proposed"):
        duty.approve(fresh(made), actor=smr)
    duty.approve(fresh(made), actor=holder(TOP_MANAGEMENT))
    assert (fresh(made).state, fresh(made).due, Task.objects.get(record=made.pk).role_id) == (
        "in_force",
        today(),
        made.role_id,
    )


def test_the_catalogue_names_items_roles_and_months_that_there_are():
    smr = holder(SMR)
    made = duty.adopt_many(duty.catalogue(), actor=smr)
    assert len(made) == len(duty.catalogue()) > 40
    assert all(each.role_id and each.duty_items.exists() and each.first_due >= today() for each in made)
    with pytest.raises(InputError):
        duty.adopt("internal-audit", actor=smr, owner=smr, first_due=today())


@pytest.mark.parametrize(
    ("interval", "day", "times", "expected"),
    [
        (Interval(1), date(2026, 1, 31), 1, date(2026, 2, 28)),
        (Interval(1), date(2026, 1, 31), 2, date(2026, 3, 31)),
        (Interval(12), date(2024, 2, 29), 1, date(2025, 2, 28)),
        (Interval(90, "days"), date(2026, 12, 1), 1, date(2027, 3, 1)),
    ],
)
def test_intervals_by_hand(interval, day, times, expected):
    assert interval.after(day, times) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 1), "fresh"),
        (date(2026, 3, 16), "ageing"),
        (date(2026, 4, 1), "ageing"),
        (date(2026, 4, 2), "stale"),
    ],
)
def test_evidence_ages_when_a_quarter_is_left_and_is_stale_after_its_day(day, expected):
    assert freshness(date(2026, 1, 1), date(2026, 4, 1), day).value == expected
    assert freshness(None, date(2026, 4, 1), day) is Freshness.NONE


def test_month_twelve_is_that_of_the_audit():
    year = calendar.empty_year(2026, 9)
    assert (year.first, year.last) == (date(2025, 10, 1), date(2026, 9, 30))
    assert [calendar.year_of(date(2026, month, 5), 9) for month in (9, 10)] == [2026, 2027]


def test_a_feed_shows_what_its_person_sees_and_leads_nowhere_once_revoked(tested, alice, bob, client, monkeypatch):
    idea = OpportunityFactory(actor=bob, restricted=True, title="Secret idea")
    set_task(idea, actor=None, assignee=bob, title="Secret task", due=today())
    token = make_feed(alice)
    assert CalendarFeed.objects.get().token_hash != token
    page = client.get(reverse("measures:feed", args=[token]))
    assert (page.status_code, page["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    text = page.content.decode()
    assert ("Test the plans" in text, "Secret" in text) == (True, False)
    assert "Secret task" in feed(make_feed(bob)).decode()
    monkeypatch.setattr(views, "FEEDS_MAX", 1)
    assert client.get(reverse("measures:feed", args=[token])).status_code == 429
    monkeypatch.undo()
    revoke_feed(alice)
    assert client.get(reverse("measures:feed", args=[token])).status_code == 404


def test_a_feed_of_a_closed_account_leads_nowhere(alice):
    token = make_feed(alice)
    alice.is_active = False
    alice.save()
    assert feed(token) is None


def test_a_record_goes_on_into_the_next_period_with_its_open_points(alice, bob):
    old = ActionFactory(actor=alice, title="Plan 2026")
    kept = set_task(old, actor=alice, assignee=bob, title="Still to do", due=today())
    due = today() + 365 * DAY
    about = {"copied": ("title", "what", "owner"), "changes": {"due": due, "title": "Plan 2027"}}
    rolled = roll_forward(old, actor=alice, create=create_action, **about)
    assert rolled.changed == {"due": (old.due, due), "title": ("Plan 2026", "Plan 2027")}
    assert [(task.record_id, task.assignee, task.title) for task in rolled.carried] == [
        (rolled.now.pk, bob, "Still to do")
    ]
    kept.refresh_from_db()
    assert (kept.cancelled, rolled.now.reference in kept.outcome) == (True, True)
    assert Action.objects.get(pk=rolled.now.pk).what == old.what
    with pytest.raises(NotNowError):
        roll_forward(old, actor=alice, create=create_action, **about)


def test_the_calendar_asks_no_more_for_more_duties(alice, client_of, django_assert_max_num_queries):
    for _each in range(12):
        duty.approve(DutyFactory(owner=alice), actor=None)
    client = client_of(alice)
    client.get("/measures/calendar/")
    with django_assert_max_num_queries(30):
        assert client.get("/measures/calendar/").status_code == 200


def test_a_duty_goes_on_otherwise_as_a_new_one_to_approve_with_what_is_open(tested, alice, bob, client_of):
    set_task(tested, actor=alice, assignee=bob, title="Order the tapes", due=today())
    client, url = client_of(holder(SMR)), f"{tested.page_url}do/roll_forward/"
    assert client_of(alice).get(url).status_code == 403
    sent = {
        "token": "t",
        "version": tested.version,
        "every": 6,
        "unit": "months",
        "owner": bob.pk,
        "reason": "Two sites",
    }
    assert client.post(url, {**sent, "first_due": ""}).status_code == 422
    due = today() + 90 * DAY
    assert client.post(url, {**sent, "first_due": due.isoformat()}).status_code == 302
    now, before = Duty.objects.exclude(pk=tested.pk).get(), Duty.objects.get(pk=tested.pk)
    assert (before.state, now.state, now.title, now.owner) == ("resting", "proposed", tested.title, bob)
    assert (now.proposed_every, now.first_due, now.duty_items.count()) == (6, due, 1)
    assert [task.title for task in Task.objects.filter(record=now.pk, done=None)] == ["Order the tapes"]
    assert before.reference in client.get(now.page_url).content.decode()


def test_a_year_stands_beside_the_next_with_what_is_open(tested, alice, client_of):
    page = client_of(alice).get(f"/measures/calendar/next/?year={today().year}")
    assert page.status_code == 200
    assert tested.title in page.content.decode()
    assert f"{tested.page_url}do/roll_forward/" in page.content.decode()
