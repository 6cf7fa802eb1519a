"""One installation: people write and ask for jobs while its processes are killed, over and over."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from urllib.parse import urlencode

import django

django.setup()

import redis
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from jobs.models import Job
from people.models import Installation
from tests.conftest import BACKEND
from tests.factories import PersonFactory
from tests.faults.figures import counted
from tests.faults.reminding import catch_up

PORT = int(os.environ["FAULTS_PORT"])
TIMES = int(sys.argv[1])
#: Seconds after the last kill in which everything must come to its end: leases last half a minute, and
#: what the broker lost is handed over again after one.
QUIET = 1800
CELERY = ["-m", "celery", "--app", "smsapp", "--quiet"]
COMMANDS = {
    "web": ["-m", "gunicorn", "smsapp.wsgi", "-b", f"127.0.0.1:{PORT}", "--threads", "4", "--no-control-socket",
            "--worker-class", "gthread", "--log-level", "critical"],
    **({"worker": [*CELERY, "worker", "--loglevel", "CRITICAL", "--concurrency", "2"],
        "scheduler": [*CELERY, "beat", "--loglevel", "CRITICAL", "--pidfile", "",
                      "--schedule", f"{settings.DATA_DIR}/beat"]}
       if settings.REDIS_URL else {"worker and scheduler": ["manage.py", "work"]}),
}  # fmt: skip


def start(name):
    """A process with all that it starts in a group of its own."""
    errors = open(settings.DATA_DIR / "errors", "ab")  # noqa: PTH123, SIM115 - the process's own
    return subprocess.Popen([sys.executable, *COMMANDS[name]], start_new_session=True, stderr=errors)  # noqa: S603


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def request(method, place, cookie, body=None):
    """The answer's status, or None when none came."""
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        link.request(method, place, body, headers)
        return link.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()


def send_form(cookie, title):
    body = urlencode({"csrfmiddlewaretoken": "a" * 32, "token": title, "version": 0, "title": title, "idea": "i", "source": "staff",
                      "benefit": "time", "expected_benefit": "e", "effort": "small"})  # fmt: skip
    return request("POST", "/improvement/opportunities/new/", cookie, body) == 302


def ask_for(what):
    return lambda cookie, name: request("GET", f"/faults/{what}/{name}/", cookie) == 200


ACTS = {"form": send_form, **{what: ask_for(what) for what in ("atomic", "idempotent", "mail", "due")}}
#: Seconds between two acts of a person.
PAUSES = {"form": 0.02, "due": 1.0}


def act_until(stop, cookie, what, acknowledged):
    """Act over and over, and note what was acknowledged."""
    number = 0
    while not stop.is_set():
        number += 1
        name = f"{what}-{number}"
        if ACTS[what](cookie, name):
            acknowledged[what].append(name)
        time.sleep(PAUSES.get(what, 0.4))


def kill_over_and_over(processes, acknowledged):
    """Kill each process at its own moment, and begin it anew; where there is a broker, it forgets everything."""
    for number in range(TIMES):
        wait_until_at_work(acknowledged)
        for name in random.sample(list(processes), len(processes)):
            time.sleep(random.random())  # noqa: S311 - when to kill
            kill(processes[name])
            processes[name] = start(name)
        if settings.REDIS_URL and number % 2:
            redis.Redis.from_url(settings.REDIS_URL).flushdb()
        sys.stderr.write(f"\r{number + 1} kills of {', '.join(processes)}")


def wait_until_at_work(acknowledged):
    """Until something was written and something done since the last kill."""
    done = Job.objects.filter(state="done")
    written, ended = len(acknowledged["form"]), done.count()
    until = time.monotonic() + 60
    while (len(acknowledged["form"]) == written or done.count() == ended) and time.monotonic() < until:
        time.sleep(0.1)


def wait_until_quiet():
    until = time.monotonic() + QUIET
    waiting = Job.objects.filter(state__in=["queued", "running"]).exclude(kind="faults.tick")
    while waiting.exists() and time.monotonic() < until:
        time.sleep(1)


def signed_in():
    """The cookies of somebody who is signed in."""
    client = Client()
    client.force_login(PersonFactory(), backend=BACKEND)
    return f"session={client.cookies['session'].value}; csrftoken={'a' * 32}"


def main():
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Installation.objects.create(organisation="Faults", set_up_at=timezone.now())
    cookie, acknowledged, stop = signed_in(), defaultdict(list), threading.Event()
    processes = {name: start(name) for name in COMMANDS}
    about = [(stop, cookie, what, acknowledged) for what in ACTS]
    people = [threading.Thread(target=act_until, args=one) for one in about]
    for person in people:
        person.start()
    kill_over_and_over(processes, acknowledged)
    stop.set()
    for person in people:
        person.join()
    catch_up()
    wait_until_quiet()
    for process in processes.values():
        kill(process)
    kills = {f"kills of {name}": TIMES for name in processes}
    sys.stdout.write(json.dumps({**kills, **counted(acknowledged)}))


if __name__ == "__main__":
    main()
