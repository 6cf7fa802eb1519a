"""Jobs: how long one takes to be done, and whether a long queue makes taking one slower."""

from __future__ import annotations

import os
import statistics
import time

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import timezone

from jobs.domain.queue import claim, enqueue
from jobs.models import Job
from tests.bench import scene
from tests.bench.clock import p95, report
from tests.bench.models import Plain
from tests.live_processes import CELERY_WORKER, WORK, running

FEW, MANY = 1_000, 100_000
#: Trips that count, and those before.
TRIPS, WARM_UP = 100, 10
#: Seconds between two looks whether a job is done.
LOOK = 0.002


def rows(rounds):
    """Claiming with few and with many jobs that wait, beside a plain update; then round trips."""
    Plain.objects.get_or_create(reference="P", defaults={"created": timezone.now()})
    found = []
    for size in (FEW, MANY):
        _wait_in_line(size)
        found += report(size, _acts(), rounds)
    found[-1]["growth"] = round(found[-1]["ratio"] / found[1]["ratio"], 2)
    Job.objects.all().delete()
    found.append(_round_trips("a job's round trip, manage.py work", WORK, redis=""))
    if settings.CELERY_BROKER_URL and connection.vendor == "postgresql":
        found.append(_round_trips("a job's round trip, Celery", CELERY_WORKER, redis=settings.CELERY_BROKER_URL))
    return found


def _wait_in_line(size):
    Job.objects.all().delete()
    about = {"kind": "test.count", "arguments": {"upto": 1}, "sent": timezone.now()}
    Job.objects.bulk_create([Job(**about) for _ in range(size)], batch_size=5000)
    if connection.vendor == "postgresql":
        scene.gather_statistics()


def _acts():
    def update():
        with transaction.atomic():
            plain = Plain.objects.order_by("pk").first()
            plain.title = f"Plain {next(scene.numbers)}"
            plain.save()

    return {"a row read and updated": update, "a job claimed": lambda: claim("bench")}


def _round_trips(name, command, *, redis):
    """From asking for a trivial job until it is seen to be done, one after the other."""
    with override_settings(REDIS_URL=redis), running(*command):
        spent = [_round_trip() for _ in range(WARM_UP + TRIPS)][WARM_UP:]
    Job.objects.all().delete()
    return {"size": TRIPS, "case": name, "p50": round(statistics.median(spent), 2), "p95": round(p95(spent), 2)}


def _round_trip():
    begun = time.perf_counter()
    job = enqueue("test.count", upto=1)
    until = begun + 120
    while not Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists():
        if time.perf_counter() > until:
            raise TimeoutError(os.environ.get("DATABASE_URL"))
        time.sleep(LOOK)
    return (time.perf_counter() - begun) * 1000
