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

from django.db import connection
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
    begun = beaten = time.monotonic()
    try:
        while not over.wait(EVERY):
            now = time.monotonic()
            if now - begun > kind.time_limit.total_seconds():
                _end_process(job, _("It took longer than %(limit)s and was ended") % {"limit": kind.time_limit})
            if resident_bytes() > kind.memory_limit:
                limit = f"{kind.memory_limit // 1024**2} MB"
                _end_process(job, _("It needed more memory than %(limit)s and was ended") % {"limit": limit})
            if now - beaten > BEAT:
                beaten = now
                _beat(job)
    finally:
        connection.close()


def _beat(job: Job) -> None:
    held(job).update(lease_until=timezone.now() + LEASE)


def _end_process(job: Job, why: str) -> None:
    """A thread cannot be ended from outside, a process can: its parent starts another one."""
    logger.error("Job %s (%s): %s", job.pk, job.kind, why)
    give_up(job, why, is_final=True)
    connection.close()
    os._exit(EXIT_CODE)
