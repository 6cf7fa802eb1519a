"""Measuring: rounds alternate, so that what else the machine does falls on all cases."""

from __future__ import annotations

import statistics
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

#: Rounds before those that count.
WARM_UP = 2


def report(size, acts, rounds):
    """A row a case: milliseconds, queries, and the ratio to the first case."""
    spent = _measure(acts, rounds)
    base = statistics.median(next(iter(spent.values())))
    return [_row(size, name, spent[name], base, acts[name]) for name in acts]


def p95(times):
    """What nineteen in twenty stay under."""
    return statistics.quantiles(times, n=20)[18]


def _measure(acts, rounds):
    spent = {name: [] for name in acts}
    for number in range(rounds + WARM_UP):
        for name, act in acts.items():
            begun = time.perf_counter()
            act()
            if number >= WARM_UP:
                spent[name].append((time.perf_counter() - begun) * 1000)
    return spent


def _row(size, name, times, base, act):
    middle = statistics.median(times)
    return {
        "size": size,
        "case": name,
        "p50": round(middle, 2),
        "p95": round(p95(times), 2),
        "queries": _queries(act),
        "ratio": round(middle / base, 2),
    }


def _queries(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)
