"""What indicators bring to a management review, against values that one can read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from improvement.domain.actions import cancel, raise_action
from measures.domain.measuring import Entry, measure
from measures.review_inputs import scorecard
from people.calendar import today
from records.domain.sharing import grant
from tests.factories import PersonFactory
from tests.measures.conftest import indicator_with
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, points, queries_of, rows

pytestmark = pytest.mark.django_db


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
