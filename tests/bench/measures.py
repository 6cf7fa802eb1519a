"""Indicators over a hundred thousand tickets: a period of all that is computed, a year's past of thirty, the dashboards."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction

from measures.domain.computing import fill_in
from measures.domain.keeping import start
from measures.domain.shapes import Shape
from measures.figures import period_ended, series
from measures.models import Indicator, Measurement
from people.calendar import today
from shell.registry import ComputedMeasure, registry
from tests.bench import cases, reports, scene
from tests.factories import (
    IndicatorFactory,
    ProcessFactory,
    ProcessReviewFactory,
    WaiverFactory,
    put_process_in_force,
)

#: Indicators of the back-fill, values of the dashboard, periods back.
INDICATORS, VALUES, YEAR = 30, 5000, 12
#: Processes of one owner, among whom the values are shared out.
OWNED = 10
#: What saved filters count.
SHAPES = (
    {"aggregate": "count"},
    {"aggregate": "share", "within": {"conditions": {"breached": "no"}}},
    {"aggregate": "median", "field": "resolved_at", "since": "opened_at"},
    {"aggregate": "sum", "field": "reopened"},
)
computed: list = []


def grow_to(size):
    """Tickets with their clocks; thirty indicators without values, and a hundred others with fifty values each."""
    reports.grow_to(size)
    owned = [_process() for _number in range(OWNED)]
    figures = registry.all(ComputedMeasure)
    computed.extend(
        _registered(figures[number]) if number < len(figures) else _filtered(SHAPES[number % len(SHAPES)])
        for number in range(INDICATORS)
    )
    for number in range(VALUES // 50):
        _valued(50, owned[number % len(owned)])


def acts():
    """Each computes for real and takes back what it kept, so that the next round does the same."""
    client = cases.signed_in(scene.ordinary())
    return {
        "floor: the database counts the tickets": reports._count,
        "computing all indicators of a period": lambda: _taken_back(1),
        "the past of thirty indicators, a year": lambda: _taken_back(YEAR),
        "processes of one owner": cases._visit(client, "/processes/mine/"),
        "dashboard of indicators": cases._visit(client, "/measures/"),
        "dashboard of a status": cases._visit(client, "/measures/?status=missed"),
    }


def _taken_back(back):
    with transaction.atomic():
        for indicator in computed:
            fill_in(indicator, back)
        transaction.set_rollback(True)


def _registered(figure):
    return _in_use(process_key="P16", source="computed", measure=figure.key, unit=figure.unit)


def _filtered(shape):
    about = {"kind": "incident", "among": {"conditions": {"state": "closed"}}, "date": "resolved_at", **shape}
    return _in_use(process_key="P16", source="filter", unit="count", shape=Shape(**about).as_json())


def _in_use(**about):
    since = today() - relativedelta(months=YEAR + 1)
    made = IndicatorFactory(actor=scene.ordinary(), valid_from=since, **about)
    return start(Indicator.objects.get(pk=made.pk), actor=None)


def _process():
    """One in force, with a waiver and a review."""
    process = ProcessFactory(actor=scene.ordinary(), owner=scene.ordinary())
    put_process_in_force(process)
    WaiverFactory(actor=scene.ordinary(), process=process)
    ProcessReviewFactory(actor=scene.ordinary(), process=process)
    return process


def _valued(count, process):
    """An indicator of a process with so many months of values."""
    indicator = _in_use(about=process)
    periods = series("monthly", period_ended("monthly", today()), count)
    Measurement.objects.bulk_create(
        Measurement(indicator=indicator, first=each.first, last=each.last, value=scene.chance.randint(80, 100))
        for each in periods
        if each.first > date(1990, 1, 1)
    )
