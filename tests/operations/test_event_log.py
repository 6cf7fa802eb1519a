"""A real log of 35,082 events becomes 5,000 incidents, whose clocks are those that somebody else counted."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from operations import figures as f
from operations.domain.recomputing import recompute
from operations.importing.importer import TicketImporter
from operations.importing.profiles import PROFILES
from operations.models import Clock, Incident, TicketPause
from records.domain.write import write
from records.importing.engine import carry_out
from records.importing.tables import Table
from records.models import Event
from services.hours import Edition, Timeline, parse_week
from tests.factories import AgreementFactory, CalendarFactory, PersonFactory, ServiceFactory
from tests.measures import real_incidents

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LOG, REFERENCE = DATA / "incident_events.csv.gz", DATA / "incident_sla_reference.csv"
needs_data = pytest.mark.skipif(not LOG.exists(), reason="the real log is not at hand")

#: Hours for each priority.
ROUND_THE_CLOCK, BUSINESS = {1: 4, 2: 8, 3: 24, 4: 48}, {1: 4, 2: 8, 3: 24, 4: 40}
CLOCKS = {
    "A": ("24x7", False, ROUND_THE_CLOCK, 3598),
    "B": ("24x7", True, ROUND_THE_CLOCK, 3036),
    "C": ("mon-fri 08:00-18:00", False, BUSINESS, 2704),
    "D": ("mon-fri 08:00-18:00", True, BUSINESS, 1955),
}
#: Priority by impact and urgency in the log.
FOUND = {(1, 1): 1, (1, 2): 2, (2, 1): 2, (2, 2): 3, (2, 3): 4, (3, 1): 3, (3, 2): 4, (3, 3): 4}


def agreement():
    """An agreement by clock D: business hours, and any time on hold stops the clock."""
    calendar = CalendarFactory(hours="mon-fri 08:00-18:00")
    made = AgreementFactory(service_hours=calendar, pausing="any", reopening="counted")
    made.services.add(ServiceFactory())
    for priority, hours in BUSINESS.items():
        made.targets.create(metric="resolution", priority=priority, value=hours, unit="hours")
    return write(made, actor=None, action="agree")


def bring_in(content, **about):
    """Import a log; says the counts and what was told of each."""
    told = []
    table = Table(BytesIO(content), "log.csv")
    importer = TicketImporter(table, PROFILES["servicenow-events"], actor=about.pop("actor", None) or admin(), **about)
    return carry_out(importer, told.extend), told


def admin():
    return PersonFactory(is_administrator=True)


def reference():
    with REFERENCE.open() as file:
        return {row["n"]: row for row in csv.DictReader(file)}


def minutes(clock):
    hours, with_pauses, targets, _breaches = CLOCKS[clock]
    timeline = Timeline([Edition(date(2000, 1, 1), parse_week(hours))])
    seconds = {priority: target * 3600 for priority, target in targets.items()}
    return list(recompute(timeline, seconds, with_pauses=with_pauses))


@needs_data
def test_the_real_log_is_imported_whole_and_every_clock_is_the_reference_to_the_minute():
    content, agreed = gzip.decompress(LOG.read_bytes()), agreement()
    counts, told = bring_in(content, agreement=agreed)
    assert (counts["rows_read"], counts["created"], counts["failed"]) == (35_082, 5000, 0)
    assert [each for each in told if each.why] == []

    incidents = Incident.objects.all()
    assert Counter(incidents.values_list("priority", flat=True)) == {1: 45, 2: 90, 3: 4577, 4: 288}
    assert Counter(incidents.values_list("external_breached", flat=True)) == {False: 1075, True: 3925}
    assert Counter(incidents.values_list("state", flat=True)) == {"closed": 5000}
    assert incidents.filter(reopened__gt=0).count() == 78
    assert Event.objects.filter(kind="incident").count() == 35_082
    assert Incident.history.count() == 35_082
    priorities = Counter(key for key, _priority in set(Incident.history.values_list("id", "priority")))
    assert sum(count > 1 for count in priorities.values()) == 113
    taken = sorted(
        (resolved - opened).total_seconds()
        for opened, resolved in incidents.exclude(resolved_at=None).values_list("opened_at", "resolved_at")
    )
    assert len(taken) == 4778
    assert round((taken[2388] + taken[2389]) / 2 / 3600, 2) == 78.28

    expected = reference()
    for clock, (*_how, breaches) in CLOCKS.items():
        rows = minutes(clock)
        assert len(rows) == 5000
        assert [row.number for row in rows if row.elapsed != int(expected[row.number][clock]) * 60] == []
        assert sum(row.breached for row in rows) == breaches
        assert sum(row.stopped_at_closing for row in rows) == 222

    kept = Clock.objects.filter(metric="resolution", is_current=True).exclude(frozen=None)
    by_ticket = dict(kept.values_list("ticket", "elapsed"))
    numbers = dict(incidents.values_list("pk", "external_number"))
    assert {numbers[key]: value for key, value in by_ticket.items()} == {
        number: int(row["D"]) * 60 for number, row in expected.items()
    }
    assert Counter(kept.filter(breached=True).values_list("priority", flat=True)) == {1: 33, 2: 56, 3: 1805, 4: 61}

    rows, scope = f.Scope().incidents(), f.Scope()
    year = f.Period(date(2016, 1, 1), date(2017, 12, 31))
    assert f.recorded(rows, year) == f.Recorded(5000, 35_082)
    assert [(r.priority, r.opened, r.missed) for r in f.by_priority(rows, year)] == [
        (1, 45, 33), (2, 90, 56), (3, 4577, 1805), (4, 288, 61),
    ]  # fmt: skip
    assert (f.handed_about(rows, year).reopened, f.repriced(rows, year)) == (78, 113)
    verdicts = f.verdicts(rows, year)
    assert (verdicts.compared, verdicts.missed_there, verdicts.missed_here) == (5000, 3925, 1955)
    times = f.time_to_resolve(rows, year)
    assert (times.count, round(times.median / 3600, 2)) == (4778, 78.28)
    assert {(c.impact, c.urgency): c.priority for c in f.combinations(rows, year)} == FOUND
    assert sum(found.missed for (found,) in f.attainment(scope, [year]).values()) == 1955

    real_incidents.check(LOG, expected, admin())

    again, _told = bring_in(content, agreement=agreed)
    assert (again["unchanged"], again["created"], again["updated"], again["failed"]) == (5000, 0, 0, 0)
    assert Event.objects.filter(kind="incident").count() == 35_082


HEADER = "number,incident_state,made_sla,opened_at,sys_updated_at,impact,urgency,priority,assignment_group,resolved_at,closed_at"
STORY = (
    ("New", "1/3/2016 08:00", "3 - Moderate"),
    ("Active", "1/3/2016 09:00", "3 - Moderate"),
    ("Awaiting User Info", "1/3/2016 10:00", "2 - High"),
    ("Active", "1/3/2016 12:00", "2 - High"),
    ("Closed", "15/3/2016 12:00", "2 - High"),
)


def log(count, story=STORY):
    """A log of so many incidents that all have the same story."""
    rows = [
        f"INC{number:04},{state},true,1/3/2016 08:00,{at},2 - Medium,2 - Medium,{priority},Group {number % 7},?,15/3/2016 12:00"
        for number in range(count)
        for state, at, priority in story
    ]
    return "\n".join([HEADER, *rows, ""]).encode()


def everything():
    """All that an import leaves, without keys and without when it was written."""
    incidents = Incident.objects.order_by("external_number")
    columns = ("reference", "external_number", "state", "priority", "team__title", "breached", "elapsed", "version")
    pauses = TicketPause.objects.order_by("ticket__reference", "start").values_list("ticket__reference", "start", "end")
    events = Event.objects.filter(kind="incident").order_by("record__reference", "version")
    clocks = Clock.objects.order_by("ticket__reference").values_list(
        "ticket__reference", "elapsed", "frozen", "breached"
    )
    return (
        list(incidents.values_list(*columns)),
        list(pauses),
        list(events.values_list("record__reference", "version", "action", "at")),
        list(clocks),
        list(
            Incident.history.order_by("reference", "version").values_list("reference", "version", "state", "priority")
        ),
    )


class KilledError(Exception):
    """The worker ends here."""


@pytest.mark.django_db(transaction=True)
def test_an_import_that_was_killed_ten_times_ends_as_one_that_was_not():
    content, agreed, person = log(900), agreement(), admin()
    seed = random.Random(20000)  # noqa: S311 - where to stop is no secret
    for _death in range(10):
        stop_at, done = seed.randint(1, 4), 0
        table = Table(BytesIO(content), "log.csv")
        importer = TicketImporter(table, PROFILES["servicenow-events"], actor=person, agreement=agreed)

        def keep(_brought, stop_at=stop_at):
            nonlocal done
            done += 1
            if done == stop_at:
                raise KilledError

        with pytest.raises(KilledError):
            carry_out(importer, keep)
    assert 0 < Incident.objects.count() < 900 or Incident.objects.count() == 0
    counts, _told = bring_in(content, agreement=agreed, actor=person)
    assert counts["created"] + counts["unchanged"] == 900
    ended = everything()
    assert len(ended[0]) == 900
    assert len(ended[2]) == 900 * len(STORY)
    assert [row[0] for row in ended[0]] == sorted(row[0] for row in ended[0])
    assert {row[6] for row in ended[0]} == {ended[0][0][6]}


def test_a_delta_adds_the_events_that_are_new_and_keeps_the_pauses_of_before():
    agreed, person = agreement(), admin()
    bring_in(log(1, STORY[:4]), agreement=agreed, actor=person)
    incident = Incident.objects.get()
    assert (incident.state, incident.version, incident.priority) == ("in_progress", 4, 2)
    counts, _told = bring_in(log(1, STORY[3:]), agreement=agreed, actor=person)
    assert counts["updated"] == 1
    incident.refresh_from_db()
    assert (incident.state, incident.version) == ("closed", 5)
    pause = TicketPause.objects.get()
    assert (pause.end - pause.start).total_seconds() == 2 * 3600
    clock = Clock.objects.get(is_current=True)
    assert (clock.paused, clock.breached, clock.stopped_at_closing) == (2 * 3600, True, True)
    assert clock.frozen is not None


def test_an_older_export_changes_nothing():
    person = admin()
    bring_in(log(1), actor=person)
    counts, told = bring_in(log(1, STORY[:3]), actor=person)
    assert (counts["skipped"], counts["updated"]) == (1, 0)
    assert told[0].why == "What is here is newer"
    assert Incident.objects.get().state == "closed"


def test_what_people_here_said_survives_the_next_import():
    person = admin()
    bring_in(log(1, STORY[:2]), actor=person)
    incident, service = Incident.objects.get(), ServiceFactory()
    incident.workaround, incident.service, incident.owner = "Restart it", service, person
    write(incident, actor=None, action="edit")
    bring_in(log(1), actor=person)
    incident.refresh_from_db()
    assert (incident.workaround, incident.service, incident.owner) == ("Restart it", service, person)
    assert incident.state == "closed"


def test_each_row_of_the_past_says_how_it_stood_then():
    bring_in(log(1))
    incident = Incident.objects.get()
    stood = incident.history.order_by("version").values_list("state", "priority", "external_state")
    assert list(stood) == [
        ("new", 3, "New"),
        ("in_progress", 3, "Active"),
        ("on_hold", 2, "Awaiting User Info"),
        ("in_progress", 2, "Active"),
        ("closed", 2, "Closed"),
    ]
    assert [event.action for event in incident.events.order_by("version")] == ["create", *["edit"] * 4]
    assert incident.events.order_by("version").first().at.isoformat() == "2016-03-01T08:00:00+00:00"
