"""Indicators over the real log of incidents, each against a value counted by hand from the log itself."""

from __future__ import annotations

import csv
import gzip
from datetime import date, datetime
from decimal import Decimal
from statistics import fmean, median

from measures.domain.computing import fill_in
from measures.domain.keeping import define, start
from measures.domain.shapes import Shape
from measures.models import Indicator, Measurement
from people.calendar import Period
from shell.registry import ComputedMeasure, registry
from tests.factories import IndicatorFactory

#: All of the log, and the month in which most of it was resolved.
ALL, MARCH = Period(date(2016, 1, 1), date(2017, 12, 31)), Period(date(2016, 3, 1), date(2016, 3, 31))


def last_rows(log):
    """The last row of each incident."""
    with gzip.open(log, "rt") as file:
        return list({row["number"]: row for row in csv.DictReader(file)}.values())


def moment(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - the log names no zone


def hours_of(rows):
    return [(moment(row["resolved_at"]) - moment(row["opened_at"])).total_seconds() / 3600 for row in rows]


def check(log, reference, person):
    """Every figure of incidents, and four saved filters, equal what the log says."""
    rows = last_rows(log)
    ended = [(row, moment(row["resolved_at"] if row["resolved_at"] != "?" else row["closed_at"])) for row in rows]
    for period, count in ((ALL, 5000), (MARCH, None)):
        over = [row for row, end in ended if period.first <= end.date() <= period.last]
        assert count in {None, len(over)}
        resolved = [row for row in over if row["resolved_at"] != "?"]
        late = sum(_is_late(row, reference) for row in over)
        again = sum(int(row["reopen_count"]) > 0 for row in over)
        clocked = fmean(int(reference[row["number"]]["D"]) for row in over) / 60
        hours = hours_of(resolved)
        _equal("resolved_inside", period, 100 * (len(over) - late) / len(over), len(over) - late, len(over))
        _equal("median_to_resolve", period, median(hours), None, len(hours))
        _equal("mean_to_resolve", period, fmean(hours), None, len(hours))
        _equal("mean_to_restore", period, clocked, None, len(over))
        _equal("reopened", period, 100 * again / len(over), again, len(over))
        _equal("knowledge_used", period, 0, 0, len(resolved))
        _equal_by_filter(period, person, resolved, hours)
    assert round(_computed("median_to_resolve", ALL).value, 2) == Decimal("78.28")
    assert _computed("fulfilled_inside", ALL).value is None
    _is_kept(person, rows)


def _is_late(row, reference):
    return int(reference[row["number"]]["D"]) > {"1": 4, "2": 8, "3": 24, "4": 40}[row["priority"][0]] * 60


def _computed(key, period):
    return registry.get(ComputedMeasure, f"operations.{key}").compute(period, None)


def _equal(key, period, value, part, whole):
    found = _computed(key, period)
    assert abs(float(found.value) - value) < 1e-6, key
    assert (found.numerator, found.denominator) == (part, whole), key


def _equal_by_filter(period, person, resolved, hours):
    """The same by saved filters: how many, the share of priority 1 and 2, the median and mean of hours."""
    span = {"field": "resolved_at", "since": "opened_at"}
    high = sum(row["priority"][0] == "2" for row in resolved)
    expected = {
        "count": len(resolved), "share": 100 * high / len(resolved), "median": median(hours), "mean": fmean(hours),
        "sum": sum(hours),
    }  # fmt: skip
    for aggregate, value in expected.items():
        within = {"conditions": {"priority": "2"}} if aggregate == "share" else {}
        about = span if aggregate in {"median", "mean", "sum"} else {}
        shape = Shape("incident", {"conditions": {"state": "closed"}}, "resolved_at", aggregate, within, **about)
        assert abs(float(shape.count(period, person).value) - value) < 1e-4, aggregate


def _is_kept(person, rows):
    """An indicator by a saved filter keeps the medians of the months of 2016."""
    year = {"valid_from": date(2016, 1, 1), "valid_until": date(2016, 12, 31)}
    made = IndicatorFactory(actor=person, source="filter", unit="hours", **year)
    among = {"conditions": {"state": "closed"}}
    define(made, actor=person, shape=Shape("incident", among, "resolved_at", "median", {}, "resolved_at", "opened_at"))
    start(Indicator.objects.get(pk=made.pk), actor=None)
    assert fill_in(Indicator.objects.get(pk=made.pk)) == 12
    for kept in Measurement.objects.filter(indicator=made):
        then = [row for row in rows if row["resolved_at"] != "?" and _is_in(row, kept)]
        assert (kept.value is None) == (not then)
        assert not then or abs(float(kept.value) - median(hours_of(then))) < 1e-6


def _is_in(row, kept):
    return kept.first <= moment(row["resolved_at"]).date() <= kept.last
