"""What changed since the review before, where the two periods are as long, and where they are not."""

from datetime import date

import pytest

from leadership.domain.reviews.comparing import changes, is_as_long
from leadership.domain.reviews.inputs import Inputs
from people.calendar import Period
from shell.registry import Brought, Figure

HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
SECOND_HALF = Period(date(2026, 7, 1), date(2026, 12, 31))
TWO_MONTHS = Period(date(2026, 7, 1), date(2026, 8, 31))
UNTIL_NOW = Period(date(2026, 7, 1), date(2026, 8, 10))


def inputs_of(period, *figures):
    """Inputs of a period with figures of one room."""
    brought = Brought("It is so.", figures=figures).as_data()
    parts = [{"key": "room", "title": "Room", "brought": brought}]
    days = [period.first.isoformat(), period.last.isoformat()]
    return Inputs({"period": days, "inputs": [{"code": "d", "parts": parts, "failed": []}]})


def change_of(before, was, now, **about):
    """How a figure changed from one period to another."""
    (one, then), (other, is_now) = (before, was), now
    found = changes(inputs_of(one, figure(then, **about)), inputs_of(other, figure(is_now, **about)))
    return found["d", "room", "done"]


def figure(number, **about):
    """A count of what should be little."""
    return Figure.count("done", "Done", number, better="down", **about)


def test_what_happened_in_periods_as_long_is_better_or_worse():
    found = change_of(HALF, 32, (SECOND_HALF, 33), is_of_period=True)
    assert (found.tone, found.words, found.earlier) == ("bad", "was 32", "32")
    assert change_of(HALF, 32, (SECOND_HALF, 32), is_of_period=True).words == "as before"


@pytest.mark.parametrize("now", [9, 32, 40])
def test_what_happened_in_a_shorter_period_is_neither_and_says_how_long_the_other_was(now):
    found = change_of(HALF, 32, (TWO_MONTHS, now), is_of_period=True)
    assert (found.tone, found.words, found.earlier) == ("", "was 32 in 6 months", "32 in 6 months")


def test_a_period_without_whole_months_is_told_in_days():
    assert change_of(UNTIL_NOW, 3, (HALF, 9), is_of_period=True).words == "was 3 in 41 days"


def test_states_of_a_moment_are_compared_however_long_the_periods_are():
    found = change_of(HALF, 32, (TWO_MONTHS, 9))
    assert (found.tone, found.words) == ("good", "was 32")


def test_what_was_frozen_before_figures_said_it_can_be_read_and_follows_the_figure_of_now():
    before, now = inputs_of(HALF, figure(32)), inputs_of(TWO_MONTHS, figure(9, is_of_period=True))
    (old,) = before.data["inputs"][0]["parts"][0]["brought"]["figures"]
    del old["is_of_period"]
    assert changes(before, now)["d", "room", "done"].words == "was 32 in 6 months"


def test_periods_may_differ_by_a_tenth():
    month = Period(date(2026, 1, 1), date(2026, 1, 30))
    assert is_as_long(month, Period(date(2026, 2, 1), date(2026, 2, 27)))
    assert not is_as_long(month, Period(date(2026, 2, 1), date(2026, 2, 26)))
