"""From a starting point to practice: adopted with an owner, connected, rolled out, waived, reviewed, seen on one page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.domain.actions import raise_action
from measures.domain.measuring import Entry, correct, measure
from people.calendar import today
from processes.catalogue import family_of, starts
from processes.domain import adopting, defining, reviewing, rolling_out, waiving
from processes.enums import RollOut
from processes.models import Interface, Process, ProcessReview, Waiver
from processes.queries import own_processes, surroundings
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from roles.models import Assignment
from standard.roles import PROCESS_OWNER, ROLES
from tests.factories import (
    ProcessFactory,
    ProcessReviewFactory,
    WaiverFactory,
    put_process_in_force,
)
from tests.measures.conftest import indicator_with

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_every_starting_point_is_whole_and_its_flows_arrive_somewhere():
    found = starts()
    assert len(found) == 29
    for start in found.values():
        assert start.clauses, start.key
        assert all((start.purpose, start.trigger, start.inputs, start.outputs)), start.key
        assert {to for to, _flow in start.gives} <= set(found), start.key
        for activity in start.activities:
            assert defining.strangeness(activity.raci) == "", (start.key, activity.title)
            assert set(activity.raci) <= set(ROLES)


def test_starting_points_come_with_owner_role_activities_and_the_flows_between_them(representative, alice, twelve):
    made = adopting.adopt({"P16": alice, "P18": alice}, actor=representative)
    assert [process.reference for process in made] == ["P16", "P18"]
    ends = Interface.objects.values_list("source__key", "target__key").distinct().order_by("source__key")
    assert list(ends) == [("P16", "P18"), ("P18", "P16")]
    held = Assignment.objects.get(person=alice, role__key="process_owner")
    assert sorted(held.scopes.values_list("record__title", flat=True)) == sorted(process.title for process in made)
    with pytest.raises(InputError, match="P16 is there already"):
        adopting.adopt({"P16": alice}, actor=representative)


def test_who_may_not_adopt_is_refused_and_nothing_is_made(charlie, alice, twelve):
    with pytest.raises(Refused):
        adopting.adopt({"P16": alice}, actor=charlie)
    assert not Process.objects.exists()


def test_an_interface_stands_on_both_pages_and_names_the_unseen_by_nothing(alice, charlie, now, client_of):
    here = ProcessFactory(actor=alice, owner=alice, title="Here")
    hidden = ProcessFactory(actor=alice, owner=alice, title="Hidden away", restricted=True)
    defining.connect(now(here), actor=alice, other=hidden, way="gives", flow="Reports")
    assert [words for _node, words in surroundings(here, alice).gives] == [["Reports"]]
    assert [words for _node, words in surroundings(hidden, alice).gets] == [["Reports"]]
    page = client_of(charlie).get(f"{here.page_url}map/").content.decode()
    assert "Reports" in page
    assert "Hidden away" not in page
    with pytest.raises(InputError, match="no interface with itself"):
        defining.connect(now(here), actor=alice, other=here, way="gives", flow="x")


def test_a_version_goes_live_only_once_everything_before_it_is_settled(process, alice, now):
    put_process_in_force(process)
    with pytest.raises(InputError) as early:
        rolling_out.record_step(now(process), actor=alice, step="go_live", done=today())
    assert early.value.field == "done"
    for step in ("told", "trained", "tools"):
        rolling_out.record_step(now(process), actor=alice, step=step, done=today() - DAY, note="Done")
    with pytest.raises(InputError, match="why it is not needed"):
        rolling_out.record_step(now(process), actor=alice, step="records", is_needed=False)
    rolling_out.record_step(now(process), actor=alice, step="records", is_needed=False, note="Kept since long")
    assert rolling_out.roll_out_state(rolling_out.steps_of(process)) == RollOut.UNDER_WAY
    rolling_out.record_step(now(process), actor=alice, step="go_live", done=today())
    assert rolling_out.roll_out_state(rolling_out.steps_of(process)) == RollOut.LIVE


def test_nobody_waives_a_rule_for_themselves_and_expired_ones_stay_counted(process, alice, representative, after):
    waiver = waiving.ask_waiver(
        Waiver(title="W", process=process, rule="r", why="w", risk="k", due=today() + DAY, owner=representative),
        actor=representative,
    )
    with pytest.raises(Refused):
        waiving.approve(waiver, actor=representative, reason="I may")
    waiver = WaiverFactory(process=process, actor=alice, due=today() + DAY)
    waiving.approve(Waiver.objects.get(pk=waiver.pk), actor=representative, reason="For a day")
    after(3)
    assert [each.is_expired for each in Waiver.counted()] == [True]
    late = Waiver(title="W", process=process, rule="r", why="w", risk="k", due=today() - DAY)
    with pytest.raises(InputError, match="days to come"):
        waiving.ask_waiver(late, actor=alice)


def test_a_review_keeps_the_figures_of_its_day_and_plans_the_next(process, alice, charlie, now, client_of):
    indicator = indicator_with(actor=alice, owner=alice, about=process, title="Kept promises", restricted=True)
    first = (today().replace(day=1) - DAY).replace(day=1)
    measure(indicator, Entry(value=Decimal("88.5")), actor=alice, first=first)
    review = ProcessReviewFactory(actor=alice, owner=alice, process=process)
    ahead = today() + 180 * DAY
    said = {"conclusion": "needs_work", "findings": "Late", "decisions": "More people", "next_due": ahead}
    reviewing.conclude(ProcessReview.objects.get(pk=review.pk), actor=alice, **said)
    following = ProcessReview.objects.get(process=process, state="planned")
    assert (following.due, following.owner) == (ahead, alice)
    again = Entry(value=Decimal("97.0"))
    correct(indicator, indicator.measurements.get(), again, actor=alice, reason="Counted anew")
    page = client_of(alice).get(review.page_url).content.decode()
    assert "88.5" in page
    assert "97" not in page.split("Figures of that day")[1].split("</section>")[0]
    assert "Kept promises" not in client_of(charlie).get(review.page_url).content.decode()


def test_the_owner_sees_all_that_waits_in_as_many_queries_for_one_process_as_for_ten(alice, client_of, now):
    def one(place):
        process = ProcessFactory(actor=alice, owner=alice)
        raise_action(process, actor=alice, title=f"Action {place}", owner=alice, due=today())
        indicator_with(actor=alice, owner=alice, about=process)
        WaiverFactory(process=process, actor=alice)
        ProcessReviewFactory(actor=alice, owner=alice, process=process)

    one(0)
    client = client_of(alice)
    client.get("/processes/mine/")
    with CaptureQueriesContext(connection) as few:
        page = client.get("/processes/mine/").content.decode()
    assert "Action 0" in page
    for place in range(1, 10):
        one(place)
    with CaptureQueriesContext(connection) as many:
        client.get("/processes/mine/")
    assert len(many) == len(few) <= 25
    own = own_processes(alice, alice)
    assert [len(each.actions) for each in own] == [1] * 10
    assert [len(each.indicators) for each in own] == [1] * 10


def test_a_review_needs_a_day_ahead(process, alice):
    with pytest.raises(InputError, match="a day to come"):
        reviewing.plan_review(ProcessReview(process=process, title="R", due=date(2020, 1, 1)), actor=alice)
    review = ProcessReviewFactory(actor=alice, owner=alice, process=process)
    about = {"conclusion": "works", "findings": "f", "decisions": "d", "next_due": today()}
    with pytest.raises(InputError) as early:
        reviewing.conclude(ProcessReview.objects.get(pk=review.pk), actor=alice, **about)
    assert early.value.field == "next_due"
    with pytest.raises(NotNowError):
        rolling_out.record_step(process, actor=alice, step="told", done=today())


def test_the_page_of_a_process_leads_its_owner_to_indicators_and_a_review(process, alice, charlie, give, client_of):
    give(alice, PROCESS_OWNER)
    page = client_of(alice).get(process.page_url).content.decode()
    assert f'/measures/library/#process-{process.key}"' in page
    assert f'/processes/reviews/new/?process={process.reference}"' in page
    page = client_of(charlie).get(process.page_url).content.decode()
    assert "/measures/library/#" not in page
    assert "Plan a review" not in page


def test_what_every_process_answers_says_nothing_of_its_family():
    assert family_of(["4.4", "8.1", "8.6.2"]) == "8.6"
    assert family_of(["8.1", "10.2"]) == "9"
    assert family_of(["4.1", "8.1"]) == family_of(["8.1"]) == "4"


def test_a_row_that_needs_another_look_is_named(process, alice, client_of):
    sent = {"token": "t", "version": process.version, "a0-title": "Answer the call"}
    page = client_of(alice).post(f"{process.page_url}activities/", sent).content.decode()
    assert "Activity 1: Nobody is accountable: give one role the letter A" in page
