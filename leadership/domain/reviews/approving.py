"""Approving a review: a signature over its content's hash, by top management, which freezes all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communication.domain import meetings
from communication.domain.minutes_text import minutes_sha256
from leadership.domain.reviews.content import as_bytes, content_of, keep
from leadership.domain.reviews.holding import require_complete
from leadership.domain.reviews.packs import ask_for_signed
from leadership.domain.reviews.stepping import stepping
from leadership.models import Review, ReviewBlock, ReviewDecision
from measures.domain.duty import record_done
from measures.models import Duty
from records.domain.entering import enter
from records.domain.errors import InputError, StaleError
from records.domain.tasks import drop_all_tasks, finish_task
from records.domain.write import write
from records.holders import tasks_waiting_for
from records.models import Task
from records.origin import moment_of_writing
from shell.contents import sha256_of

if TYPE_CHECKING:
    from people.models import User

#: The recurring duty that a review answers (``measures/data/duties.yaml``).
DUTY = "management-review"


@transaction.atomic
def approve(
    review: Review, *, actor: User, sha256: str, password: str, reason: str = "", token: str | None = None
) -> Review:
    """Sign what was on the page: from now on it stays as it is, and the duty of clause 9.3 is done.

    Raises Refused for who took the minutes, InputError for a wrong password, StaleError where something was changed
    meanwhile, NotNowError while an input is neither looked at nor excused, or the conclusion is missing.
    """
    enter(review, actor=actor, action="approve")
    if not check_password(password, actor.password):
        raise InputError(_("That is not your password"), "password")
    require_complete(review)
    content = content_of(review)
    if sha256_of(as_bytes(content)) != sha256:
        raise StaleError(_("The review was changed after you opened it: read it again before you sign"))
    review.content, review.due = keep(content), None
    review.approved_by, review.approved_at = actor, moment_of_writing(timezone.now())
    done = write(review, actor=actor, action="approve", reason=reason, token=token, detail={"sha256": sha256})
    for model in (ReviewBlock, ReviewDecision):
        model.objects.filter(review=done).update(approved=done.approved_at)
    _end_tasks(done, actor)
    with stepping(done):
        meetings.approve(done.meeting, actor=actor, sha256=minutes_sha256(done.meeting))
    _do_duty(done)
    ask_for_signed(done, actor=actor)
    return done


def _end_tasks(review: Review, actor: User) -> None:
    """The task of whoever signed is done; those of others are dropped."""
    for task in tasks_waiting_for(actor).filter(record=review.pk, kind=Task.Kind.APPROVE, created_by=None):
        finish_task(task, actor=actor, outcome=_("Approved"))
    drop_all_tasks(review, kind=Task.Kind.APPROVE, reason=_("It is approved"))
    drop_all_tasks(review, kind=Task.Kind.ACT, reason=_("It is approved"))


def _do_duty(review: Review) -> None:
    """Say in the register of planned intervals that the review was done, where it is kept there."""
    duty = Duty.objects.filter(key=DUTY, state="in_force", withdrawn=False).first()
    if duty is not None:
        day = timezone.localdate(review.meeting.starts, timezone=review.meeting.zone)
        record_done(duty, actor=None, on=day, evidence=review, note=review.title)
