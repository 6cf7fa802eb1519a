"""The service report of March 2016 on a real log: its figures are those of the clocks, and stay once approved."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from operations import figures as f
from operations.domain.frozen import collect, differences, frozen_of
from operations.domain.reporting import approve, create_report, decide
from operations.exporters import workbook
from operations.models import Incident, ServiceReport
from standard.roles import CUSTOMER_LIAISON
from tests.factories import PASSWORD, PersonFactory
from tests.operations.test_event_log import BUSINESS, LOG, agreement, bring_in, needs_data, reference
from tests.roles.conftest import after, give, twelve

__all__ = ["after", "give", "twelve"]
pytestmark = [pytest.mark.django_db, needs_data]
#: Of the log, the rows of so many incidents.
TAKEN = 1200
MARCH = f.Period(date(2016, 3, 1), date(2016, 3, 31))


def rows_of_log():
    with gzip.open(LOG, "rt") as file:
        return list(csv.DictReader(file))


def as_table(rows):
    text = StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def first_incidents(rows):
    numbers = list(dict.fromkeys(row["number"] for row in rows))[:TAKEN]
    return [row for row in rows if row["number"] in set(numbers)]


def stopped_in_march(rows):
    """The last row of each incident that stopped in March, by its own words: resolved, else closed."""
    last = {row["number"]: row for row in rows}.values()
    stops = {row["number"]: row["resolved_at"] if row["resolved_at"] != "?" else row["closed_at"] for row in last}
    return [number for number, stop in stops.items() if stop.split()[0].endswith("/3/2016")]


def report_on(agreed, person):
    made = ServiceReport(
        title="March 2016", agreement=agreed, owner=person, created_by=person,
        period_from=MARCH.first, period_until=MARCH.last,
    )  # fmt: skip
    return create_report(made, actor=None)


def figures(report):
    return frozen_of(ServiceReport.objects.select_related("figures").get(pk=report.pk))


def per_priority(kept):
    places = {f"priority {priority}": priority for priority in BUSINESS}
    found = {places[line.tickets.rpartition(", ")[2]]: line.attained for line in kept.lines}
    return {priority: (each.counted, each.missed) for priority, each in found.items()}


def test_march_is_what_the_clocks_say_and_stays_when_a_ticket_changes_late(installation, give):
    rows = first_incidents(rows_of_log())
    agreed, writer, liaison = agreement(), PersonFactory(), PersonFactory()
    give(liaison, CUSTOMER_LIAISON)
    bring_in(as_table(rows), agreement=agreed)
    report, draft = report_on(agreed, writer), report_on(agreed, writer)

    # Counted by somebody else: minutes of clock D against its targets, of what stopped in March by the log.
    expected, numbers = reference(), stopped_in_march(rows)
    priorities = {number: int(expected[number]["prio"][0]) for number in numbers}
    late = [number for number in numbers if int(expected[number]["D"]) > BUSINESS[priorities[number]] * 60]
    counted, missed = Counter(priorities.values()), Counter(priorities[number] for number in late)
    assert len(numbers) > 900
    assert per_priority(figures(report)) == {each: (counted[each], missed[each]) for each in BUSINESS}
    by_priority = {row["priority"]: (row["resolved"], row["missed"]) for row in figures(report).data["priorities"]}
    assert by_priority == {each: (counted[each], missed[each]) for each in sorted(counted)}

    decisions = {line.target: ("More people in the morning", "The customer") for line in figures(report).missed}
    decide(report, actor=writer, decisions=decisions)
    stored = ServiceReport.objects.get(pk=report.pk)
    approve(stored, actor=liaison, sha256=stored.figures_id, password=PASSWORD)
    before = (stored.figures_id, per_priority(figures(report)), sheet(report))

    changed = next(row for row in reversed(rows) if row["number"] == late[0])
    more = {"sys_updated_at": "1/6/2016 09:00", "incident_state": "Active", "resolved_at": "?", "closed_at": "?"}
    counts, _told = bring_in(as_table([{**changed, **more}]), agreement=agreed)
    assert counts["updated"] == 1
    assert Incident.objects.get(external_number=late[0]).is_open

    stored = ServiceReport.objects.get(pk=report.pk)
    assert (stored.figures_id, per_priority(figures(report)), sheet(report)) == before
    (said,) = differences(figures(draft), type(figures(draft))(collect(draft)))
    whole, was = counted[priorities[late[0]]], missed[priorities[late[0]]]
    assert said.endswith(f"{whole - was}/{whole}, now {whole - was}/{whole - 1}")


def sheet(report):
    stored = ServiceReport.objects.select_related("figures").get(pk=report.pk)
    book = load_workbook(BytesIO(workbook(stored, figures(report))))
    return [[cell.value for cell in row] for row in book["Targets"]]
