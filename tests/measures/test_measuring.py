"""Bringing, correcting and closing: what is refused says why, and nothing is lost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from measures.domain import keeping
from measures.domain.library import adopt
from measures.domain.measuring import Entry, correct, measure
from measures.figures import period_ended
from measures.models import Indicator, Measurement
from measures.queries import latest, standing_of
from people.calendar import today
from records.domain.errors import InputError, NotNowError
from records.origin import telling_of
from tests.factories import IndicatorFactory
from tests.measures.conftest import indicator_with

pytestmark = pytest.mark.django_db
MARCH = date(2016, 3, 1)


def refused(call, *args, **about):
    with pytest.raises((InputError, NotNowError)) as found:
        call(*args, **about)
    return getattr(found.value, "field", ""), str(found.value)


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"target": 95, "baseline": 95}, "target"),
        ({"target": None}, "target"),
        ({"direction": "band", "target": 75}, "target_upper"),
        ({"direction": "band", "target": 75, "target_upper": 75}, "target_upper"),
        ({"direction": "band", "target": 75, "target_upper": 60}, "target_upper"),
        ({"source": "computed"}, "measure"),
        ({"valid_from": MARCH, "valid_until": date(2016, 2, 1)}, "valid_until"),
    ],
)
def test_a_target_that_says_nothing_is_refused_at_its_field(alice, about, field):
    made = Indicator(**{"title": "I", "formula": "f", "target": 95, "created_by": alice, **about})
    assert refused(keeping.create_indicator, made, actor=None)[0] == field


def test_a_value_is_worked_out_and_keeps_what_it_is_made_of(indicator, alice):
    made = measure(
        indicator, Entry(numerator=Decimal(2), denominator=Decimal(3), note="As counted"), actor=alice, first=MARCH
    )
    assert (made.value, made.numerator, made.denominator) == (Decimal("66.66666667"), 2, 3)
    assert (made.last, made.by, made.came, made.note) == (date(2016, 3, 31), alice, "typed", "As counted")


def test_nothing_to_divide_by_is_no_data_with_zeros_kept(indicator, alice):
    made = measure(indicator, Entry(numerator=Decimal(0), denominator=Decimal(0)), actor=alice, first=MARCH)
    assert (made.value, made.numerator, made.denominator) == (None, 0, 0)
    field, _why = refused(
        measure, indicator, Entry(numerator=Decimal(1), denominator=Decimal(0)), actor=alice, first=date(2016, 4, 1)
    )
    assert field == "numerator"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(), "value"),
        (Entry(value=Decimal(-2000)), "value"),
        (Entry(value=Decimal(95000)), "value"),
        (Entry(numerator=Decimal(1)), "denominator"),
        (Entry(denominator=Decimal(1)), "numerator"),
        (Entry(value=Decimal(90), numerator=Decimal(1), denominator=Decimal(2)), "value"),
    ],
)
def test_a_value_outside_sense_is_refused_at_its_field(indicator, alice, entry, field):
    assert refused(measure, indicator, entry, actor=alice, first=MARCH)[0] == field
    assert not Measurement.objects.exists()


def test_a_period_is_the_indicators_own_over_valid_and_without_a_value(indicator, alice):
    entry = Entry(value=Decimal(96))
    assert "begins on" in refused(measure, indicator, entry, actor=alice, first=date(2016, 3, 2))[1]
    assert "ends on" in refused(measure, indicator, entry, actor=alice, first=MARCH, last=date(2016, 4, 2))[1]
    assert "from" in refused(measure, indicator, entry, actor=alice, first=date(2015, 12, 1))[1]
    assert "until" in refused(measure, indicator, entry, actor=alice, first=date(2017, 1, 1))[1]
    measure(indicator, entry, actor=alice, first=MARCH)
    assert "correct that" in refused(measure, indicator, entry, actor=alice, first=MARCH)[1]
    running = indicator_with(actor=alice)
    this_month = date.today().replace(day=1)  # noqa: DTZ011 - tests run in UTC
    assert "bring its value then" in refused(measure, running, entry, actor=alice, first=this_month)[1]


def test_a_correction_is_another_entry_with_a_reason_and_the_wrong_one_stays(indicator, alice, bob):
    wrong = measure(indicator, Entry(value=Decimal(69)), actor=alice, first=MARCH)
    assert refused(correct, indicator, wrong, Entry(value=Decimal(96)), actor=alice, reason=" ")[0] == "reason"
    right = correct(indicator, wrong, Entry(value=Decimal(96)), actor=alice, reason="Figures swapped")
    assert (right.replaces, right.reason) == (wrong, "Figures swapped")
    assert list(Measurement.objects.current()) == [right]
    assert latest([indicator])[indicator.pk] == right
    assert "already" in refused(correct, indicator, wrong, Entry(value=Decimal(97)), actor=alice, reason="r")[1]
    told = indicator.events.get(action="correct").detail
    assert told == {"period": "March 2016", "from": "69", "value": "96"}


def test_what_was_measured_can_be_neither_changed_nor_deleted(indicator, alice):
    made = measure(indicator, Entry(value=Decimal(96)), actor=alice, first=MARCH)
    for act in (lambda: Measurement.objects.update(value=97), lambda: Measurement.objects.filter(pk=made.pk).delete()):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(indicator=indicator, first=MARCH, last=MARCH, value=1)


def test_a_closed_period_takes_no_value_and_no_correction_until_it_is_opened(indicator, alice):
    wrong = measure(indicator, Entry(value=Decimal(96)), actor=alice, first=MARCH)
    assert "2016" in refused(keeping.close_periods, indicator, actor=None, until=date(2016, 4, 15), reason="r")[1]
    keeping.close_periods(indicator, actor=None, until=date(2016, 4, 30), reason="Management review")
    assert "closed" in refused(correct, indicator, wrong, Entry(value=Decimal(97)), actor=alice, reason="r")[1]
    assert "closed" in refused(measure, indicator, Entry(value=Decimal(97)), actor=alice, first=date(2016, 4, 1))[1]
    keeping.close_periods(indicator, actor=None, until=None, reason="An error in April")
    assert measure(indicator, Entry(value=Decimal(97)), actor=alice, first=date(2016, 4, 1)).value == 97


def test_once_there_are_values_what_they_rest_on_stays(indicator, alice):
    measure(indicator, Entry(value=Decimal(96)), actor=alice, first=MARCH)
    indicator.frequency = "weekly"
    assert refused(keeping.edit_indicator, indicator, actor=None)[0] == "frequency"


def test_it_stands_by_its_latest_value(indicator, alice):
    for month, value in ((1, 80), (2, 91), (3, 96)):
        measure(indicator, Entry(value=Decimal(value)), actor=alice, first=date(2016, month, 1))
    found = standing_of(indicator)
    assert (len(found.points), found.value, found.status) == (12, 96, "good")
    assert [found.status_at(point) for point in found.points[:3]] == ["missed", "near", "good"]
    assert found.is_silent


def test_the_library_is_adopted_once_and_wired_to_what_rooms_compute(admin):
    inside, typed, band = (adopt(key, actor=admin) for key in ("K-P16-1", "K-P01-1", "K-P12-3"))
    assert (inside.source, inside.measure, inside.state) == ("computed", "operations.resolved_inside", "in_use")
    assert (typed.source, typed.frequency, typed.process_key) == ("typed", "weekly", "P01")
    assert (band.direction, band.target, band.target_upper) == ("band", 75, 90)
    assert "already" in refused(adopt, "K-P16-1", actor=admin)[1]
    assert "no indicator" in refused(adopt, "K-P99-1", actor=admin)[1]


def test_an_indicator_belongs_to_its_record_and_is_governed_by_its_holders(alice):
    process = IndicatorFactory(actor=alice)
    made = IndicatorFactory(actor=alice, about=process)
    assert made.scope_id == process.pk


def test_another_target_makes_no_past_period_green(alice):
    now = timezone.now()
    with telling_of(now - timedelta(days=100)):
        indicator = indicator_with(actor=alice, target=Decimal(95), valid_from=today() - timedelta(days=400))
    second = period_ended("monthly", today())
    first = period_ended("monthly", second.first)
    with telling_of(datetime(second.first.year, second.first.month, 5, tzinfo=UTC)):
        changed = Indicator.objects.get(pk=indicator.pk)
        changed.target = Decimal(80)
        keeping.edit_indicator(changed, actor=alice)
    for period in (first, second):
        measure(Indicator.objects.get(pk=indicator.pk), Entry(value=Decimal(88)), actor=alice, first=period.first)
    found = standing_of(Indicator.objects.get(pk=indicator.pk))
    assert [found.status_at(point) for point in found.points if point.value is not None] == ["missed", "good"]
    assert found.status == "good"
