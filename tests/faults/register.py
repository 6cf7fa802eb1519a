"""Kinds of job whose effects can be counted; each works a while, so that it is met by a kill."""

import random
import time
from datetime import timedelta

from jobs.kinds import JobKind, Schedule
from shell.registry import registry
from tests.faults.models import Effect

#: As often as processes are killed, a job may be met many times.
ALWAYS = {"attempts": 1000, "pause": timedelta(0)}


def work():
    time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - how long it takes


def act_in_one_transaction(_progress, *, name):
    Effect.objects.create(kind="atomic", key=name)
    work()


def act_once_however_often(progress, *, name):
    work()
    progress.check()
    Effect.objects.get_or_create(kind="idempotent", key=name)
    work()


def tick(progress):
    Effect.objects.create(kind="tick", key=progress.job.key)


registry.add(
    JobKind(key="faults.atomic", label="Act in one transaction", run=act_in_one_transaction, is_atomic=True, **ALWAYS),
    JobKind(key="faults.idempotent", label="Act once however often", run=act_once_however_often, **ALWAYS),
    JobKind(key="faults.tick", label="Tick", run=tick, is_atomic=True, **ALWAYS),
    Schedule(key="faults.tick", job="faults.tick", every=timedelta(seconds=5)),
)
