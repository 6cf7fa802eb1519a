"""What Celery carries out; the job table says what there is to do."""

import os
import socket

from celery import shared_task


def worker_name() -> str:
    """Names this process among all workers."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}"


@shared_task(name="jobs.carry_out_job")  # type: ignore[no-untyped-call, untyped-decorator]
def carry_out_job(key: int) -> None:
    """Carry out one job, unless somebody else took it."""
    from jobs.domain.carrying import carry_out  # noqa: PLC0415 - leaf
    from jobs.domain.queue import claim_this  # noqa: PLC0415 - leaf

    job = claim_this(key, worker_name())
    if job is not None:
        carry_out(job)


@shared_task(name="jobs.beat")  # type: ignore[no-untyped-call, untyped-decorator]
def beat() -> None:
    """Ask for what the clock asks for, and sweep up what was lost."""
    from jobs.domain.queue import sweep  # noqa: PLC0415 - leaf
    from jobs.domain.schedule import tick  # noqa: PLC0415 - leaf

    tick()
    sweep()
