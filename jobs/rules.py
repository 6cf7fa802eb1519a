"""Who may see and stop jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.models import Job
    from people.models import User


def may_govern(actor: User, job: Job) -> bool:
    """Whoever asked for a job, and administrators, see it, cancel it and let it begin anew."""
    return actor.is_active and (actor.is_administrator or job.requested_by_id == actor.pk)
