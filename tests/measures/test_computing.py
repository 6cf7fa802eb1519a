"""What is computed: registered figures, saved filters, the job of the clock, and figures that fail."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jobs.models import Job
from measures.domain.asking import ask
from measures.domain.computing import FILL_JOB, compute, compute_due, fill_in, recompute
from measures.domain.keeping import define
from measures.domain.measuring import Entry, measure
from measures.domain.shapes import Shape
from measures.models import Measurement, Trouble
from people.calendar import Period
from records.domain.errors import InputError, NotNowError
from records.domain.write import write
from records.models import Task
from shell.registry import Computed, ComputedMeasure, registry
from tests.factories import IndicatorFactory, OpportunityFactory
from tests.measures.conftest import indicator_with
from tests.operations.past import agreement_with, at, incidents

pytestmark = pytest.mark.django_db
MARCH = Period(date(2016, 3, 1), date(2016, 3, 31))
YEAR = {"valid_from": date(2016, 1, 1), "valid_until": date(2016, 12, 31)}


class Progress:
    """A job that goes on."""

    def tell(self, *_done):
        """Nothing asks it to stop."""


@pytest.fixture
def tickets(installation):
    """March 2016: four incidents in 1, 2, 3 and 10 hours, the last too late and reopened; April: one in 99."""
    agreed = agreement_with((None, 8, 90))
    rows = [(at(day), hours, 3) for day, hours in ((2, 1), (3, 2), (4, 3))]
    incidents(agreed, *rows, (at(1, month=4), 99, 3))
    return incidents(agreed, (at(5), 10, 3), reopened=1)


def value_of(key, period=MARCH):
    return registry.get(ComputedMeasure, f"operations.{key}").compute(period, None)


def test_registered_figures_are_those_counted_by_hand(tickets):
    found = value_of("resolved_inside")
    assert (found.value, found.numerator, found.denominator) == (75, 3, 4)
    assert found.url == "/operations/incidents/?resolved_at=2016-03"
    assert value_of("median_to_resolve").value == Decimal("2.5")
    assert value_of("mean_to_resolve").value == value_of("mean_to_restore").value == 4
    assert (value_of("reopened").value, value_of("reopened").numerator) == (25, 1)
    assert (value_of("targets_met").value, value_of("targets_met").denominator) == (0, 1)
    assert value_of("fulfilled_inside") == Computed(
        None, Decimal(0), Decimal(0), "/operations/requests/?resolved_at=2016-03"
    )
    assert value_of("knowledge_used").value == 0


def test_every_registered_figure_answers_for_a_time_in_which_nothing_happened(installation, alice):
    empty = Period(date(2010, 1, 1), date(2010, 1, 31))
    for figure in registry.all(ComputedMeasure):
        for reader in (None, alice):
            assert figure.compute(empty, reader).value is None, figure.key


def test_the_past_is_filled_in_once(tickets, alice):
    median = indicator_with(
        actor=alice, source="computed", measure="operations.median_to_resolve", unit="hours", **YEAR
    )
    assert (fill_in(median), fill_in(median)) == (12, 0)
    kept = dict(Measurement.objects.values_list("first__month", "value"))
    assert (kept[3], kept[4], kept[5]) == (Decimal("2.5"), 99, None)


def test_whoever_starts_an_indicator_has_its_values_at_once(tickets, alice):
    median = indicator_with(
        actor=alice, source="computed", measure="operations.median_to_resolve", unit="hours", **YEAR
    )
    assert Job.objects.filter(kind=FILL_JOB, arguments={"indicator": median.pk}).count() == 1
    indicator_with(actor=alice, title="Typed in", **YEAR)
    assert Job.objects.filter(kind=FILL_JOB).count() == 1


def shape(**about):
    return Shape(**{"kind": "incident", "among": {"conditions": {"state": "closed"}}, "date": "resolved_at", **about})


def test_saved_filters_count_what_one_counts_by_hand(tickets, alice):
    found = {
        "count": shape(),
        "share": shape(aggregate="share", within={"conditions": {"breached": "no"}}),
        "median": shape(aggregate="median", field="resolved_at", since="opened_at"),
        "mean": shape(aggregate="mean", field="resolved_at", since="opened_at"),
        "p90": shape(aggregate="p90", field="resolved_at", since="opened_at"),
        "sum": shape(aggregate="sum", field="reopened"),
        "none": shape(among={"conditions": {"state": "new"}}),
    }
    values = {key: each.count(MARCH, alice).value for key, each in found.items()}
    assert values == {
        "count": 4, "share": 75, "median": Decimal("2.5"), "mean": 4, "p90": Decimal("7.9"), "sum": 1, "none": 0,
    }  # fmt: skip


def test_a_filter_counts_what_its_owner_sees(tickets, alice, charlie):
    OpportunityFactory(actor=alice, restricted=True)
    today = timezone.localdate()
    own = Shape(kind="opportunity", among={}, date="created")
    now = Period(today - timedelta(days=1), today)
    assert (own.count(now, alice).value, own.count(now, charlie).value) == (1, 0)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"kind": "gone"}, "kept no more"),
        ({"among": {"conditions": {"colour": "red"}}}, "no longer offered: colour"),
        ({"date": "vanished_at"}, "vanished_at"),
        ({"aggregate": "sum", "field": "weight"}, "weight"),
        ({"aggregate": "mean", "field": "resolved_at", "since": "begun_at"}, "begun_at"),
    ],
)
def test_a_definition_whose_field_vanished_says_so(tickets, alice, about, words):
    with pytest.raises(InputError, match=words):
        shape(**about).count(MARCH, alice)


def test_a_filter_of_me_or_of_this_week_is_no_definition():
    for conditions in ({"owner": "me"}, {"opened_at": "week"}):
        with pytest.raises(InputError):
            shape(among={"conditions": conditions}).require_lasting()


def test_each_value_keeps_the_definition_it_was_counted_by(tickets, alice):
    made = IndicatorFactory(actor=alice, source="filter", unit="count", **YEAR)
    with pytest.raises(NotNowError):
        write_start(made)
    define(made, actor=alice, shape=shape())
    write_start(made)
    fill_in(made)
    define(made, actor=alice, shape=shape(aggregate="sum", field="reopened"), reason="Reopened ones alone")
    march = Measurement.objects.get(first=MARCH.first)
    assert (march.value, march.shape["aggregate"]) == (4, "count")
    again = recompute(made, march, actor=alice, reason="By the new definition")
    assert (again.value, again.shape["aggregate"], again.came, again.replaces) == (1, "sum", "computed", march)
    with pytest.raises(NotNowError, match="same"):
        recompute(made, again, actor=alice, reason="Once more")
    stored = made.history.order_by("-version").values_list("shape", flat=True)
    assert [each and each["aggregate"] for each in stored][:2] == ["sum", "count"]


def write_start(indicator):
    from measures.domain.keeping import start

    return start(indicator, actor=None)


def test_a_figure_that_raises_is_said_and_asked_to_be_mended_and_the_others_go_on(tickets, alice):
    broken = ComputedMeasure(key="a.broken", label="Broken", explain="-", unit="%", compute=lambda _p, _u: 1 / 0)
    with registry.temporarily(broken):
        bad = indicator_with(actor=alice, source="computed", measure="a.broken", title="A", **YEAR)
        good = indicator_with(actor=alice, source="computed", measure="operations.reopened", title="B", **YEAR)
        compute_due(Progress())
        compute_due(Progress())
    assert good.measurements.count() == 12
    assert (bad.measurements.count(), "ZeroDivisionError" in Trouble.objects.get().why) == (0, True)
    task = Task.objects.get(record=bad)
    assert (task.assignee, task.kind, task.done) == (alice, "act", None)
    with registry.temporarily(
        ComputedMeasure(key="a.broken", label="B", explain="-", unit="%", compute=lambda _p, _u: Computed(Decimal(1)))
    ):
        compute_due(Progress())
    task.refresh_from_db()
    assert (bad.measurements.count(), Trouble.objects.count(), task.done is not None) == (12, 0, True)


def test_a_figure_that_no_room_computes_any_more_says_so(alice):
    gone = indicator_with(actor=alice, source="computed", measure="a.gone")
    with pytest.raises(InputError, match=r"a\.gone"):
        compute(gone, MARCH)


def test_an_owner_who_left_is_asked_to_be_replaced(tickets, alice, admin):
    made = IndicatorFactory(actor=alice, source="filter", unit="count", **YEAR)
    define(made, actor=alice, shape=shape())
    write_start(made)
    alice.is_active = False
    alice.save()
    made = type(made).objects.get(pk=made.pk)
    assert fill_in(made) == 0
    assert "another owner" in Trouble.objects.get().why
    assert Task.objects.get(record=made).assignee == admin


def test_values_that_lack_become_tasks_once_and_end_when_they_are_brought(indicator, alice, bob):
    assert (ask(indicator), ask(indicator)) == (2, 0)
    titles = list(indicator.tasks.values_list("title", "due", "assignee"))
    assert titles == [
        ("Bring the value of “Kept promises” for November 2016", date(2016, 12, 10), alice.pk),
        ("Bring the value of “Kept promises” for December 2016", date(2017, 1, 10), alice.pk),
    ]
    measure(indicator, Entry(value=Decimal(96)), actor=alice, first=date(2016, 11, 1))
    measure(indicator, Entry(value=Decimal(97)), actor=None, first=date(2016, 12, 1))
    done, dropped = indicator.tasks.order_by("due")
    assert (done.done_by, done.cancelled, dropped.cancelled) == (alice, False, True)
    assert ask(indicator) == 0


def test_sight_of_a_registered_figure_is_the_readers_in_a_look_ahead(tickets, alice):
    write(tickets[0], actor=None, action="edit")
    restricted = tickets[0]
    restricted.restricted = True
    write(restricted, actor=None, action="edit")
    median = indicator_with(actor=alice, source="computed", measure="operations.median_to_resolve", **YEAR)
    assert (compute(median, MARCH).denominator, compute(median, MARCH, seen_by=alice).denominator) == (4, 3)
    assert at(5) == datetime(2016, 3, 5, 8, tzinfo=UTC)
