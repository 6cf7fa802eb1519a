"""Hours of service: the notation, the timeline, and what is added by public holidays and by clocks that change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.hours import Edition, HoursError, Timeline, parse_special_days, parse_week
from services.hours.notation import ALWAYS
from services.hours.words import unusual_days, week_days, week_in_words

HOUR = 3600
BERLIN = ZoneInfo("Europe/Berlin")
EARLY = date(2000, 1, 1)


def timeline(hours, **about):
    return Timeline([Edition(valid_from=EARLY, week=parse_week(hours), **about)])


def berlin(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_several_windows_a_day_are_read_for_each_day_of_a_stretch():
    week = parse_week("mon-fri 08:00-12:00, 13:00-18:00; sat 09:00-13:00")
    assert week[0] == week[4] == ((480, 720), (780, 1080))
    assert week[5:] == (((540, 780),), ())


@pytest.mark.parametrize("text", ["24x7", "24X7", "24/7", " 24x7 "])
def test_round_the_clock_is_written_in_two_ways(text):
    assert parse_week(text) == ALWAYS


def test_a_stretch_of_days_may_run_over_sunday_and_lines_may_take_the_place_of_semicolons():
    assert [bool(windows) for windows in parse_week("sat-mon 10:00-11:00\nwed 10:00-11:00")] == [
        True, False, True, False, False, True, True,
    ]  # fmt: skip


def test_windows_that_touch_or_overlap_are_one():
    assert parse_week("mon 08:00-12:00, 12:00-14:00, 13:00-15:00")[0] == ((480, 900),)


def test_a_window_that_ends_before_it_starts_goes_on_into_the_next_day():
    assert parse_week("fri 22:00-06:00")[4] == ((1320, 1800),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least one day"),
        ("mon closed", "at least one day"),
        ("mun 08:00-12:00", "is no day"),
        ("mon 8-12", "is no time of day"),
        ("mon 08:00-25:00", "is no time of day"),
        ("mon 08:61-12:00", "is no time of day"),
        ("mon", "at least one day"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text, said):
    with pytest.raises(HoursError, match=said):
        parse_week(text)


def test_special_days_have_hours_a_name_or_neither():
    days = parse_special_days(
        "2026-12-24 08:00-12:00 Christmas Eve\n\n2026-12-27 closed\n2026-12-28 10:00-11:00, 12:00-13:00"
    )
    assert [(day.day.day, day.windows, day.name) for day in days] == [
        (24, ((480, 720),), "Christmas Eve"), (27, (), ""), (28, ((600, 660), (720, 780)), ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["24 December", "2026-13-01 closed", "2026-12-24 08:00-", "2026-12-24", "2026-12-24 Eve"]
)
def test_a_special_day_that_cannot_be_read_is_named_by_its_line(text):
    with pytest.raises(HoursError, match="Line 2"):
        parse_special_days(f"2026-12-23 closed\n{text}")


def test_a_special_day_stands_once():
    with pytest.raises(HoursError, match="twice"):
        parse_special_days("2026-12-24 closed\n2026-12-24 08:00-12:00")


def test_time_over_a_weekend_does_not_count():
    office = timeline("mon-fri 08:00-18:00")
    assert office.seconds(utc(2026, 3, 6, 16, 30), utc(2026, 3, 9, 14, 30)) == 8 * HOUR
    assert office.after(utc(2026, 3, 6, 16, 30), 8 * HOUR) == utc(2026, 3, 9, 14, 30)


def test_nothing_passes_backwards_and_no_time_is_due_at_once():
    office = timeline("mon-fri 08:00-18:00")
    start = utc(2026, 3, 7, 12)
    assert office.seconds(start, start - timedelta(days=3)) == 0
    assert office.after(start, 0) == start


def test_a_night_counts_on_both_sides_of_midnight_and_once_where_two_overlap():
    nights = timeline("mon-sun 22:00-06:00")
    assert nights.seconds(utc(2026, 3, 9, 23), utc(2026, 3, 10, 7)) == 7 * HOUR
    assert timeline("mon 20:00-04:00; tue 02:00-08:00").seconds(utc(2026, 3, 9, 12), utc(2026, 3, 10, 12)) == 12 * HOUR


def test_public_holidays_are_closed_unless_a_special_day_says_otherwise():
    special = parse_special_days("2026-12-24 08:00-12:00 Christmas Eve\n2026-12-25 10:00-11:00 Open all the same")
    open_days = timeline("mon-sun 08:00-18:00", country="DE", special=special, zone="Europe/Berlin")
    day = [open_days.seconds(berlin(2026, 12, n), berlin(2026, 12, n + 1)) // HOUR for n in (23, 24, 25, 26, 27)]
    assert day == [10, 4, 1, 0, 10]


def test_holidays_of_a_part_of_a_country_are_its_own():
    epiphany = date(2026, 1, 6)
    closed = [not Edition(EARLY, ALWAYS, country="DE", subdivision=part).windows(epiphany) for part in ("BY", "BE")]
    assert closed == [True, False]


def test_times_are_those_of_the_zone_it_names():
    office = timeline("mon-fri 08:00-18:00", zone="Asia/Tokyo")
    assert office.seconds(utc(2026, 3, 8, 22), utc(2026, 3, 9, 10)) == 10 * HOUR


def test_a_day_on_which_clocks_go_forward_is_an_hour_shorter_and_one_on_which_they_go_back_an_hour_longer():
    always = timeline("24x7", zone="Europe/Berlin")
    assert always.seconds(berlin(2026, 3, 29), berlin(2026, 3, 30)) == 23 * HOUR
    assert always.seconds(berlin(2026, 10, 25), berlin(2026, 10, 26)) == 25 * HOUR


def test_a_window_over_the_change_is_as_long_as_it_was_for_those_who_worked_it():
    nights = timeline("sat 22:00-06:00", zone="Europe/Berlin")
    assert nights.seconds(berlin(2026, 3, 28, 12), berlin(2026, 3, 29, 12)) == 7 * HOUR
    assert nights.seconds(berlin(2026, 10, 24, 12), berlin(2026, 10, 25, 12)) == 9 * HOUR


def test_an_edition_counts_from_its_day_on_and_the_first_also_before_it():
    early = Edition(date(2026, 1, 1), parse_week("mon-sun 08:00-18:00"))
    later = Edition(date(2026, 3, 10), parse_week("mon-sun 08:00-12:00"))
    both = Timeline([later, early])
    hours = [both.seconds(utc(2026, 3, n), utc(2026, 3, n + 1)) // HOUR for n in (9, 10)]
    assert [*hours, both.seconds(utc(2025, 3, 9), utc(2025, 3, 10)) // HOUR] == [10, 4, 10]


def test_of_two_editions_from_the_same_day_the_later_one_holds():
    day = date(2026, 1, 1)
    both = Timeline([Edition(day, parse_week("mon-sun 08:00-18:00")), Edition(day, parse_week("mon-sun 08:00-09:00"))])
    assert both.seconds(utc(2026, 3, 9), utc(2026, 3, 10)) == HOUR


def test_a_due_time_that_never_comes_is_none():
    only = Edition(EARLY, ((), (), (), (), (), (), ()), special=parse_special_days("2026-03-09 08:00-09:00"))
    assert Timeline([only]).after(utc(2026, 3, 9, 8), 2 * HOUR) is None


WEEKS = st.sampled_from(
    [
        "24x7",
        "mon-fri 08:00-12:00, 13:00-18:00",
        "mon-sun 22:00-06:00",
        "sat 09:00-13:00; wed 00:00-24:00",
        "mon-fri 23:30-00:30",
    ]
)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
MOMENTS = st.integers(0, 4 * 365 * 24 * HOUR).map(lambda seconds: utc(2024, 1, 1) + timedelta(seconds=seconds))


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_time_up_to_a_moment_and_from_there_on_is_all_the_time(hours, zone, moments):
    begin, middle, end = moments
    counts = timeline(hours, zone=zone)
    assert counts.seconds(begin, middle) + counts.seconds(middle, end) == counts.seconds(begin, end)
    assert 0 <= counts.seconds(begin, end) <= (end - begin).total_seconds()


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, MOMENTS, st.integers(1, 400 * HOUR))
def test_a_due_time_is_the_first_moment_at_which_so_much_time_has_passed(hours, zone, start, seconds):
    counts = timeline(hours, zone=zone)
    due = counts.after(start, seconds)
    assert counts.seconds(start, due) == seconds
    assert counts.seconds(start, due - timedelta(seconds=1)) == seconds - 1


def test_hours_are_said_in_words():
    assert week_in_words(parse_week("mon-fri 08:00-12:00, 13:00-18:00; sat 22:00-06:00")) == (
        "Mon\u2013Fri 08:00\u201312:00, 13:00\u201318:00; Sat 22:00\u201306:00"
    )
    assert week_in_words(ALWAYS) == "Round the clock, every day"


def test_the_morning_of_a_night_is_drawn_on_the_day_it_lies_in():
    days = week_days(parse_week("sun 22:00-06:00"))
    assert (days[0].stretches, days[6].stretches, days[0].hours) == ([(0, 360)], [(1320, 1440)], "closed")


def test_days_unlike_others_are_named_in_order():
    special = parse_special_days("2026-12-24 08:00-12:00 Christmas Eve")
    found = unusual_days(timeline("mon-fri 08:00-18:00", country="NO", special=special), date(2026, 12, 20), 8)
    assert [(day.day.day, day.name, day.hours) for day in found] == [
        (24, "Christmas Eve", "08:00\u201312:00"), (25, "Christmas Day", "closed"), (26, "Second Day of Christmas", "closed"),
    ]  # fmt: skip
