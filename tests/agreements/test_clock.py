"""The SLA clock: named examples of the field, and what holds whatever the times are."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.clock import Pause, due_at, merged, read
from services.hours import Edition, SpecialDay, Timeline, parse_week

HOUR = 3600
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def hours(text, zone="UTC", **about):
    return Timeline([Edition(valid_from=date(2000, 1, 1), week=parse_week(text), zone=zone, **about)])


OFFICE = hours("mon-fri 08:00-18:00")
FRIDAY = datetime(2016, 3, 4, 16, 30, tzinfo=UTC)
MONDAY = datetime(2016, 3, 7, tzinfo=UTC)


def test_eight_hours_from_friday_half_past_four_end_on_monday_half_past_two():
    assert due_at(OFFICE, FRIDAY, 8 * HOUR) == MONDAY + timedelta(hours=14, minutes=30)


def test_two_hours_of_waiting_on_monday_move_that_to_half_past_four():
    pause = Pause(MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=11))
    found = read(OFFICE, start=FRIDAY, stop=MONDAY + timedelta(hours=16), target=8 * HOUR, pauses=[pause])
    assert found.due == MONDAY + timedelta(hours=16, minutes=30)
    assert (found.elapsed, found.paused, found.breached) == (int(7.5 * HOUR), 2 * HOUR, False)


def test_exactly_as_long_as_agreed_is_kept_and_a_second_more_is_missed():
    due = due_at(OFFICE, FRIDAY, 8 * HOUR)
    at, after = (
        read(OFFICE, start=FRIDAY, stop=due + more, target=8 * HOUR) for more in (timedelta(), timedelta(seconds=1))
    )
    assert (at.left, at.breached) == (0, False)
    assert (after.left, after.breached) == (-1, True)


def test_waiting_outside_the_hours_takes_nothing_away():
    night = Pause(FRIDAY + timedelta(hours=2), MONDAY + timedelta(hours=8))
    found = read(OFFICE, start=FRIDAY, stop=MONDAY + timedelta(hours=9), target=8 * HOUR, pauses=[night])
    assert (found.elapsed, found.paused) == (int(2.5 * HOUR), 0)


def test_a_pause_of_no_length_and_one_before_the_opening_change_nothing():
    pauses = [Pause(MONDAY, MONDAY), Pause(FRIDAY - timedelta(hours=3), FRIDAY)]
    stop = MONDAY + timedelta(hours=9)
    assert read(OFFICE, start=FRIDAY, stop=stop, target=HOUR, pauses=pauses) == read(
        OFFICE, start=FRIDAY, stop=stop, target=HOUR
    )


def test_pauses_that_overlap_count_once():
    nine = MONDAY + timedelta(hours=9)
    pauses = [Pause(nine, nine + timedelta(hours=2)), Pause(nine + timedelta(hours=1), nine + timedelta(hours=3))]
    assert merged(pauses, FRIDAY, nine + timedelta(hours=9)) == [(nine, nine + timedelta(hours=3))]


def test_while_it_waits_there_is_no_moment_at_which_it_is_due():
    found = read(OFFICE, start=FRIDAY, stop=MONDAY + timedelta(hours=9), target=HOUR, pauses=[Pause(FRIDAY)])
    assert (found.due, found.is_paused, found.elapsed) == (None, True, 0)


@pytest.mark.parametrize(
    ("day", "length"),
    [(date(2016, 3, 27), 23), (date(2016, 10, 30), 25), (date(2016, 7, 3), 24)],
    ids=["clocks go forward", "clocks go back", "any other Sunday"],
)
def test_a_day_is_as_long_as_it_was_for_those_who_worked_it(day, length):
    always = hours("24x7", "Europe/Berlin")
    begin = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), BERLIN)
    assert read(always, start=begin, stop=end, target=HOUR).elapsed == length * HOUR


def test_the_hours_are_those_of_the_calendars_own_zone():
    office = hours("mon-fri 09:00-17:00", "America/New_York")
    start = datetime(2016, 3, 7, 8, tzinfo=UTC)
    assert due_at(office, start, HOUR) == datetime(2016, 3, 7, 10, tzinfo=NEW_YORK)


def test_a_night_shift_runs_into_the_next_day():
    night = hours("fri 22:00-06:00")
    start = datetime(2016, 3, 4, 23, tzinfo=UTC)
    assert due_at(night, start, 7 * HOUR) == datetime(2016, 3, 5, 6, tzinfo=UTC)


def test_nobody_works_on_a_holiday_and_half_as_long_on_christmas_eve():
    eve = SpecialDay(date(2026, 12, 24), ((480, 720),))
    office = hours("mon-fri 08:00-18:00", "Europe/Berlin", country="DE", special=(eve,))
    begin, end = (datetime(2026, 12, day, tzinfo=BERLIN) for day in (24, 28))
    assert read(office, start=begin, stop=end, target=HOUR).elapsed == 4 * HOUR


moments = st.integers(0, 60 * 24 * 28).map(lambda minutes: FRIDAY + timedelta(minutes=minutes))
pauses = st.lists(st.tuples(moments, moments).map(lambda pair: Pause(min(pair), max(pair))), max_size=5)


@given(moments, moments, moments, pauses)
def test_elapsed_never_falls_and_adds_up_over_a_split(one, two, three, waits):
    first, middle, last = sorted((one, two, three))
    parts = [(first, middle), (middle, last), (first, last)]
    before, after, whole = (
        read(OFFICE, start=start, stop=stop, target=HOUR, pauses=waits).elapsed for start, stop in parts
    )
    assert before + after == whole
    assert 0 <= before <= whole


@given(moments, moments, pauses, moments, moments)
def test_one_more_pause_never_makes_it_longer(one, two, waits, since, until):
    start, stop = min(one, two), max(one, two)
    more = [*waits, Pause(min(since, until), max(since, until))]
    with_more, without = (read(OFFICE, start=start, stop=stop, target=HOUR, pauses=each) for each in (more, waits))
    assert with_more.elapsed <= without.elapsed
    assert with_more.elapsed + with_more.paused == without.elapsed + without.paused


@given(moments, st.integers(60, 40 * HOUR), pauses)
def test_at_the_moment_it_is_due_exactly_the_agreed_time_has_passed(start, target, waits):
    due = read(OFFICE, start=start, stop=start + timedelta(days=90), target=target, pauses=waits).due
    assert read(OFFICE, start=start, stop=due, target=target, pauses=waits).elapsed == target
    after = read(OFFICE, start=start, stop=due + timedelta(days=4), target=target, pauses=waits)
    assert after.elapsed >= target
