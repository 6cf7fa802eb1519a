"""Tickets: importing a log of events, and counting the clocks of all incidents anew.

The log is the shape of a real one: seven rows a ticket, thirty-six columns. ``floor`` is the same rows read and
stored as they are. The real one is measured beside it where it is at hand.
"""

from __future__ import annotations

import csv
import gzip
import resource
import time
from datetime import UTC, date, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

from operations.domain.recomputing import recompute
from operations.importing.importer import TicketImporter
from operations.importing.profiles import PROFILES
from operations.models import Incident
from records.domain.write import write
from records.importing.engine import carry_out
from records.importing.tables import Table
from services.hours import Edition, Timeline, parse_week
from tests.bench.models import Plain
from tests.event_log import event_log
from tests.factories import AgreementFactory, CalendarFactory, PersonFactory, ServiceFactory

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "incident_events.csv.gz"
FEW, TIMES = 5000, 10
#: Seconds that importing 5,000 incidents may take, on SQLite and on PostgreSQL; and counting 25,000 anew.
IMPORT_MOST = {"sqlite": 45, "postgresql": 60}
RECOUNT_MOST, RECOUNTED = 5, 25_000
#: Megabytes, and how much longer ten times the rows may take.
MEMORY_MOST, LONGER_MOST = 400, 11


def rows(vendor):
    """Rows of the table: what importing few and ten times as many takes, and counting clocks anew."""
    agreed, person = _agreement(), PersonFactory(is_administrator=True)
    found = [_floor(event_log(FEW))]
    few = _import("import, 5,000 incidents with history", event_log(FEW), agreed, person)
    few |= {"most": IMPORT_MOST[vendor], "ratio": round(few["took"] / found[0]["took"], 1)}
    found.append(few)
    # Memory is the process's highest so far: what is made for the long log must not count for the others.
    if REAL.exists():
        real = _import("import, the real log", gzip.decompress(REAL.read_bytes()), agreed, person)
        found.append(real | {"most": IMPORT_MOST[vendor]})
    many = _import("import, 50,000 incidents with history", event_log(FEW * TIMES, first=FEW), agreed, person)
    del many["most_memory"]
    many |= {"times": round(many["took"] / few["took"], 1), "most_times": LONGER_MOST}
    return [*found, many, _recounted()]


def _agreement():
    calendar = CalendarFactory(hours="mon-fri 08:00-18:00")
    made = AgreementFactory(service_hours=calendar, pausing="any")
    made.services.add(ServiceFactory())
    for priority, hours in {1: 4, 2: 8, 3: 24, 4: 40}.items():
        made.targets.create(metric="resolution", priority=priority, value=hours, unit="hours")
    return write(made, actor=None, action="agree")


def _floor(content):
    """The rows read and stored as they are."""
    begun = time.perf_counter()
    reader = csv.DictReader(TextIOWrapper(BytesIO(content), newline=""))
    now, owner = datetime.now(tz=UTC), PersonFactory()
    Plain.objects.bulk_create(
        [
            Plain(reference=f"{row['number']}-{n}", title=row["category"], created=now, owner=owner)
            for n, row in enumerate(reader)
        ],
        batch_size=500,
    )
    return _row("floor: the rows read and stored as they are", begun, FEW)


def _import(case, content, agreed, person):
    begun = time.perf_counter()
    importer = TicketImporter(
        Table(BytesIO(content), "log.csv"), PROFILES["servicenow-events"], actor=person, agreement=agreed
    )
    counts = carry_out(importer, lambda _brought: None)
    if counts["failed"] or not counts["created"]:
        raise AssertionError(counts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return _row(case, begun, counts["created"]) | {"memory": memory, "most_memory": MEMORY_MOST}


def _recounted():
    """Clocks of all incidents, by hours and pauses; the time is that of 25,000 of them."""
    begun = time.perf_counter()
    timeline = Timeline([Edition(date(2000, 1, 1), parse_week("mon-fri 08:00-18:00"))])
    counted = sum(1 for _each in recompute(timeline, {1: 14_400, 2: 28_800, 3: 86_400, 4: 144_000}, with_pauses=True))
    if counted != Incident.objects.count():
        raise AssertionError(counted)
    row = _row("clocks of 25,000 incidents counted anew", begun, counted)
    return row | {"took": round(row["took"] * RECOUNTED / counted, 2), "most": RECOUNT_MOST}


def _row(case, begun, size):
    spent = time.perf_counter() - begun
    return {"size": size, "case": case, "p50": round(spent * 1000), "took": round(spent, 2)}
