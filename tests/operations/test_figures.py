"""Figures of tickets, each against a few tickets that one can count by hand."""

from datetime import date
from decimal import Decimal

import pytest

from operations import figures as f
from operations.figures.periods import Period
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
    assert (f.verdicts(rows, MARCH).compared, f.verdicts(rows, MARCH).differing) == (1, 1)


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
