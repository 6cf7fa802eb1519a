"""Tags of job pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from jobs.models import Job
from shell.html import badge

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()

TONES = {
    Job.State.QUEUED: ("wait", "clock"),
    Job.State.RUNNING: ("busy", "progress"),
    Job.State.DONE: ("good", "circle-check"),
    Job.State.FAILED: ("bad", "alert-square"),
    Job.State.CANCELLED: ("wait", "circle-x"),
}


@register.simple_tag
def job_badge(job: Job) -> SafeString:
    """The state of a job."""
    tone, sign = TONES[Job.State(job.state)]
    return badge(tone, str(job.get_state_display()), sign)
