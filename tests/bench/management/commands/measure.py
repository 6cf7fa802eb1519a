"""Measures one database, named by DATABASE_URL, and writes the figures to a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import get_runner

from tests.bench import (
    cases,
    documents,
    importing,
    jobs,
    load,
    measures,
    packs,
    reports,
    reviews,
    scene,
    search,
    tickets,
)
from tests.bench.clock import report
from tests.bench.reminding import reminding

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
#: Tickets of the board: 1,000,000 are asked for by name, since making them takes an hour.
TICKETS = int(os.environ.get("BENCH_TICKETS", "100000"))
SMALL, LARGE = 10_000, int(os.environ.get("BENCH_RECORDS", "100000"))


class Command(BaseCommand):
    """See the docstring of the module."""

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("part", choices=PARTS)

    def handle(self, *args, **options):
        runner = get_runner(settings)(verbosity=0, interactive=False)
        old = runner.setup_databases()
        try:
            rows = PARTS[options["part"]]()
        finally:
            runner.teardown_databases(old)
        found = {"vendor": connection.vendor, "rounds": ROUNDS, "rows": rows}
        Path(options["file"]).write_text(json.dumps(found))


def _rows():
    """Both sizes: pages and the list query; at the larger one also writes and parallel load."""
    rows = []
    for size in (SMALL, LARGE):
        scene.grow_to(size)
        rows += report(size, cases.pages(), ROUNDS)
        rows += report(size, cases.list_queries(), ROUNDS)
    _compare(rows)
    if connection.vendor == "sqlite":
        scene.gather_statistics()
        rows += report(LARGE, cases.pages_with_statistics(), ROUNDS)
    rows += load.under_load(LARGE)
    # A write is short, and what else the machine does shows in it the more.
    rows += report(LARGE, cases.history(), ROUNDS * 5)
    rows += report(LARGE, cases.actions(), ROUNDS * 5)
    # Last: it takes the days of all records away.
    return [*rows, cases.twenty_writers(LARGE), *reminding(LARGE)]


def _search_rows():
    """Search at the larger size, and saving with its index."""
    search.grow_to(LARGE)
    rows = report(LARGE, search.searches(), ROUNDS)
    rows += report(LARGE, search.pages(), ROUNDS)
    return [*rows, *report(LARGE, search.saves(), ROUNDS * 5)]


def _document_rows():
    """Search over long texts, the page one reads, and many who are asked to read."""
    documents.grow_to(SMALL)
    rows = report(SMALL, documents.searches(), ROUNDS)
    rows += report(SMALL, documents.pages(), ROUNDS)
    return [*rows, documents.asking()]


def _ticket_rows():
    """The board and the lists of tickets."""
    tickets.grow_to(TICKETS)
    return [*report(TICKETS, tickets.pages(), ROUNDS), *report(TICKETS, tickets.boards(), ROUNDS)]


def _report_rows():
    """Figures of a service report over all tickets."""
    reports.grow_to(LARGE)
    return report(LARGE, reports.acts(), max(ROUNDS // 6, 3))


def _measure_rows():
    """Computing indicators over all tickets, and their dashboard."""
    measures.grow_to(LARGE)
    return report(LARGE, measures.acts(), max(ROUNDS // 12, 3))


def _review_rows():
    """What rooms bring to a management review."""
    reviews.grow_to(LARGE)
    return report(LARGE, reviews.acts(), max(ROUNDS // 12, 3))


def _compare(rows):
    """Say beside each page at the larger size how its ratio grew: the floor takes out what the machine did."""
    small = {row["case"]: row["ratio"] for row in rows if row["size"] == SMALL}
    for row in rows:
        if row["size"] == LARGE and row["case"].startswith(("list", "detail", "history")):
            row["growth"] = round(row["ratio"] / small[row["case"]], 2)


def _job_rows():
    """A job's round trip, and claiming from a long queue."""
    return jobs.rows(ROUNDS * 5)


def _import_rows():
    """Tickets brought in, and their clocks."""
    return importing.rows(connection.vendor)


def _pack_rows():
    """Packs of reviews, each in a process of its own."""
    return packs.rows()


PARTS = {
    "pages": _rows,
    "search": _search_rows,
    "jobs": _job_rows,
    "documents": _document_rows,
    "importing": _import_rows,
    "tickets": _ticket_rows,
    "reports": _report_rows,
    "measures": _measure_rows,
    "reviews": _review_rows,
    "packs": _pack_rows,
}
