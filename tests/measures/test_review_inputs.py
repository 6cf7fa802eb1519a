"""What indicators bring to a management review, against values that one can read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from improvement.domain.actions import cancel, raise_action
from leadership.charts import draw
from measures.domain.keeping import edit_indicator, retire
from measures.domain.measuring import Entry, measure
from measures.models import Indicator
from measures.review_inputs import scorecard
from people.calendar import Period, today
from records.domain.sharing import grant
from records.origin import telling_of
from tests.factories import PersonFactory
from tests.measures.conftest import indicator_with
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, points, queries_of, rows

pytestmark = pytest.mark.django_db
HALF = Period(date(2016, 1, 1), date(2016, 6, 30))
SPACE = "\N{NO-BREAK SPACE}"


def valued(title, values, **about):
    """An indicator of 2016 with the values of its last months, up to December."""
    about = {"target": Decimal(95), "valid_until": date(2016, 12, 31), **about}
    made = indicator_with(title=title, **about)
    for month, value in enumerate(values, 13 - len(values)):
        measure(made, Entry(value=Decimal(value)), actor=None, first=date(2016, month, 1))
    return made


def test_indicators_stand_worst_first_with_their_last_values_and_what_is_done(alice):
    good = valued("Answers", [96, 97, 98], actor=alice)
    missed = valued("Repairs", [96, 94, 70], actor=alice)
    near = valued("Calls", [94], actor=alice)
    silent = valued("Visits", [], actor=alice)
    first = raise_action(missed, actor=alice, title="Train", owner=alice, due=today())
    cancel(raise_action(missed, actor=alice, title="Hire", owner=alice, due=today()), actor=alice, reason="No")
    found = scorecard(YEAR_2016, alice)
    assert figures(found) == {
        "missed": ("1", "bad"),
        "on_target": ("1", "good"),
        "near": ("1", "warn"),
        "no_data": ("1", ""),
        "late": ("1", "warn"),
    }
    wanted = "at least 95\N{NO-BREAK SPACE}%"
    shares = [f"{n}.0\N{NO-BREAK SPACE}%" for n in (96, 94, 70)]
    assert rows(found, "scorecard") == [
        [missed.reference, "Repairs", wanted, *shares, "Target missed", first.reference],
        [near.reference, "Calls", wanted, "no data", "no data", shares[1], "Near the target", ""],
        [silent.reference, "Visits", wanted, "", "", "", "No data", ""],
        [good.reference, "Answers", wanted, *[f"{n}.0\N{NO-BREAK SPACE}%" for n in (96, 97, 98)], "On target", ""],
    ]
    assert found.message == "1 of 4 indicators misses its target: Repairs."
    assert [chart.title for chart in found.charts] == ["Repairs", "Calls", "Answers"]
    assert points(found, missed.reference)[-4:] == [None, 96.0, 94.0, 70.0]
    assert [point.tone for point in found.charts[0].points[-4:]] == ["", "good", "warn", "bad"]
    assert (found.charts[0].low, found.charts[0].high, found.charts[0].value) == (95.0, None, shares[2])
    assert found.charts[0].finding.startswith(f"Repairs: {shares[2]} in December 2016, wanted {wanted}. Not enough")
    assert is_kept_as_it_was(found)


def test_indicators_stand_as_they_stood_when_the_period_was_over(alice):
    made = valued("Repairs", [96, 97, 94, 70, 96], actor=alice)  # August to December
    found = scorecard(Period(date(2016, 1, 1), date(2016, 10, 31)), alice)
    shares = [f"{n}.0\N{NO-BREAK SPACE}%" for n in (96, 97, 94)]
    assert rows(found, "scorecard")[0][3:7] == [*shares, "Near the target"]
    assert points(found, made.reference)[-3:] == [96.0, 97.0, 94.0]
    assert (found.charts[0].value, found.charts[0].points[-1].label) == (shares[2], "October 2016")
    assert "in October 2016" in found.charts[0].finding
    assert {key: value for key, (value, _tone) in figures(found).items()} == {
        "missed": "0",
        "on_target": "0",
        "near": "1",
        "no_data": "0",
        "late": "0",
    }
    # A period that is not over by then has no value yet: in the middle of November October is the last.
    middle = scorecard(Period(date(2016, 1, 1), date(2016, 11, 15)), alice)
    assert rows(middle, "scorecard") == rows(found, "scorecard")
    assert figures(scorecard(YEAR_2016, alice))["on_target"] == ("1", "good")


def test_an_indicator_that_began_after_the_period_is_left_out(alice):
    valued("Later", [], actor=alice, valid_from=date(2016, 7, 1))
    assert scorecard(HALF, alice) is None
    assert rows(scorecard(YEAR_2016, alice), "scorecard")[0][1] == "Later"


def test_an_indicator_that_was_retired_since_stands_in_reviews_of_the_time_before(alice):
    made = valued("Repairs", [70], actor=alice)
    retire(made, actor=alice, reason="Counted elsewhere")
    assert rows(scorecard(YEAR_2016, alice), "scorecard")[0][1] == "Repairs"
    assert scorecard(Period(date(2016, 1, 1), today()), alice) is None


def test_the_target_is_the_one_that_held_then(alice):
    with telling_of(datetime(2016, 1, 10, tzinfo=UTC)):
        made = valued("Repairs", [91] * 12, actor=alice)
    with telling_of(datetime(2016, 12, 10, tzinfo=UTC)):
        made = Indicator.objects.get(pk=made.pk)
        made.target = Decimal(90)
        edit_indicator(made, actor=None)
    half, year = scorecard(HALF, alice), scorecard(YEAR_2016, alice)
    assert [row[2] for row in rows(half, "scorecard")] == ["at least 95\N{NO-BREAK SPACE}%"]
    assert (half.charts[0].low, rows(half, "scorecard")[0][-2]) == (95.0, "Near the target")
    assert "wanted at least 95" in half.charts[0].finding
    assert (year.charts[0].low, rows(year, "scorecard")[0][-2]) == (90.0, "On target")


@pytest.mark.parametrize(
    ("last", "late"), [(date(2016, 6, 30), "0"), (date(2016, 7, 10), "0"), (date(2016, 7, 11), "1")]
)
def test_a_value_is_late_by_the_last_day_of_the_period(alice, last, late):
    """May is there; that of June is to be brought by 10 July."""
    made = valued("Repairs", [], actor=alice)
    measure(made, Entry(value=Decimal(96)), actor=None, first=date(2016, 5, 1))
    assert figures(scorecard(Period(date(2016, 1, 1), last), alice))["late"][0] == late


def test_a_value_that_is_late_stays_so_while_the_next_is_not_due_yet(alice):
    """April was to be brought by 10 May; by the end of May that month is over and not due."""
    valued("Repairs", [], actor=alice)
    assert figures(scorecard(Period(date(2016, 1, 1), date(2016, 5, 31)), alice))["late"] == ("1", "warn")


def test_a_point_says_its_value_as_the_table_does(alice):
    made = valued("Repairs", ["91.8367", "94.99"], actor=alice)
    found = scorecard(YEAR_2016, alice)
    words = [f"91.8{SPACE}%", f"94.9{SPACE}%"]
    assert [point.words for point in found.charts[0].points[-2:]] == rows(found, "scorecard")[0][4:6] == words
    drawn = draw(found.charts[0])
    assert all(f"2016: {each}" in drawn for each in words)
    assert made.reference == found.charts[0].key


def test_a_past_value_has_the_tone_it_had_against_the_band_of_an_upper_limit(alice):
    valued("Load", [40, 80], actor=alice, direction="band", target=Decimal(30), target_upper=Decimal(60))
    (chart,) = scorecard(YEAR_2016, alice).charts
    assert (chart.low, chart.high, [point.tone for point in chart.points[-2:]]) == (30.0, 60.0, ["good", "bad"])


def test_nine_are_drawn_and_those_left_out_of_the_table_are_counted(alice):
    for number in range(18):
        valued(f"Indicator {number:02}", [90], actor=alice)
    found = scorecard(YEAR_2016, alice)
    assert (len(found.charts), len(found.tables[0].rows), found.tables[0].note) == (9, 15, "3 more are not shown.")
    assert (
        found.message.endswith(": Indicator 00, Indicator 01, Indicator 02 and 15 more.") or "15 more" in found.message
    )


def test_restricted_indicators_count_for_who_sees_them_and_have_no_name(alice, bob, charlie):
    hidden = valued("Secret", [10], actor=alice, restricted=True)
    raise_action(hidden, actor=alice, title="Hush", owner=alice, due=today() + timedelta(days=1))
    assert scorecard(YEAR_2016, charlie) is None
    grant(hidden, bob, actor=None)
    for person in (alice, bob):
        told = scorecard(YEAR_2016, person)
        assert "Secret" not in str(told.as_data())
        assert "Hush" not in str(told.as_data())
        assert told.message == f"1 of 1 indicators misses its target: {hidden.reference}."
    assert rows(scorecard(YEAR_2016, bob), "scorecard")[0][-1] == ""


def test_queries_do_not_grow_with_indicators(alice):
    counts = []
    for count in (3, 27):
        for number in range(count):
            made = valued(f"Indicator {number}", [50, 51], actor=PersonFactory())
            raise_action(made, actor=made.owner, title="Train", owner=made.owner, due=today())
        counts.append(queries_of(scorecard, YEAR_2016, alice))
    assert counts == [6, 6]
