"""What tests of review inputs share: a period, a reader, and looking into what was brought."""

from __future__ import annotations

import json
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.calendar import Period
from people.models import User
from shell.registry import Brought

YEAR_2016 = Period(date(2016, 1, 1), date(2016, 12, 31))


def figures(brought):
    """Each figure by its key, as value and tone."""
    return {each.key: (each.value, each.tone) for each in brought.figures}


def rows(brought, key):
    """The texts of a table, row by row; none where it is not there."""
    return [[cell.text for cell in row] for table in brought.tables if table.key == key for row in table.rows]


def points(brought, key):
    """The values of a chart."""
    return [point.value for chart in brought.charts if chart.key == key for point in chart.points]


def is_kept_as_it_was(brought):
    """Whether it is the same after it was kept as JSON."""
    return Brought.of(json.loads(json.dumps(brought.as_data()))) == brought


def queries_of(collect, period, person):
    """How many queries it asks for somebody who was just read; what is read once an installation is known."""
    collect(period, User.objects.get(pk=person.pk))
    with CaptureQueriesContext(connection) as found:
        collect(period, User.objects.get(pk=person.pk))
    return len(found)
