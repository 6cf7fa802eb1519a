"""What presenters say about the inputs of a review, and that they release them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communication.domain.agenda import theirs_then_mine
from leadership.domain.reviews.planning import ask_presenters, settle_presenters
from leadership.models import Review, ReviewBlock
from leadership.models.review import COMMENT_MAX, REASON_MAX
from leadership.rules.review import runs, writes
from records.access.permits import Refused, meets
from records.access.standing import standing_of
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.models import Event, Notice
from records.notices.telling import tell

if TYPE_CHECKING:
    from people.models import User


class WrittenMeanwhileError(Exception):
    """Somebody else wrote about the input meanwhile: ``block`` is as it stands, nothing was overwritten."""

    def __init__(self, block: ReviewBlock) -> None:
        super().__init__(_("Somebody else wrote here meanwhile"))
        self.block = block


@transaction.atomic
def comment(block: ReviewBlock, *, actor: User, text: str, version: int) -> ReviewBlock:
    """Write what the figures mean, over the version one has read; what was released stays released.

    Raises WrittenMeanwhileError, with nothing overwritten; Refused for who presents another input; NotNowError once the
    review was held; InputError for a text that is too long. The history has one event for a run of one person's writing.
    """
    review = _enter(block, actor, "comment_input")
    text = _clean(text, COMMENT_MAX, "comment")
    now = timezone.now()
    written = ReviewBlock.objects.filter(pk=block.pk, version=version).update(
        comment=text, version=version + 1, changed=now, changed_by=actor
    )
    found = ReviewBlock.objects.select_related("changed_by").get(pk=block.pk)
    if not written and found.comment != text:
        raise WrittenMeanwhileError(found)
    if written:
        _note_writing(review, actor, found)
    return found


@transaction.atomic
def comment_both(block: ReviewBlock, *, actor: User, text: str) -> ReviewBlock:
    """Put one's text below what stands there by now; raises Refused, NotNowError, InputError."""
    stored = ReviewBlock.objects.select_for_update().get(pk=block.pk)
    return comment(block, actor=actor, text=theirs_then_mine(stored.comment, text), version=stored.version)


@transaction.atomic
def release(block: ReviewBlock, *, actor: User, token: str | None = None) -> ReviewBlock:
    """Say that an input is ready for the meeting: its presenter's task ends with their last one. Raises as ``comment``."""
    review = _enter(block, actor, "release")
    if ReviewBlock.objects.filter(pk=block.pk, released=None).update(released=timezone.now(), released_by=actor):
        note(review, actor=actor, action="release", detail={"input": _name(block)}, token=token)
        settle_presenters(review, actor)
    return ReviewBlock.objects.get(pk=block.pk)


@transaction.atomic
def take_back(block: ReviewBlock, *, actor: User, token: str | None = None) -> ReviewBlock:
    """Say that an input is not ready after all. Raises as ``comment``."""
    review = _enter(block, actor, "release")
    if ReviewBlock.objects.filter(pk=block.pk, released__isnull=False).update(released=None, released_by=None):
        note(review, actor=actor, action="take_back", detail={"input": _name(block)}, token=token)
        ask_presenters(review)
    return ReviewBlock.objects.get(pk=block.pk)


@transaction.atomic
def excuse(block: ReviewBlock, *, actor: User, reason: str, token: str | None = None) -> ReviewBlock:
    """Say why there is nothing to report, or why the input was put off; an empty reason takes that back.

    For who presents it, and those who write at the review. Raises as ``comment``, and NotNowError once it was submitted.
    """
    review = enter(block.review, actor=actor, action="excuse" if meets(writes, actor, block.review) else "release")
    if not (meets(writes, actor, review) or _presents(actor, block)):
        raise Refused(_("You present another input of this review"))
    if not (review.is_prepared or review.is_open):
        raise NotNowError(_("What was said waits for approval, or was approved"))
    text = _clean(reason, REASON_MAX, "reason").strip()
    ReviewBlock.objects.filter(pk=block.pk).update(excuse=text)
    note(review, actor=actor, action="excuse", reason=text[:1000], detail={"input": _name(block)}, token=token)
    return ReviewBlock.objects.get(pk=block.pk)


@transaction.atomic
def nudge(review: Review, *, actor: User, token: str | None = None) -> int:
    """Remind those who have not released their inputs; returns how many people. Raises Refused, NotNowError."""
    stored = enter(review, actor=actor, action="assign")
    if not stored.is_prepared:
        raise NotNowError(_("It was held: nothing is waited for"))
    waiting = stored.blocks.filter(released=None, presenter__is_active=True).select_related("presenter")
    people = {block.presenter for block in waiting if block.presenter}
    what = _("Your inputs to %(reference)s are awaited") % {"reference": stored.reference}
    tell(
        sorted(people, key=lambda person: person.pk),
        kind=Notice.Kind.NUDGE,
        record=stored,
        actor=actor,
        detail={"what": what},
    )
    note(stored, actor=actor, action="nudge_presenters", detail={"people": len(people)}, token=token)
    return len(people)


def may_present(user: User, block: ReviewBlock, review: Review) -> bool:
    """Whether somebody comments on this input and releases it: its presenter, and who prepares the review."""
    return review.is_prepared and (meets(runs, user, review) or _presents(user, block))


def _enter(block: ReviewBlock, actor: User, action: str) -> Review:
    review = enter(block.review, actor=actor, action=action)
    if not (meets(runs, actor, review) or _presents(actor, block)):
        raise Refused(_("You present another input of this review"))
    if not review.is_prepared:
        raise NotNowError(_("The review was held: what was said about its inputs stays as it was"))
    return review


def _presents(user: User, block: ReviewBlock) -> bool:
    return block.presenter_id is not None and block.presenter_id in {user.pk, *standing_of(user).covers}


def _clean(text: str, most: int, field: str) -> str:
    """The text as it is kept; raises InputError where it is too long."""
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > most:
        message = _("The text has %(length)s letters, at most %(most)s are kept: shorten it, or attach it as a file")
        raise InputError(message % {"length": len(text), "most": most}, field)
    return text


def _name(block: ReviewBlock) -> str:
    return f"{block.code} {block.title}"


def _note_writing(review: Review, actor: User, block: ReviewBlock) -> None:
    last = Event.objects.filter(record_id=review.pk).order_by("-id").first()
    name = _name(block)
    is_same = last is not None and (last.action, last.actor_id, last.detail.get("input")) == (
        "comment_input",
        actor.pk,
        name,
    )
    if not is_same:
        note(review, actor=actor, action="comment_input", detail={"input": name})
