"""``make bench``: a table and JSON, on the database that DATABASE_URL names; SQLite without it.

Floor: a bare view that signs in the same user and renders the same 50 rows of a plain table with
Django's template engine. Rounds alternate, so that what else the machine does falls on both sides.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

import django

django.setup()

from django.db import connection
from django.test.utils import CaptureQueriesContext, get_runner

from tests.bench import scene

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))


def measure(cases):
    """Milliseconds per case over alternating rounds, after one to warm up."""
    spent = {name: [] for name in cases}
    for number in range(ROUNDS + 1):
        for name, act in cases.items():
            begun = time.perf_counter()
            act()
            if number:
                spent[name].append((time.perf_counter() - begun) * 1000)
    return spent


def queries(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def report(size, cases, floor):
    spent = measure(cases)
    base = statistics.median(spent[floor])
    rows = []
    for name, times in spent.items():
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[18]
        rows.append(
            {"size": size, "case": name, "p50": round(middle, 2), "p95": round(high, 2), "queries": queries(cases[name]),
             "ratio": round(middle / base, 2)}
        )  # fmt: skip
    return rows


def run():
    """Both sizes, pages, the list query for three kinds of people, and writes."""
    rows = []
    for size in (10_000, 100_000):
        made = scene.grow_to(size)
        rows += report(size, scene.pages(made), "floor")
        rows += report(size, scene.list_queries(made), "unchecked")
    rows += report(size, scene.saves(made), "plain save")
    return [*rows, *scene.twenty_writers()]


def main():
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        rows = run()
    finally:
        runner.teardown_databases(old)
    out = sys.stdout
    out.write(
        f"| {connection.vendor}, records | case | p50 ms | p95 ms | queries | ratio |\n|---|---|---|---|---|---|\n"
    )
    for row in rows:
        out.write("| {size:,} | {case} | {p50} | {p95} | {queries} | {ratio} |\n".format(**row))
    Path("var").mkdir(exist_ok=True)
    Path(f"var/bench-{connection.vendor}.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
