"""A thread beside a running job: keeps its lease, and ends the process when the job hangs or grows too large."""

from __future__ import annotations

import logging
import os
import resource
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.domain.queue import LEASE, give_up, held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs.kinds import JobKind
    from jobs.models import Job

logger = logging.getLogger(__name__)
#: Seconds between two looks.
EVERY = 1.0
#: Seconds between two extensions of the lease.
BEAT = LEASE.total_seconds() / 3
#: Seconds before the end of a lease that was not moved on, at which the process ends itself.
MARGIN = 3.0
#: What the process ends with, so that its parent starts another: EX_TEMPFAIL of sysexits.
EXIT_CODE = 75
PAGE_SIZE = resource.getpagesize()


@contextmanager
def watching(job: Job, kind: JobKind) -> Iterator[None]:
    """Watch the job for the length of the block."""
    over = threading.Event()
    thread = threading.Thread(target=_watch, args=(job, kind, over), daemon=True, name=f"watch-{job.pk}")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def resident_bytes() -> int:
    """Memory this process holds just now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_SIZE


def _watch(job: Job, kind: JobKind, over: threading.Event) -> None:
    """Look after the job until it is over; only the end of the process ends this earlier."""
    begun = renewed = time.monotonic()
    try:
        while not over.wait(EVERY):
            now = time.monotonic()
            _hold_to_limits(job, kind, now - begun)
            if now - renewed > BEAT and _renew(job):
                renewed = now
            if not kind.is_atomic and time.monotonic() - renewed > LEASE.total_seconds() - MARGIN and not over.is_set():
                # An atomic job ends by itself when it finds its lease lost; any other must not go on beside another worker.
                _end_process(job, _("It could not be kept by its worker and was ended"), is_final=False)
    finally:
        connection.close()


def _hold_to_limits(job: Job, kind: JobKind, seconds: float) -> None:
    if seconds > kind.time_limit.total_seconds():
        _end_process(job, _("It took longer than %(limit)s and was ended") % {"limit": kind.time_limit})
    if resident_bytes() > kind.memory_limit:
        limit = f"{kind.memory_limit // 1024**2} MB"
        _end_process(job, _("It needed more memory than %(limit)s and was ended") % {"limit": limit})


def _renew(job: Job) -> bool:
    """Move the lease on; False when the database does not take it, or somebody else has the job: asked again soon."""
    try:
        return bool(held(job).update(lease_until=timezone.now() + LEASE))
    except Error:
        logger.exception("The lease of job %s could not be moved on", job.pk)
        connection.close()
        return False


def _end_process(job: Job, why: str, *, is_final: bool = True) -> None:
    """A thread cannot be ended from outside, a process can: its parent starts another one.

    Where the database does not even take the reason, the job is given back when its lease ends.
    """
    logger.error("Job %s (%s): %s", job.pk, job.kind, why)
    try:
        give_up(job, why, is_final=is_final)
    except Error:
        logger.exception("Why job %s was ended could not be written", job.pk)
    finally:
        os._exit(EXIT_CODE)
