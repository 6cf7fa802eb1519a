"""Working out what is due over all records, and telling two thousand things: once with all to tell, once with none."""

from __future__ import annotations

import time

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.models import Job
from jobs.progress import Progress
from people.calendar import today
from records import guard
from records.models import Notice, Record, Task
from records.reminders.reminding import remind

#: Things to tell.
DUE = 2000
CASES = (f"remind, {DUE:,} to tell", "remind, nothing to tell")


def reminding(size):
    """A row a run of the job: the second finds that all was told."""
    job = Job.objects.create(kind="records.remind", state="running", worker="bench")
    with guard.opened():
        # Nothing else is due, so that the figure is of so many.
        Task.objects.update(done=timezone.now())
        Record.objects.update(due=None)
        keys = Record.objects.exclude(owner=None).filter(state="proposed").values_list("pk", flat=True)[:DUE]
        Record.objects.filter(pk__in=list(keys)).update(due=today())
    before = Notice.objects.count()
    rows = [_run(size, case, job) for case in CASES]
    if Notice.objects.count() != before + DUE:
        raise AssertionError(Notice.objects.count())
    return rows


def _run(size, case, job):
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        remind(Progress(job))
    spent = time.perf_counter() - begun
    return {"size": size, "case": case, "p50": round(spent * 1000), "asked": len(queries), "seconds": round(spent, 1)}
