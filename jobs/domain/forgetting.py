"""Letting go of jobs that nobody will ask about any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import ngettext

from jobs.domain.files import forget
from jobs.kinds import Result
from jobs.models import Job

if TYPE_CHECKING:
    from jobs.progress import Progress

#: How long a job of the clock is kept after it was done; those of people and those with a mail stay.
KEPT = timedelta(days=30)


def forget_old_jobs(_progress: Progress) -> Result:
    """Delete what the clock asked for and was done long ago."""
    old = Job.objects.filter(state=Job.State.DONE, requested_by=None, mail=None, ended__lt=timezone.now() - KEPT)
    count = forget(old)
    return Result(ngettext("%(n)d job forgotten", "%(n)d jobs forgotten", count) % {"n": count})
