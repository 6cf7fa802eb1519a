"""Freezing the inputs of a review: by a job, once, however often it is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError
from jobs.domain.queue import enqueue
from jobs.kinds import Result
from leadership.domain.reviews import inputs
from leadership.models import Review
from people.models import User
from records.domain.entering import enter
from records.domain.errors import NotNowError, StaleError
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs.models import Job
    from jobs.progress import Progress

FREEZE_JOB = "leadership.freeze_review"


@transaction.atomic
def ask_to_freeze(review: Review, *, actor: User, reason: str = "", token: str | None = None) -> Job:
    """Ask for the job that freezes the figures; of two who ask at once both get the same job.

    Raises Refused, NotNowError once the review was held.
    """
    del token
    stored = enter(review, actor=actor, action="freeze")
    if not stored.is_prepared:
        raise NotNowError(_("It was held: its figures stay as they were"))
    about: dict[str, Any] = {"review": stored.pk, "version": stored.version, "by": actor.pk, "reason": reason}
    job = enqueue(FREEZE_JOB, actor=actor, key=f"{stored.pk}-{stored.version}", **about)
    return enqueue(FREEZE_JOB, actor=actor, **about) if job.state in {job.State.FAILED, job.State.CANCELLED} else job


def freeze_review(progress: Progress, *, review: int, version: int, by: int, reason: str = "") -> Result:
    """The job: freeze the figures of a review once, however often it is begun.

    Nothing is written before the end, so that a worker that is killed leaves nothing behind. Raises JobError where the
    review changed since it was asked for, unless it was frozen by this very job.
    """
    actor, found = User.objects.get(pk=by), Review.objects.get(pk=review)
    collected = collect_for(found, actor, progress.tell)
    progress.check()
    if not _is_frozen_since(review, version):
        found.version = version
        try:
            freeze(found, collected, actor=actor, reason=reason)
        except StaleError as error:
            message = _("Somebody changed the review meanwhile: look at it, and freeze its figures anew")
            raise JobError(message) from error
    words = _("The figures of %(reference)s are frozen") % {"reference": found.reference}
    return Result(words, url=found.page_url)


def collect_for(review: Review, actor: User, tell: Callable[[int, int, str], None] = lambda *_: None) -> inputs.Inputs:
    """The inputs of its period as they are now, in the sight of whoever prepares it."""
    return inputs.collect(inputs.so_far(review), review.owner or actor, tell)


@transaction.atomic
def freeze(review: Review, collected: inputs.Inputs, *, actor: User | None, reason: str = "") -> Review:
    """Keep what was collected as the figures of a review, all or nothing. Raises Refused, NotNowError, StaleError."""
    review.inputs, review.as_of = inputs.freeze(collected), collected.as_of
    missing = [block.code for block in review.blocks.filter(released=None)]
    detail = {"sha256": review.inputs_id, "unreleased": ", ".join(missing)}
    return write(review, actor=actor, action="freeze", reason=reason, detail=detail)


def _is_frozen_since(key: int, version: int) -> bool:
    """Whether an earlier attempt of the same job froze it already."""
    stored = Review.objects.get(pk=key)
    return bool(stored.state == "frozen" and stored.version > version and stored.as_of)
