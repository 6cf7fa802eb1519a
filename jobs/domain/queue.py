"""Asking for jobs, taking them from the queue, and giving back those whose worker is gone."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from jobs.kinds import find_kind, kind_of
from jobs.models import Job
from jobs.rules import may_govern
from jobs.tasks import carry_out_job

if TYPE_CHECKING:
    from datetime import datetime

    from people.models import User

logger = logging.getLogger(__name__)
#: How long a worker holds a job without a sign of life.
LEASE = timedelta(seconds=30)
#: The longest pause before another attempt.
PAUSE_MAX = timedelta(hours=1)
#: After which a job that was handed to the broker and not begun is handed over again.
RESEND_AFTER = timedelta(minutes=1)
#: Jobs handed over again in one sweep.
RESEND_MAX = 500

State = Job.State


def enqueue(
    kind: str,
    *,
    actor: User | None = None,
    key: str | None = None,
    not_before: datetime | None = None,
    **arguments: Any,
) -> Job:
    """Ask for a job in the transaction of whoever asks; it is begun after that has been committed.

    With a ``key``, the job that was asked for by it before is returned, also when it is over.
    Raises KeyError for a kind that no room declares.
    """
    kind_of(kind)
    about = {"arguments": arguments, "requested_by": actor, "not_before": not_before, "sent": timezone.now()}
    if key is None:
        job, is_new = Job.objects.create(kind=kind, **about), True
    else:
        job, is_new = Job.objects.get_or_create(kind=kind, key=key, defaults=about)
    if is_new and settings.REDIS_URL and not_before is None:
        transaction.on_commit(lambda: hand_over(job.pk))
    return job


def hand_over(key: int) -> None:
    """Tell the broker of a job; where it does not answer, the sweep hands the job over later."""
    try:
        carry_out_job.delay(key)
    except OperationalError:
        logger.warning("The broker does not answer: job %s waits for the sweep", key)


def claim(worker: str) -> Job | None:
    """Take the next job that is due, or None; of many workers at once, one gets it."""
    if _next() is None:
        return None
    with transaction.atomic():
        job = _next(is_locking=True)
        return _take(job, worker) if job else None


def claim_this(key: int, worker: str) -> Job | None:
    """Take a job by its key, or None when it does not wait (any more)."""
    with transaction.atomic():
        job = _waiting().filter(pk=key).select_for_update(skip_locked=_skips()).first()
        return _take(job, worker) if job else None


def sweep() -> int:
    """Give back jobs whose lease ended, and hand those over again that the broker lost; returns how many.

    A lease further ahead than leases last means that the clock was set back: it counts as ended.
    """
    now = timezone.now()
    ended = Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * LEASE)
    lost = list(Job.objects.filter(ended, state=State.RUNNING)[:RESEND_MAX])
    for job in lost:
        give_up(job, _("The process that worked on it ended"), is_final=False)
    return len(lost) + (_resend(now) if settings.REDIS_URL else 0)


def held(job: Job) -> QuerySet[Job]:
    """The row of the job, as long as its worker holds it."""
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=State.RUNNING)


def give_up(job: Job, error: str, *, trace: str = "", is_final: bool) -> None:
    """End an attempt that failed: wait and try again, or fail for good when the attempts are used up.

    A job of a kind that no room declares any more fails for good: nothing would carry it out.
    """
    kind = find_kind(job.kind)
    if is_final or kind is None or job.attempts >= kind.attempts:
        held(job).update(state=State.FAILED, ended=timezone.now(), error=error[:500], trace=trace, lease_until=None)
        return
    pause = min(kind.pause * 2 ** (job.attempts - 1), PAUSE_MAX)
    again = timezone.now() + pause
    waits = {"state": State.QUEUED, "not_before": again, "sent": again, "lease_until": None}
    held(job).update(**waits, error=error[:500], trace=trace, worker="")


def cancel(job: Job, *, actor: User) -> None:
    """Cancel a job: at once when it waits; one that runs stops at its next sign of life. Raises PermissionDenied."""
    _require(actor, job)
    now = timezone.now()
    if not Job.objects.filter(pk=job.pk, state=State.QUEUED).update(state=State.CANCELLED, ended=now):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)


def retry(job: Job, *, actor: User) -> None:
    """Let a job that failed or was cancelled begin anew. Raises PermissionDenied."""
    _require(actor, job)
    over = Job.objects.filter(pk=job.pk, state__in=[State.FAILED, State.CANCELLED])
    anew = {
        "attempts": 0,
        "not_before": None,
        "ended": None,
        "cancel_asked": False,
        "done": 0,
        "error": "",
        "trace": "",
    }
    if over.update(state=State.QUEUED, sent=timezone.now(), **anew) and settings.REDIS_URL:
        transaction.on_commit(lambda: hand_over(job.pk))


def _require(actor: User, job: Job) -> None:
    if not may_govern(actor, job):
        raise PermissionDenied(_("For whoever asked for the job, and administrators"))


def _waiting() -> Any:
    return Job.objects.filter(state=State.QUEUED)


def _next(*, is_locking: bool = False) -> Job | None:
    """The first job without a day, else the first whose time has come; each found by its index."""
    now = timezone.now()
    due = Q(not_before__lte=now) | Q(not_before__gt=now + 2 * PAUSE_MAX, attempts__gt=0)
    for condition in (Q(not_before=None), due):
        jobs = _waiting().filter(condition).order_by("not_before", "id")
        found: Job | None = (jobs.select_for_update(skip_locked=_skips()) if is_locking else jobs).first()
        if found:
            return found
    return None


def _skips() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)


def _take(job: Job, worker: str) -> Job:
    now = timezone.now()
    job.state, job.worker, job.lease_until, job.started = State.RUNNING, worker, now + LEASE, now
    job.attempts += 1
    job.save(update_fields=["state", "worker", "lease_until", "started", "attempts"])
    return job


def _resend(now: datetime) -> int:
    """Jobs the broker should have brought to a worker by now; claiming one twice is refused, so this is safe."""
    due = Q(not_before=None) | Q(not_before__lte=now)
    stale = Q(sent__lt=now - RESEND_AFTER) | Q(sent__gt=now + 2 * PAUSE_MAX) | Q(sent=F("not_before"))
    keys = list(_waiting().filter(due, stale).order_by("id").values_list("pk", flat=True)[:RESEND_MAX])
    Job.objects.filter(pk__in=keys).update(sent=now)
    for key in keys:
        hand_over(key)
    return len(keys)
