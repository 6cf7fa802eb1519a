"""What the clock asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from jobs.domain.queue import enqueue
from jobs.kinds import Schedule
from jobs.models import Job
from shell.registry import registry

if TYPE_CHECKING:
    from datetime import datetime


def tick() -> list[Job]:
    """Ask for every scheduled job whose interval has begun; each interval is asked for once.

    The key names the interval, so many schedulers, a second call and a clock set back ask for
    nothing twice; an interval that nobody lived through is not made up for.
    """
    now = timezone.now()
    return [job for schedule in registry.all(Schedule) if (job := _ask(schedule, now))]


def _ask(schedule: Schedule, now: datetime) -> Job | None:
    number = int(now.timestamp() // schedule.every.total_seconds())
    key = f"{schedule.key}:{number}"
    if Job.objects.filter(kind=schedule.job, key=key).exists():
        return None
    return enqueue(schedule.job, key=key)
