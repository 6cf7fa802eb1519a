"""Status, trend, forecast, percentiles and periods, each against values counted by hand."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import Frequency, Status
from measures.figures import Target, forecast, name_of, percentile, period_after, period_of, series, status_of, trend
from people.calendar import DAY, Period

HIGHER, LOWER, BAND = (
    Target("higher", Decimal(95)),
    Target("lower", Decimal(8)),
    Target("band", Decimal(75), Decimal(90)),
)
VALUES = st.decimals(min_value=0, max_value=200, places=3)


@pytest.mark.parametrize(
    ("wanted", "value", "status"),
    [
        (HIGHER, "95", "good"), (HIGHER, "94.999", "near"), (HIGHER, "90.25", "near"), (HIGHER, "90.249", "missed"),
        (LOWER, "8", "good"), (LOWER, "8.4", "near"), (LOWER, "8.401", "missed"), (Target("lower", Decimal(0)), "0.001", "missed"),
        (BAND, "75", "good"), (BAND, "90", "good"), (BAND, "71.25", "near"), (BAND, "94.5", "near"), (BAND, "94.501", "missed"),
        (Target("higher", Decimal(95), tolerance=Decimal(0)), "94.999", "missed"), (Target("higher", Decimal(-10)), "-10.5", "near"),
    ],
)  # fmt: skip
def test_a_value_is_good_near_or_missed_unrounded(wanted, value, status):
    assert status_of(Decimal(value), wanted) == status


def test_no_value_is_no_data():
    assert status_of(None, HIGHER) == Status.NO_DATA


@given(VALUES, VALUES)
def test_what_is_better_never_stands_worse(one, other):
    order = [Status.MISSED, Status.NEAR, Status.GOOD]
    low, high = sorted((one, other))
    assert order.index(status_of(low, HIGHER)) <= order.index(status_of(high, HIGHER))
    assert order.index(status_of(high, LOWER)) <= order.index(status_of(low, LOWER))


def test_a_trend_is_of_six_values_at_least_and_said_to_be_too_short_before():
    assert (trend([Decimal(1), Decimal(2), Decimal(3), None, Decimal(4), Decimal(5)]).key, trend([]).lacking) == (
        "short",
        6,
    )
    assert forecast([Decimal(1)] * 5) is None
    found = trend([Decimal(1), Decimal(2), Decimal(3), None, Decimal(5), Decimal(6), Decimal(7)])
    assert (found.key, found.slope, found.is_better("higher"), found.is_better("lower")) == ("rising", 1.0, True, False)


def test_values_that_only_scatter_are_steady():
    assert trend([Decimal(n) for n in (95, 97, 94, 96, 95, 97, 94, 96)]).key == "steady"
    assert trend([Decimal(7)] * 6).key == "steady"


def test_a_forecast_is_the_line_with_its_band_as_counted_by_hand():
    """y = 2, 4, 5, 4, 5, 7: mean x 2.5, mean y 4.5, Sxx 17.5, Sxy 13.5, b 27/35; rest 3.085714, s 0.878310, t 2.776."""
    found = forecast([Decimal(n) for n in (2, 4, 5, 4, 5, 7)])
    assert found.value == pytest.approx(4.5 + 27 / 35 * 3.5)
    half = 2.776 * 0.878310 * (1 + 1 / 6 + 3.5**2 / 17.5) ** 0.5
    assert found.high - found.value == pytest.approx(half, rel=1e-5) == found.value - found.low
    assert trend([Decimal(n) for n in (2, 4, 5, 4, 5, 7)]).key == "rising"


def test_only_the_last_thirteen_periods_count():
    values = [Decimal(900), *[Decimal(n) for n in range(13)]]
    assert (trend(values).count, forecast(values).value) == (13, pytest.approx(13))


def test_percentiles_are_interpolated():
    assert percentile([Decimal(3), Decimal(1), Decimal(2)], 50) == 2
    assert percentile([Decimal(4), Decimal(1), Decimal(2), Decimal(3)], 50) == Decimal("2.5")
    assert percentile([Decimal(n) for n in range(1, 11)], 90) == Decimal("9.1")
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 50)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from(Frequency.values))
def test_periods_follow_each_other_without_gap_or_overlap(day, frequency):
    period = period_of(frequency, day)
    assert period.first <= day <= period.last
    row = [*series(frequency, period, 5), period_after(frequency, period)]
    assert all(one.last + DAY == other.first for one, other in pairwise(row))
    assert all(period_of(frequency, each.last) == each for each in row)


def test_periods_have_names():
    assert name_of("weekly", Period(date(2020, 12, 28), date(2021, 1, 3))) == "week 53 of 2020"
    assert name_of("quarterly", period_of("quarterly", date(2016, 5, 9))) == "quarter 2 of 2016"
    assert name_of("half_yearly", period_of("half_yearly", date(2016, 7, 1))) == "half 2 of 2016"
