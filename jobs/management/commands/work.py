"""Carry out jobs on a machine without Redis."""

from __future__ import annotations

import logging
import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connection, connections

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim, sweep
from jobs.domain.schedule import tick
from jobs.tasks import worker_name

logger = logging.getLogger(__name__)
#: Seconds between two looks into an empty queue: well under what a person notices.
IDLE = 0.05
#: Seconds between two looks at the clock.
BEAT = 5.0
#: Jobs after which a process is replaced, so that what libraries leak is given back.
JOBS_MAX = 500
#: Seconds a running job is given to end when the worker is told to stop.
GRACE = 20.0


class Command(BaseCommand):
    """``manage.py work``: takes jobs from the table, one process a job at a time, and watches the clock."""

    help = "Carry out background jobs, without Redis."
    is_stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        """How many at once."""
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *, processes: int, **_options: Any) -> None:
        """Keep so many processes at work until told to stop."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        children: set[int] = set()
        beaten = 0.0
        while not self.is_stopping:
            children -= ended_children(children)
            while len(children) < processes:
                children.add(start_child())
            if time.monotonic() - beaten > BEAT:
                beaten = time.monotonic()
                beat()
            time.sleep(0.2)
        stop_children(children)

    def _stop(self, *_args: Any) -> None:
        self.is_stopping = True


def beat() -> None:
    """Look at the clock and sweep; a database that does not answer is asked again at the next beat."""
    try:
        tick()
        sweep()
    except OperationalError:
        logger.exception("The database does not answer")
        connection.close()


def start_child() -> int:
    """Fork a process that takes jobs; returns its id."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_args: stopping.append(1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    take_jobs(stopping, parent=os.getppid())
    os._exit(0)


def take_jobs(stopping: list[int], *, parent: int) -> None:
    """Carry out jobs until told to stop, until the parent is gone, or until it is time to be replaced."""
    for _number in range(JOBS_MAX):
        job = None
        while job is None and not stopping and os.getppid() == parent:
            job = next_job()
        if job is None:
            return
        carry_out(job)


def next_job() -> Any:
    """The next job, or None after a short wait."""
    try:
        job = claim(worker_name())
    except OperationalError:
        logger.exception("The database does not answer")
        connection.close()
        time.sleep(1)
        return None
    if job is None:
        time.sleep(IDLE)
    return job


def ended_children(children: set[int]) -> set[int]:
    """Children that have ended, by their ids."""
    return {child for child in children if os.waitpid(child, os.WNOHANG)[0]}


def stop_children(children: set[int]) -> None:
    """Let running jobs end, for a while; what is cut off is begun anew when its lease ends."""
    for child in children:
        os.kill(child, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while children and time.monotonic() < until:
        children -= ended_children(children)
        time.sleep(0.05)
    for child in children:
        os.kill(child, signal.SIGKILL)
