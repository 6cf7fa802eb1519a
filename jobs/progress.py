"""How far a job is: told by the job while it works, and asked back whether it should stop."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from jobs.domain.queue import held

if TYPE_CHECKING:
    from jobs.models import Job
    from shell.registry import Text

#: Seconds between two writings of progress.
EVERY = 0.5


class CancelledError(Exception):
    """Whoever asked for the job wants it no more."""


class LeaseLostError(Exception):
    """Another worker holds the job: this one must leave it."""


class Progress:
    """Given to a job's ``run``."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = 0.0

    def tell(self, done: int, total: int, note: Text = "") -> None:
        """Say how far the work is; raises CancelledError, LeaseLostError. Cheap to call often."""
        now = time.monotonic()
        if now - self._told < EVERY and done < total:
            return
        self._told = now
        self.check()
        held(self.job).update(done=done, total=total, note=str(note)[:200])

    def check(self) -> None:
        """Stop here when the job is to stop; raises CancelledError, LeaseLostError."""
        asked = held(self.job).values_list("cancel_asked", flat=True).first()
        if asked is None:
            raise LeaseLostError
        if asked:
            raise CancelledError
