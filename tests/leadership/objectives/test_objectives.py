"""Objectives: measurable or not written, approved by somebody else, held against their path, taken forward."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from improvement.domain import actions
from improvement.models import Action
from leadership.domain import next_period, objectives
from leadership.domain.path import Path
from leadership.domain.planning import raise_step, set_plan
from leadership.domain.standing import on_path
from leadership.domain.telling import tell
from leadership.measures.objectives import objectives_on_target
from leadership.models import Objective
from measures.domain.measuring import Entry, measure
from measures.enums import Status
from measures.models import Indicator
from people.calendar import Period, today
from people.models import User
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import set_task
from records.models import Notice, Task
from records.origin import telling_of
from standard.roles import TOP_MANAGEMENT
from tests.factories import GoalFactory, ObjectiveFactory
from tests.leadership.objectives.conftest import approved, holder, line, measured
from tests.measures.conftest import indicator_with

pytestmark = pytest.mark.django_db
NEW = "/leadership/objectives/new/"


def said(person, **about):
    return {
        "token": "t", "title": "Keep promises", "method": "Counted each month", "baseline": "80", "target": "92",
        "starts": "2016-01-01", "until": "2016-12-31", "owner": person.pk, "metric": "Promises kept", "unit": "%",
        "frequency": "monthly", **about,
    }  # fmt: skip


def test_a_path_is_worked_out_by_the_days_that_have_gone_by():
    path = Path(Decimal(80), Decimal(92), date(2016, 1, 1), date(2016, 12, 31))
    # By the end of June 182 of 366 days are gone: 80 + 12 x 182/366 = 85.967…; a quarter of the way is 3.
    assert round(path.expected(date(2016, 6, 30)), 3) == Decimal("85.967")
    assert [path.expected(day) for day in (date(2015, 12, 31), date(2016, 12, 31), date(2017, 5, 5))] == [80, 92, 92]
    june = [path.status(Decimal(value), date(2016, 6, 30)) for value in ("86", "85.9", "83", "82.9")]
    assert june == [Status.GOOD, Status.NEAR, Status.NEAR, Status.MISSED]
    assert path.status(None, date(2016, 6, 30)) == Status.NO_DATA
    falling = Path(Decimal(10), Decimal(4), date(2016, 1, 1), date(2016, 12, 31))
    # Half of the year, 10 - 6 x 182/366 = 7.016…: 7 is good, 7.1 near by 5 % of it, 8 missed.
    assert [falling.status(Decimal(v), date(2016, 6, 30)) for v in ("7", "7.1", "8")] == [
        Status.GOOD,
        Status.NEAR,
        Status.MISSED,
    ]


def test_its_status_is_that_of_the_latest_value_on_the_path(objective):
    found = on_path(objective)
    assert (found.value, found.last.period.last, found.status) == (87, date(2016, 6, 30), Status.GOOD)
    objective.target = Decimal(94)
    # 80 + 14 x 182/366 = 86.96…
    assert on_path(objective).status == Status.GOOD
    objective.target = Decimal(99)
    # 80 + 19 x 182/366 = 89.448: short by 2.448, less than a quarter of the way and 5 %.
    assert on_path(objective).status == Status.NEAR


@pytest.mark.parametrize(
    ("about", "field", "words"),
    [
        ({"metric": ""}, "indicator", "describe what is measured"),
        ({"target": "80"}, "target", "name what is to be reached"),
        ({"target": ""}, "target", "required"),
        ({"method": ""}, "method", "required"),
        ({"until": "2015-01-01"}, "until", "ends after the day"),
        ({"until": "2056-01-01"}, "until", "longer than ten years"),
    ],
)
def test_what_says_nothing_is_refused_at_its_field_and_stays_typed(about, field, words, smr, client_of):
    answer = client_of(smr).post(NEW, said(smr, **about))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert b"Counted each month" in answer.content or field == "method"
    assert (Objective.objects.count(), Indicator.objects.count()) == (0, 0)


def test_a_described_metric_becomes_an_indicator_that_is_measured_once_it_is_approved(smr, boss, alice, client_of):
    goal = GoalFactory(title="Customers stay")
    answer = client_of(smr).post(NEW, said(alice, goals=goal.reference, target="92.5"))
    assert answer.status_code == 302, answer.context["form"].errors
    made = Objective.objects.get()
    indicator = made.indicator
    assert (indicator.title, indicator.direction, indicator.state) == ("Promises kept", "higher", "draft")
    assert [each.goal.title for each in made.served.all()] == ["Customers stay"]
    set_plan(made, actor=smr, lines=[line(alice)])
    approved(made, smr, boss)
    indicator.refresh_from_db()
    assert (indicator.state, indicator.target, indicator.owner) == ("in_use", Decimal("92.5"), alice)


def test_one_figure_has_one_target_at_a_time(objective, smr, alice, client_of):
    said_of = said(alice, metric="", indicator=objective.indicator.reference, starts="2016-07-01", until="2017-06-30")
    answer = client_of(smr).post(NEW, said_of)
    assert answer.status_code == 422
    assert objective.reference in answer.context["form"].errors["indicator"][0]
    assert client_of(smr).post(NEW, {**said_of, "token": "u", "starts": "2017-01-01"}).status_code == 302


def test_fifty_thousand_characters_are_kept_and_one_more_is_refused_with_all_that_was_typed(smr, client_of):
    client, text = client_of(smr), "x" * 50_000
    answer = client.post(NEW, said(smr, method=f"{text}y"))
    assert answer.status_code == 422
    assert f"{text}y" in answer.content.decode()
    assert client.post(NEW, said(smr, method=text)).status_code == 302
    made = Objective.objects.get()
    assert made.method == text
    assert client.get(made.page_url).status_code == 200


def test_nobody_approves_what_they_wrote_or_proposed(objective, smr, boss, alice):
    objectives.propose(objective, actor=smr, due=today())
    task = Task.objects.get(record=objective.pk, kind=Task.Kind.APPROVE)
    assert (task.role.title, task.due) == ("Top management", today())
    own = ObjectiveFactory(actor=boss, owner=alice, indicator=measured([80]))
    set_plan(Objective.objects.get(pk=own.pk), actor=boss, lines=[line(alice)])
    holder(TOP_MANAGEMENT, "Tessa Top")
    objectives.propose(Objective.objects.get(pk=own.pk), actor=smr, due=today())
    for record, person in ((own, boss), (objective, smr), (objective, alice)):
        with pytest.raises(Refused):
            objectives.approve(Objective.objects.get(pk=record.pk), actor=person)
    objectives.approve(Objective.objects.get(pk=objective.pk), actor=boss)
    task.refresh_from_db()
    assert (task.outcome, Notice.objects.filter(person=alice, kind="news").count()) == ("Approved", 1)


def test_without_a_plan_or_an_owner_who_is_there_it_is_not_proposed(objective, smr, client_of):
    bare = ObjectiveFactory(actor=smr, indicator=measured([80]))
    with pytest.raises(NotNowError, match="no plan"):
        objectives.propose(Objective.objects.get(pk=bare.pk), actor=smr, due=today())
    User.objects.filter(pk=objective.owner_id).update(is_active=False)
    with pytest.raises(NotNowError, match="owner left"):
        objectives.propose(Objective.objects.get(pk=objective.pk), actor=smr, due=today())
    page = client_of(smr).get(objective.page_url).content.decode()
    assert "Alice Berg, is closed" in page
    assert f"{objective.page_url}do/appoint/" in page
    objectives.appoint(Objective.objects.get(pk=objective.pk), actor=smr, owner=smr, reason="She left")
    assert Task.objects.get(record=objective.pk, kind=Task.Kind.READ).assignee == smr
    objectives.propose(Objective.objects.get(pk=objective.pk), actor=smr, due=today())


def test_what_was_approved_is_replanned_with_a_reason_and_decided_on_anew(objective, smr, boss):
    made = approved(objective, smr, boss)
    made.target = Decimal(90)
    with pytest.raises(NotNowError, match="replan"):
        objectives.edit(made, actor=smr, action="edit")
    about = {"actor": boss, "until": date(2016, 12, 31), "due": today(), "reason": "Two people fewer"}
    again = objectives.replan(Objective.objects.get(pk=made.pk), target=Decimal(90), **about)
    assert (again.state, again.target) == ("proposed", 90)
    with pytest.raises(Refused):
        objectives.approve(Objective.objects.get(pk=made.pk), actor=boss)
    other = holder("top_management", "Ola Other")
    assert objectives.approve(Objective.objects.get(pk=made.pk), actor=other).state == "approved"


def test_it_is_achieved_only_where_its_results_say_so(objective, smr, boss):
    made = approved(objective, smr, boss)
    with pytest.raises(InputError, match="short of the target") as refused:
        objectives.achieve(made, actor=boss, conclusion="Done")
    assert refused.value.field == "conclusion"
    done = objectives.miss(Objective.objects.get(pk=made.pk), actor=boss, conclusion="Trainers were ill")
    assert (done.state, done.result, done.conclusion) == ("missed", 87, "Trainers were ill")


def test_a_line_of_the_plan_becomes_an_action_and_shows_how_that_stands(objective, smr, alice, client_of):
    step = objective.plan.get()
    client = client_of(smr)
    gone_by = client.post(
        f"{objective.page_url}plan/{step.pk}/raise/", {"token": "t", "owner": alice.pk, "due": "2020-01-01"}
    )
    assert (gone_by.status_code, "due" in gone_by.context["form"].errors) == (422, True)
    raise_step(Objective.objects.get(pk=objective.pk), actor=smr, step=step, owner=alice, due=today())
    action = Action.objects.get()
    assert (action.source_id, action.owner, action.title) == (objective.pk, alice, "Train everybody")
    actions.begin(action, actor=alice)
    page = client.get(objective.page_url).content.decode()
    assert (action.reference in page, "In work" in page) == (True, True)
    set_plan(Objective.objects.get(pk=objective.pk), actor=smr, lines=[])
    assert objective.plan.filter(dropped=None).count() == 1


def test_a_plan_that_says_half_is_shown_again_with_what_was_typed(objective, smr, alice, client_of):
    sent = {
        "token": "t",
        "version": objective.version,
        "n0-what": "Hire two",
        "n0-who": alice.pk,
        "n0-by": "2030-01-01",
    }
    answer = client_of(smr).post(f"{objective.page_url}plan/", sent)
    assert answer.status_code == 422
    assert b"Hire two" in answer.content
    full = {**sent, "n0-resources": "Money", "n0-judged": "They work here"}
    assert client_of(smr).post(f"{objective.page_url}plan/", full).status_code == 302
    kept = [(step.what, step.dropped is None) for step in objective.plan.order_by("id")]
    assert kept == [("Train everybody", False), ("Hire two", True)]


def test_those_it_concerns_are_told_and_that_is_kept(objective, smr, alice, client_of):
    with pytest.raises(InputError):
        tell(objective, actor=smr, on=today() + timedelta(days=1), whom="All", way="mail")
    tell(
        Objective.objects.get(pk=objective.pk), actor=smr, on=today(), whom="Night shift", way="meeting", people=[alice]
    )
    assert Notice.objects.filter(person=alice, record=objective.pk, kind="news").count() == 1
    assert "Night shift" in client_of(alice).get(objective.page_url).content.decode()


def test_it_is_taken_into_the_next_period_with_what_changed_and_its_open_points(objective, smr, boss, alice, client_of):
    made = approved(objective, smr, boss)
    goal = GoalFactory()
    made.served.create(goal=goal)
    set_task(made, actor=smr, assignee=alice, title="Ask the others", due=today())
    url = f"{made.page_url}do/roll_forward/"
    shown = client_of(smr).get(url).context["form"]
    assert [shown.initial[name] for name in ("baseline", "starts", "until")] == [
        "87",
        date(2017, 1, 1),
        date(2017, 12, 31),
    ]
    sent = {
        "token": "t", "version": made.version, "owner": alice.pk, "starts": "2017-01-01", "until": "2017-12-31",
        "baseline": "87", "target": "95", "reason": "Further",
    }  # fmt: skip
    answer = client_of(smr).post(url, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    now = Objective.objects.exclude(pk=made.pk).get()
    assert answer.url == now.page_url
    assert (now.state, now.title, now.baseline, [each.what for each in now.plan.all()]) == (
        "draft", "Keep promises", 87, ["Train everybody"],
    )  # fmt: skip
    assert [task.title for task in Task.objects.filter(record=now.pk, done=None)] == ["Ask the others"]
    assert [each.goal for each in now.served.all()] == [goal]
    page = client_of(smr).get(now.page_url).content.decode()
    assert (made.reference in page, "87.0" in page, "the same" in page) == (True, True, True)
    with pytest.raises(NotNowError, match="already"):
        next_period.take_forward(
            Objective.objects.get(pk=made.pk), actor=smr, owner=alice, baseline=Decimal(87), target=Decimal(96),
            starts=date(2018, 1, 1), until=date(2018, 12, 31),
        )  # fmt: skip


def test_those_on_target_are_counted_as_they_stood_and_one_without_a_result_breaks_nothing(smr, boss, alice):
    first = (today() - timedelta(days=70)).replace(day=1)
    until = first + timedelta(days=400)
    about = {"valid_from": first, "owner": alice, "target": Decimal(95)}
    for values in ((99,), (50,), ()):
        made = ObjectiveFactory(
            actor=smr, owner=alice, indicator=indicator_with(**about), starts=first, until=until, baseline=80, target=95
        )
        for value in values:
            measure(made.indicator, Entry(value=Decimal(value)), actor=None, first=first)
        set_plan(Objective.objects.get(pk=made.pk), actor=smr, lines=[line(alice)])
        approved(Objective.objects.get(pk=made.pk), smr, boss)
    found = objectives_on_target(Period(today(), today()), None)
    assert (found.numerator, found.denominator) == (1, 3)
    before = Period(today() - timedelta(days=9), today() - timedelta(days=8))
    assert objectives_on_target(before, None).value is None


def test_nothing_is_proposed_that_nobody_could_approve(objective, boss):
    own = ObjectiveFactory(actor=boss, owner=boss, indicator=objective.indicator)
    set_plan(Objective.objects.get(pk=own.pk), actor=boss, lines=[line(boss)])
    with pytest.raises(NotNowError, match="Give the role to one more"):
        objectives.propose(Objective.objects.get(pk=own.pk), actor=boss, due=today())
    other = holder(TOP_MANAGEMENT, "Tessa Top")
    objectives.propose(Objective.objects.get(pk=own.pk), actor=boss, due=today())
    objectives.approve(Objective.objects.get(pk=own.pk), actor=other)
    assert Objective.objects.get(pk=own.pk).approved_by == other


def test_an_approval_told_of_the_past_stands_at_its_day(objective, smr, boss):
    moment = datetime(2016, 1, 4, 9, tzinfo=UTC)
    with telling_of(moment):
        assert approved(objective, smr, boss).approved_at == moment
