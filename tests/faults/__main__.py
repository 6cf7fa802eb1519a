"""Kill the web process while people write, many times over; then look whether anything was lost.

    .venv/bin/python -m tests.faults [times]

Starts a server of its own on a database of its own. A write counts as acknowledged when its answer
came; each must be there, and every record must have its event and its row of history.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlencode

PORT = 8013
TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 50
HOLD = tempfile.mkdtemp(prefix="smsapp-faults-")
os.environ["DATA_DIR"] = HOLD
os.environ["DJANGO_SETTINGS_MODULE"] = "smsapp.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from improvement.models import Opportunity
from people.models import Installation
from records.models import Event, Record
from tests.conftest import BACKEND
from tests.factories import PersonFactory


def start():
    command = [".venv/bin/gunicorn", "smsapp.wsgi", "-b", f"127.0.0.1:{PORT}", "--threads", "4", "--no-control-socket",
               "--worker-class", "gthread", "--log-level", "critical"]  # fmt: skip
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def send(session, csrf, title):
    """Send a form; True when its acknowledgement came."""
    body = urlencode({"csrfmiddlewaretoken": csrf, "token": title, "version": 0, "title": title, "idea": "i", "source": "staff",
                      "benefit": "time", "expected_benefit": "e", "effort": "small"})  # fmt: skip
    headers = {"Cookie": f"session={session}; csrftoken={csrf}", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        link.request("POST", "/improvement/opportunities/new/", body, headers)
        answer = link.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return False
    return answer.status == 302 and bool(re.search(r"OPP-\d", answer.headers["Location"]))


def write_until(stop, session, csrf, name, acknowledged):
    number = 0
    while not stop.is_set():
        number += 1
        title = f"{name}-{number}"
        if send(session, csrf, title):
            acknowledged.append(title)


def main():
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Installation.objects.create(organisation="Faults", set_up_at=timezone.now())
    client = Client()
    client.force_login(PersonFactory(), backend=BACKEND)
    session, csrf = client.cookies["session"].value, "a" * 32
    acknowledged, stop = [], threading.Event()
    writers = [
        threading.Thread(target=write_until, args=(stop, session, csrf, f"writer{n}", acknowledged)) for n in range(4)
    ]
    server = start()
    for writer in writers:
        writer.start()
    for _ in range(TIMES):
        time.sleep(1.5 + random.random())  # noqa: S311 - when to kill
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        server = start()
    time.sleep(3)
    stop.set()
    for writer in writers:
        writer.join()
    os.killpg(server.pid, signal.SIGTERM)
    server.wait()
    report(acknowledged)
    shutil.rmtree(HOLD)


def report(acknowledged):
    connection.close()
    stored = set(Opportunity.objects.values_list("title", flat=True))
    records = Record.objects.count()
    with_event = Event.objects.filter(action="create").values("record").distinct().count()
    with_history = Opportunity.history.values("id").distinct().count()
    numbers = sorted(int(reference[9:]) for reference in Record.objects.values_list("reference", flat=True))
    sys.stdout.write(
        f"kills {TIMES}, acknowledged {len(acknowledged)}, lost {len(set(acknowledged) - stored)}, records {records}, "
        f"without event {records - with_event}, without history {records - with_history}, "
        f"without child {records - len(Opportunity.objects.all())}, gaps {numbers[-1] - len(numbers)}\n"
    )


if __name__ == "__main__":
    main()
