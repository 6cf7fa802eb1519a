"""Kill an import of tickets at random moments, over and over; then let it end, and compare with one that was left alone.

    .venv/bin/python -m tests.faults.importing [times]

On SQLite, and on the PostgreSQL of CI_DATABASE_URL. The real log is imported where it is at hand, else a made one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.event_log import event_log
from tests.faults.__main__ import database

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 10
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "incident_events.csv.gz"
#: What is compared: everything an import leaves, without keys and without when it was written.
DUMP = """
import hashlib, json
from operations.models import Clock, Incident, Team, TicketPause
from records.models import Event
incidents = Incident.objects.order_by("external_number").values_list(
    "reference", "external_number", "state", "priority", "team__title", "breached", "elapsed", "version", "external_hash")
clocks = Clock.objects.order_by("ticket__reference", "pk").values_list(
    "ticket__reference", "elapsed", "paused", "due", "breached", "frozen", "is_current")
pauses = TicketPause.objects.order_by("ticket__reference", "start").values_list("ticket__reference", "start", "end")
events = Event.objects.filter(kind="incident").order_by("record__reference", "version").values_list(
    "record__reference", "version", "action", "at")
history = Incident.history.order_by("reference", "version").values_list("reference", "version", "state", "priority")
parts = {"incidents": incidents, "clocks": clocks, "pauses": pauses, "events": events, "history": history,
         "teams": Team.objects.order_by("title").values_list("reference", "title")}
print(json.dumps({name: [len(rows), hashlib.sha256(repr(list(rows)).encode()).hexdigest()] for name, rows in parts.items()}))
"""
PREPARE = """
from tests.factories import PersonFactory
PersonFactory(display_name="Admin", email="admin@example.org", is_administrator=True)
"""


class Installation:
    """One installation with a database of its own."""

    def __init__(self, folder, address):
        about = {"DATA_DIR": folder, "REDIS_URL": "", "DATABASE_URL": address}
        self.environment = {
            **os.environ,
            **{name: value for name, value in about.items() if value or name == "REDIS_URL"},
        }
        self.run("migrate", "--verbosity", "0")
        self.run("shell", "--verbosity", "0", "--command", PREPARE)

    def run(self, *arguments):
        """A command of the product, to its end; what it says."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE).stdout.decode()  # noqa: S603

    def bring_in(self, file):
        """The import, to its end; its counts."""
        return json.loads(self.run("import_tickets", str(file), "--profile", "servicenow-events", "--json"))

    def bring_in_and_kill(self, file, seconds):
        """The import, killed after so many seconds; whether it was still at work."""
        command = [sys.executable, "manage.py", "import_tickets", str(file), "--profile", "servicenow-events"]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
        return False

    def state(self):
        """What is there, by part: how many rows, and a hash of them all."""
        return json.loads(self.run("shell", "--verbosity", "0", "--command", DUMP))


def compared(file, address_of):
    """What an import that was killed over and over came to, beside one that was not."""
    with TemporaryDirectory(prefix="smsapp-import-") as folder, address_of() as address:
        calm = Installation(folder, address)
        begun = time.monotonic()
        counts, took = calm.bring_in(file), time.monotonic() - begun
        expected = calm.state()
    with TemporaryDirectory(prefix="smsapp-import-") as folder, address_of() as address:
        troubled = Installation(folder, address)
        # So that the last kill finds it at work still: each life may do a part of what is left.
        kills = [troubled.bring_in_and_kill(file, random.uniform(2, 2 + took / TIMES * 1.5)) for _ in range(TIMES)]  # noqa: S311
        ended = troubled.bring_in(file)
        found = troubled.state()
    return {"killed at work": sum(kills), "undisturbed": counts, "after the kills": ended, "same": found == expected,
            "differs": sorted(name for name in expected if expected[name] != found[name]), "parts": expected}  # fmt: skip


def main():
    """Both databases, each said on a line."""
    with TemporaryDirectory(prefix="smsapp-log-") as folder:
        file = REAL
        if not REAL.exists():
            file = Path(folder) / "log.csv"
            file.write_bytes(event_log(5000))
        shapes = {"sqlite": lambda: nullcontext(""), "postgresql": lambda: database(os.environ["CI_DATABASE_URL"])}
        for name, address_of in shapes.items():
            if name == "sqlite" or os.environ.get("CI_DATABASE_URL"):
                sys.stdout.write(json.dumps({name: compared(file, address_of)}, indent=1) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
