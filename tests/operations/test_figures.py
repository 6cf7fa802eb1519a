"""Figures of tickets, each against a few tickets that one can count by hand."""

from datetime import date
from decimal import Decimal

import pytest

from operations import figures as f
from operations.figures.periods import Period
from operations.models import Incident
from operations.overview.period_keys import period_key, period_of
from records.domain.withdrawal import withdraw
from records.domain.write import write
from tests.factories import PersonFactory
from tests.operations.past import agreement_with, at, incidents

pytestmark = pytest.mark.django_db
MARCH = Period(date(2016, 3, 1), date(2016, 3, 31))


@pytest.fixture
def agreement(installation):
    """Priority 1 in 4 hours, the others in 8, each in nine of ten cases."""
    return agreement_with((1, 4, 90), (None, 8, 90))


@pytest.fixture
def scope(agreement):
    """Its tickets, whoever looks."""
    return f.Scope.of_agreement(agreement.pk)


def first_of(agreement):
    return ("resolution", "incident", 1, None)


def test_a_ticket_counts_where_its_clock_stopped(agreement, scope):
    incidents(agreement, (at(29, month=2), 48, 1), (at(10), 4, 1), (at(11), 4.01, 1), (at(31, 23), 2, 1))
    found = f.attainment(scope, MARCH.series(2))
    assert found == {first_of(agreement): [f.Attained(), f.Attained(3, 2)]}


def test_cancelled_and_withdrawn_tickets_count_nowhere(agreement, scope):
    kept, cancelled = incidents(agreement, (at(10), 1, 1), (at(10), None, 1))
    write(cancelled, actor=None, action="cancel", reason="None at all")
    withdraw(kept, actor=None, reason="Twice")
    assert scope.incidents().count() == 0
    assert f.attainment(scope, [MARCH]) == {}


def test_the_backlog_is_what_was_opened_and_not_closed(agreement, scope):
    incidents(agreement, (at(1, month=1), None, 3), (at(20, month=2), 24 * 20, 3), (at(5), 2, 3), (at(30), 24 * 9, 3))
    flows = f.backlog(scope.incidents(), MARCH.series(3))
    assert [(flow.opened, flow.closed, flow.open_at_end) for flow in flows] == [(1, 0, 1), (1, 0, 2), (2, 2, 2)]
    assert f.opened_a_month(scope.incidents(), MARCH) == [(MARCH, 2)]


def test_times_are_of_tickets_resolved_in_the_period(agreement, scope):
    incidents(
        agreement, *((at(day), hours, 3) for day, hours in ((2, 1), (3, 2), (4, 3), (5, 10))), (at(1, month=4), 99, 3)
    )
    found = f.time_to_resolve(scope.incidents(), MARCH)
    assert (found.count, found.mean, found.median, found.p90) == (4, 4 * 3600, 2.5 * 3600, 10 * 3600)
    assert f.time_to_resolve_by_clock(scope, MARCH) == found
    assert f.time_to_resolve(scope.incidents(), MARCH.before(1)) == f.Times()


def test_open_tickets_have_an_age(agreement, scope):
    incidents(agreement, (at(31, 6), None, 3), (at(29), None, 3), (at(1, month=1), None, 3), (at(2), 1, 3))
    assert [age.count for age in f.ages(scope.incidents(), at(31))] == [1, 1, 0, 0, 0, 1]


def test_what_tickets_were_about_and_how_they_went(agreement, scope):
    incidents(agreement, (at(2), 1, 3), (at(3), 20, 3), reopened=1)
    incidents(agreement, (at(4), 1, 1), category="Network", reassigned=3, external_breached=True)
    rows = scope.incidents()
    assert f.categories(rows, MARCH) == [("Mail", 2), ("Network", 1)]
    about = f.handed_about(rows, MARCH)
    assert (about.resolved, about.reopened, about.reassigned) == (3, 2, 1)
    assert [(r.priority, r.opened, r.resolved, r.missed) for r in f.by_priority(rows, MARCH)] == [
        (1, 1, 1, 0),
        (3, 2, 2, 1),
    ]
    assert f.verdicts(rows, MARCH) == f.Verdicts(compared=1, differing=1, missed_there=1, missed_here=0)


