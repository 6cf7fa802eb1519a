"""Packs of management reviews, and the brief of a month."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind, Schedule
from leadership.domain.reviews.brief import BRIEF_JOB, BRIEFS_JOB, ask_for_briefs
from leadership.domain.reviews.packs import PACK_JOB
from leadership.panels.packs import packs
from leadership.paper.brief import make_brief
from leadership.paper.review import make_pack
from records.labels import job_about
from shell.registry import Panel, registry

#: How often a worker may be killed at it before somebody has to ask anew.
ATTEMPTS = 12
#: What two hundred pages take, and room beside it.
MEMORY = 1536 * 1024**2

registry.add(
    JobKind(
        key=PACK_JOB,
        label=_("Make the pack of a review"),
        run=make_pack,
        about=job_about("review"),
        memory_limit=MEMORY,
        attempts=ATTEMPTS,
        pause=timedelta(seconds=1),
    ),
    JobKind(key=BRIEF_JOB, label=_("Make the brief of a month"), run=make_brief),
    JobKind(key=BRIEFS_JOB, label=_("Ask for the briefs of a month"), run=ask_for_briefs),
    Schedule(key=BRIEFS_JOB, job=BRIEFS_JOB, every=timedelta(hours=12)),
    Panel(
        key="leadership.packs",
        kind="review",
        room="leadership",
        title=_("Packs"),
        rows=packs,
        template="leadership/panels/packs.html",
        weight=40,
    ),
)
