"""What objectives and resources bring to a management review."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from leadership.domain import requests, resources
from leadership.models import Objective, Resource, ResourceRequest
from leadership.review_inputs import objectives
from leadership.review_inputs import resources as collect
from measures.models import Indicator
from people.calendar import Period, today
from records import guard
from records.domain.write import write
from records.models import Record
from tests.factories import ObjectiveFactory, PersonFactory, ResourceFactory, ResourceRequestFactory
from tests.leadership.objectives.conftest import measured
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, points, queries_of, rows

pytestmark = pytest.mark.django_db
SPACE = "\N{NO-BREAK SPACE}"


def gone_for(alice, values, **about):
    """An objective in force in 2016, from 80 to 92, with the values of its months."""
    about = {"baseline": Decimal(80), "target": Decimal(92), **about}
    made = ObjectiveFactory(actor=alice, indicator=measured(values, actor=alice), **about)
    for action in ("propose", "approve"):
        write(Objective.objects.get(pk=made.pk), actor=None, action=action)
    return Objective.objects.get(pk=made.pk)


@pytest.fixture
def year():
    """The year that runs."""
    return Period(date(today().year, 1, 1), date(today().year, 12, 31))


def test_objectives_stand_with_where_they_began_are_and_lead(alice):
    """By the end of June 86 of the way from 80 to 92 are expected: 87 is on it, 81 is behind."""
    good = gone_for(alice, [80, 81, 82, 84, 86, 87], title="Keep promises")
    behind = gone_for(alice, [80, 80, 80, 80, 80, 81], title="Repair faster")
    found = objectives(YEAR_2016, alice)
    assert figures(found) == {
        "behind": ("1", "bad"),
        "just_behind": ("0", "good"),
        "on_path": ("1", ""),
        "no_result": ("0", ""),
        "over": ("0", "good"),
    }
    first, second = rows(found, "objectives")
    assert first[:5] == [
        behind.reference,
        "Repair faster",
        *(f"{n}\N{NO-BREAK SPACE}%" for n in (80, 92)),
        "81.0\N{NO-BREAK SPACE}%",
    ]
    assert (first[-1], second[0], second[-1]) == ("Behind its path", good.reference, "On its path")
    assert found.message == "1 of 2 objectives is behind its path: Repair faster."
    assert points(found, good.reference)[:6] == [80.0, 81.0, 82.0, 84.0, 86.0, 87.0]
    assert (found.charts[0].low, found.charts[0].high) == (92.0, None)
    assert is_kept_as_it_was(found)


def test_objectives_stand_as_they_stood_when_the_period_was_over(alice):
    """By the end of June 86 of the way from 80 to 92 are expected, by the end of March 83."""
    made = gone_for(alice, [80, 82, 84, 84, 84, 79], title="Keep promises")
    gone_for(alice, [80], title="Begun in April", starts=date(2016, 4, 1))
    found = objectives(Period(date(2016, 1, 1), date(2016, 3, 31)), alice)
    assert [row[0] for row in rows(found, "objectives")] == [made.reference]
    assert (rows(found, "objectives")[0][4], rows(found, "objectives")[0][-1]) == (f"84.0{SPACE}%", "On its path")
    assert points(found, made.reference) == [80.0, 82.0, 84.0]
    june = objectives(Period(date(2016, 1, 1), date(2016, 6, 30)), alice)
    assert points(june, made.reference) == [80.0, 82.0, 84.0, 84.0, 84.0, 79.0]
    assert (rows(june, "objectives")[0][4], rows(june, "objectives")[0][-1]) == (f"79.0{SPACE}%", "Behind its path")
    assert objectives(Period(date(2015, 1, 1), date(2015, 12, 31)), alice) is None


def test_an_objective_is_over_from_the_day_after_its_last(alice):
    gone_for(alice, [80, 81], until=date(2016, 6, 30))
    over = [
        figures(objectives(Period(date(2016, 1, 1), day), alice))["over"]
        for day in (date(2016, 6, 30), date(2016, 7, 1))
    ]
    assert over == [("0", "good"), ("1", "warn")]


def test_an_objective_that_was_concluded_since_stands_in_reviews_of_the_time_before(alice):
    made = gone_for(alice, [80, 81, 82, 84, 86, 87])
    made.approved_at = timezone.now()
    write(made, actor=None, action="miss")
    assert [row[0] for row in rows(objectives(YEAR_2016, alice), "objectives")] == [made.reference]
    assert objectives(Period(date(2016, 1, 1), today()), alice) is None
    dropped = ObjectiveFactory(actor=alice, indicator=measured([80], actor=alice), target=Decimal(92))
    write(Objective.objects.get(pk=dropped.pk), actor=None, action="drop")
    assert len(rows(objectives(YEAR_2016, alice), "objectives")) == 1


def test_an_objective_that_runs_says_what_is_expected_at_its_end(alice):
    from measures.domain.measuring import Entry, measure
    from measures.figures import period_ended, series
    from tests.measures.conftest import indicator_with

    indicator = indicator_with(actor=alice, target=Decimal(95))
    for value, period in enumerate(series("monthly", period_ended("monthly", today()), 6), 80):
        measure(indicator, Entry(value=Decimal(value)), actor=None, first=period.first)
    about = {"starts": today() - timedelta(days=300), "until": today() + timedelta(days=100)}
    made = ObjectiveFactory(actor=alice, indicator=indicator, baseline=Decimal(80), target=Decimal(92), **about)
    for action in ("propose", "approve"):
        write(Objective.objects.get(pk=made.pk), actor=None, action=action)
    found = objectives(Period(date(2016, 1, 1), today()), alice)
    # A straight line by one a month: its forecast is certain.
    value = rows(found, "objectives")[0][5]
    ahead = value.partition("\N{NO-BREAK SPACE}")[0]
    assert float(ahead) in {88.0, 89.0}
    assert f"{ahead}\N{NO-BREAK SPACE}% by" in found.charts[0].finding


def test_values_of_an_indicator_that_the_reader_does_not_see_are_not_told(alice, bob):
    made = gone_for(alice, [80, 81])
    with guard.opened():
        Record.objects.filter(pk=made.indicator_id).update(restricted=True)
    found = objectives(YEAR_2016, bob)
    assert (rows(found, "objectives")[0][4], rows(found, "objectives")[0][-1]) == ("-", "Not yours to see")
    assert found.charts == []
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(restricted=True)
    assert objectives(YEAR_2016, bob) is None
    assert made.title not in str(objectives(YEAR_2016, alice).as_data())
    assert Indicator.objects.visible_to(bob).count() == 0


def test_resources_are_summed_by_kind_with_gaps_capabilities_and_requests(alice, year):
    agents = ResourceFactory(actor=alice, title="Agents", needed=Decimal(4), allocated=Decimal("2.5"), forecast=5)
    resources.edit(
        Resource.objects.get(pk=agents.pk), actor=None, capabilities="Linux | 4 | 2 | Training\nMail | 3 | 3 |"
    )
    ResourceFactory(
        actor=alice, title="Budget", type="money", currency="EUR", needed=Decimal(1000), allocated=Decimal(1000)
    )
    asked = requests.ask(
        ResourceRequest(title="One more", type="people", amount=Decimal(1), why="w", without="People wait.",
                        owner=alice, created_by=alice, due=today() + timedelta(days=9)), actor=alice,
    )  # fmt: skip
    found = collect(year, alice)
    assert figures(found) == {
        "allocated_people_fte": ("2.5\N{NO-BREAK SPACE}FTE", "bad"),
        "allocated_money_eur": (figures(found)["allocated_money_eur"][0], "good"),
        "short": ("1", "warn"),
        "requests": ("1", ""),
        "late_requests": ("0", "good"),
    }
    fte = [f"{n}\N{NO-BREAK SPACE}FTE" for n in ("4", "2.5", "1.5", "5")]
    assert rows(found, "resources")[0][:7] == [agents.reference, "Agents", "People", *fte]
    assert rows(found, "capabilities") == [[agents.reference, "Agents", "Linux", "4", "2", "Training"]]
    assert rows(found, "requests")[0][:4] == [asked.reference, "One more", "1\N{NO-BREAK SPACE}FTE", "Alice Berg"]
    assert found.message == "1 of 2 planned resources has less allocated than needed: Agents."
    assert is_kept_as_it_was(found)


def test_a_single_one_of_a_unit_that_somebody_typed_is_no_plural(alice, year):
    for title, unit in (("Library", "subscriptions"), ("Archive", "TB")):
        ResourceFactory(
            actor=alice, title=title, type="information", unit=unit, needed=Decimal(2), allocated=Decimal(1)
        )
    found = collect(year, alice)
    assert sorted(tuple(row[3:5]) for row in rows(found, "resources")) == [
        (f"2{SPACE}TB", f"1{SPACE}TB"),
        (f"2{SPACE}subscriptions", f"subscriptions:{SPACE}1"),
    ]
    assert figures(found)["allocated_information_subscriptions"] == (f"subscriptions:{SPACE}1", "bad")


def test_restricted_resources_count_for_nobody_who_does_not_see_them(alice, charlie, year):
    ResourceFactory(actor=alice, title="Secret agents", restricted=True)
    ResourceRequestFactory(actor=alice, title="Secret wish", without="Secretly worse", restricted=True)
    assert collect(year, charlie) is None
    assert "Secret" not in str(collect(year, alice).as_data())


def test_queries_do_not_grow_with_objectives_and_resources(alice, year):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            gone_for(alice, [80, 81])
            made = ResourceFactory(actor=PersonFactory())
            resources.edit(Resource.objects.get(pk=made.pk), actor=None, capabilities="Linux | 4 | 2 |")
            ResourceRequestFactory(actor=PersonFactory())
        counts.append([queries_of(objectives, YEAR_2016, alice), queries_of(collect, year, alice)])
    assert counts == [[6, 5], [6, 5]]