def test_what_was_closed_without_a_resolution_counts_as_closed(agreement, scope):
    incidents(agreement, (at(2), 20, 3), reopened=1, resolved_at=None)
    rows = scope.incidents()
    assert [(r.priority, r.resolved, r.missed) for r in f.by_priority(rows, MARCH)] == [(3, 1, 1)]
    assert f.handed_about(rows, MARCH).reopened == 1
    assert f.time_to_resolve(rows, MARCH).count == 0


def test_a_priority_that_changed_once_counts_also_when_it_changed_back(agreement, scope):
    _same, other, back = incidents(agreement, *[(at(day), 1, 3) for day in (2, 3, 4)])
    for incident, steps in ((other, (2,)), (back, (1, 3))):
        for priority in steps:
            incident.priority = priority
            write(incident, actor=None, action="edit")
    rows = scope.incidents()
    assert f.repriced(rows, MARCH) == 2
    assert set(rows.filter(f.changed_priority())) == {other, back}
    # Created and counted, and a change or two.
    assert f.recorded(rows, MARCH) == f.Recorded(3, 3 * 2 + 3)
    assert f.recorded(rows, MARCH).entries == Incident.history.filter(id__in=rows.values("pk")).count()
    assert f.recorded(rows, MARCH.before(1)) == f.Recorded(0, 0)


def test_the_priorities_that_impact_and_urgency_made_are_found(agreement, scope):
    incidents(agreement, (at(2), 1, 1), impact=1, urgency=1)
    incidents(agreement, (at(2), 1, 3), (at(3), 1, 3), (at(4), 1, 2), impact=2, urgency=2)
    found = [(c.impact, c.urgency, c.priority, c.count) for c in f.combinations(scope.incidents(), MARCH)]
    assert found == [(1, 1, 1, 1), (2, 2, 2, 1), (2, 2, 3, 2)]


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-12..2016-02", date(2015, 12, 1), date(2016, 2, 29)),
    ],
)
def test_a_period_in_an_address_is_read_as_it_is_written(key, first, last):
    assert period_of(key) == Period(first, last)
    assert period_key(Period(first, last)) == key


@pytest.mark.parametrize("key", ["", "all", "2016-13", "0000", "2016-03..2016-01", "2016..2017", "16-03", "2016-3"])
def test_what_is_no_period_is_none(key):
    assert period_of(key) is None


def test_what_one_may_not_see_is_not_counted_live(agreement):
    incidents(agreement, (at(2), 1, 3))
    incidents(agreement, (at(2), 1, 3), restricted=True)
    for scope in (f.Scope(seen_by=PersonFactory()), f.Scope.of_agreement(agreement.pk, seen_by=PersonFactory())):
        assert [scope.incidents().count(), scope.clocks().count()] == [1, 1]
    assert f.Scope(customer=agreement.customer_id).clocks().count() == 2


def test_a_share_is_compared_as_it_is_and_shown_rounded_down():
    just_missed = f.Attained(10_000, 501)
    assert f.is_kept(just_missed, Decimal(95)) is False
    assert f.shown_percent(just_missed.share) == "94.9\N{NO-BREAK SPACE}%"
    assert f.is_kept(f.Attained(100, 5), Decimal(95)) is True
    assert f.is_kept(f.Attained(), Decimal(95)) is None
    assert f.shown_percent(f.Attained().share) == "not measured"


def test_excluded_misses_are_left_out_of_one_share_and_not_of_the_other():
    found = f.Attained(10, 2, 1)
    assert (found.met, found.whole) == (8, 9)
    assert found.share_of_all == 80
    assert round(found.share, 2) == Decimal("88.89")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([90, 91], "short"),
        ([None, 90, None, 91], "short"),
        ([90, 91, 92], "rising"),
        ([92, 91, 90], "falling"),
        ([90, 92, 91], "steady"),
        ([95, 96, 95, 96, 95, 60], "outside"),
    ],
)
def test_a_trend_is_said_from_three_periods_on(values, said):
    assert f.trend_of([None if value is None else Decimal(value) for value in values]).key == said


def test_periods_go_by_months_where_they_are_months_and_by_days_where_not():
    assert MARCH.before(1) == Period(date(2016, 2, 1), date(2016, 2, 29))
    assert Period(date(2016, 1, 1), date(2016, 3, 31)).before(1) == Period(date(2015, 10, 1), date(2015, 12, 31))
    assert Period(date(2016, 3, 8), date(2016, 3, 14)).before(1) == Period(date(2016, 3, 1), date(2016, 3, 7))
    assert f.last_month(date(2016, 1, 15)) == Period(date(2015, 12, 1), date(2015, 12, 31))
