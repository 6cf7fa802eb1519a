"""The meeting of a review: who is there, what is looked at, what top management decides and concludes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communication.domain import agenda, meetings
from communication.models import Decision, Participant
from leadership.domain.reviews.content import QUESTIONS
from leadership.domain.reviews.presenting import excuse
from leadership.domain.reviews.stepping import stepping
from leadership.models import Review, ReviewBlock, ReviewDecision
from leadership.models.review import Verdict
from people.calendar import today
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError, SeveralInputsError
from records.domain.log import note
from records.domain.sharing import grant
from records.domain.tasks import drop_all_tasks, set_task
from records.domain.write import write
from records.holders import holders_of
from records.models import Task
from records.origin import moment_of_writing
from roles.domain.catalogue import roles_by_key
from shell.registry import FollowUp, registry
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from communication.models import AgendaItem
    from people.models import User

Kind, Outcome = ReviewDecision.Kind, ReviewDecision.Outcome
#: What carries a decision on, by what it is about: keys of ``FollowUp``, the first that a room declares.
CARRIED_BY = {
    Kind.IMPROVEMENT: ("opportunity",),
    Kind.SMS: ("sms-change",),
    Kind.SERVICE: ("service-change", "action"),
    Kind.RESOURCES: ("resource-request",),
    Kind.ACTION: ("action",),
}


@transaction.atomic
def hold(review: Review, *, actor: User, reason: str = "", token: str | None = None) -> Review:
    """Say that it takes place. Raises InputError while nobody of top management is there, or before its day."""
    if not top_management_there(review):
        raise InputError(
            _("Nobody of top management is there: say first who is. Without them it is no management review.")
        )
    held = write(review, actor=actor, action="hold", reason=reason, token=token)
    drop_all_tasks(held, kind=Task.Kind.ACT, reason=_("It takes place"))
    with stepping(held):
        meetings.hold(held.meeting, actor=None)  # type: ignore[arg-type]
    return held


def top_management_there(review: Review) -> list[User]:
    """Those who came and hold the role of top management today."""
    came = review.meeting.participants.filter(attendance=Participant.Attendance.ATTENDED, person__isnull=False)
    return list(holders_of(TOP_MANAGEMENT).filter(pk__in=came.values("person")))


@transaction.atomic
def say_attendance(review: Review, *, actor: User, said: Mapping[int, str], token: str | None = None) -> None:
    """Say who is there, by the keys of participants of the meeting. Raises Refused, NotNowError."""
    agenda.say_attendance(_enter_before_approval(review, actor).meeting, actor=actor, said=said, token=token)


@transaction.atomic
def bring_along(review: Review, *, actor: User, person: User, token: str | None = None) -> Participant:
    """Say that somebody is there who was not asked to come; a restricted review is theirs to see. Raises as above."""
    stored = _enter_before_approval(review, actor)
    came = agenda.bring_along(stored.meeting, actor=actor, person=person, token=token)
    if stored.restricted:
        grant(stored, person, actor=None)
    return came


@transaction.atomic
def item_of(block: ReviewBlock) -> AgendaItem:
    """The point of the agenda where notes about an input stand; added anew where somebody took it off."""
    if block.item is None:
        title = f"{block.code}. {block.title}"
        block.item = agenda.add_item(block.review.meeting, actor=None, title=title)  # type: ignore[arg-type]
        block.save(update_fields=["item"])
    return block.item


def write_notes(block: ReviewBlock, *, actor: User, minutes: str, version: int) -> AgendaItem:
    """Write what was said about an input; raises as ``communication.domain.agenda.write_minutes``."""
    return agenda.write_minutes(item_of(block), actor=actor, minutes=minutes, version=version)


@transaction.atomic
def consider(block: ReviewBlock, *, actor: User, is_considered: bool, token: str | None = None) -> ReviewBlock:
    """Say that the meeting looked at an input, or that it did not after all. Raises Refused, NotNowError."""
    review = _enter(block.review, actor, "consider")
    considered = moment_of_writing(timezone.now()) if is_considered else None
    changed = ReviewBlock.objects.filter(pk=block.pk, considered__isnull=is_considered).update(considered=considered)
    if changed:
        action = "consider" if is_considered else "unconsider"
        note(review, actor=actor, action=action, detail={"input": f"{block.code} {block.title}"}, token=token)
    return ReviewBlock.objects.get(pk=block.pk)


@transaction.atomic
def put_off(block: ReviewBlock, *, actor: User, reason: str, token: str | None = None) -> ReviewBlock:
    """Say that the meeting does not look at an input, and why. Raises Refused, NotNowError; InputError without a reason."""
    if not (reason.strip() or block.excuse):
        raise InputError(_("Say why it is put off, or why there is nothing to look at"), "reason")
    consider(block, actor=actor, is_considered=False, token=token)
    return excuse(block, actor=actor, reason=reason or block.excuse)


@transaction.atomic
def decide(
    review: Review,
    *,
    actor: User,
    what: str,
    kind: str,
    outcome: str,
    decided_by: User,
    block: ReviewBlock | None = None,
    owner: User | None = None,
    due: date | None = None,
    token: str | None = None,
    **about: Any,
) -> ReviewDecision:
    """Write a decision down, tied to the input that led to it; what was approved is raised as a record of its kind.

    Raises Refused, NotNowError unless the review is being held; InputError for an approved one without who and when, or for
    who did not take part.
    """
    stored = _enter(review, actor, "decide")
    is_carried = outcome == Outcome.APPROVED and kind != Kind.NOTE
    if is_carried and not (owner and due):
        raise InputError(_("Say who carries it out and by when"), "due" if owner else "owner")
    if not stored.meeting.participants.filter(person=decided_by).exclude(attendance="absent").exists():
        raise InputError(_("Whoever decides takes part in the meeting"), "decided_by")
    carried = {"owner": owner, "due": due, **_carrying(kind), **about} if is_carried else {}
    made = agenda.decide(
        stored.meeting,
        actor=actor,
        what=what,
        decided_by=decided_by,
        item=block.item if block else None,
        **carried,
    )
    kept = {"block": block, "kind": kind, "outcome": outcome, "owner": owner, "due": due}
    note(stored, actor=actor, action="decide", detail={"what": what[:200]}, token=token)
    return ReviewDecision.objects.create(review=stored, decision=made, **kept)


@transaction.atomic
def strike(decision: ReviewDecision, *, actor: User, reason: str, token: str | None = None) -> Decision:
    """Say that a decision was written down wrongly. Raises Refused, NotNowError."""
    stored = _enter(decision.review, actor, "strike")
    struck = agenda.strike(decision.decision, actor=actor, reason=reason)
    note(stored, actor=actor, action="strike", reason=reason, detail={"what": struck.what[:200]}, token=token)
    return struck


def _carrying(kind: str) -> dict[str, str]:
    """What carries it on; an action says that it came of a management review."""
    key = carried_by(kind)
    return {"raises": key, "origin": "management_review"} if key == "action" else {"raises": key}


def carried_by(kind: str) -> str:
    """The key of what carries a decision of this kind on: of those named, the first that a room declares."""
    declared = {each.key for each in registry.all(FollowUp)}
    return next(key for key in CARRIED_BY[Kind(kind)] if key in declared)


@transaction.atomic
def conclude(review: Review, *, actor: User, reason: str = "", token: str | None = None, **answers: str) -> Review:
    """Write top management's conclusion: suitable, adequate, effective, each with its reason.

    Raises NotNowError unless it is being held; SeveralInputsError for verdicts without their reasons, all at once.
    """
    if wrong := _wrong_of(answers):
        raise SeveralInputsError(wrong)
    for question in QUESTIONS:
        setattr(review, question, answers.get(question, ""))
        setattr(review, f"{question}_why", answers.get(f"{question}_why", "").strip())
    if not Review.objects.filter(pk=review.pk, state="held").exists():
        raise NotNowError(_("It is not being held"))
    return write(review, actor=actor, action="conclude", reason=reason, token=token)


def _wrong_of(answers: Mapping[str, str]) -> dict[str, str]:
    """What cannot be taken of a conclusion, by its answer."""
    wrong = {}
    for question in QUESTIONS:
        verdict, why = answers.get(question, ""), answers.get(f"{question}_why", "").strip()
        if verdict and verdict not in Verdict.values:
            wrong[question] = _("Choose one of the three answers")
        if verdict and not why:
            wrong[f"{question}_why"] = _("Say why: a conclusion without reasons convinces nobody")
    return wrong


@transaction.atomic
def submit(
    review: Review, *, actor: User, due: date | None = None, reason: str = "", token: str | None = None
) -> Review:
    """Give what was said and decided to top management for approval. Raises NotNowError while something is missing."""
    require_complete(review)
    due = review.due = due or today() + meetings.APPROVAL_TERM
    submitted = write(review, actor=actor, action="submit", reason=reason, token=token)
    with stepping(submitted):
        meetings.submit(submitted.meeting, actor=None)  # type: ignore[arg-type]
    drop_all_tasks(submitted.meeting, kind=Task.Kind.APPROVE, reason=_("The review is approved as a whole"))
    asked: Any = submitted.meeting.chair
    if asked is None or asked.pk == submitted.meeting.minute_taker_id or not asked.is_active:
        asked = roles_by_key()[TOP_MANAGEMENT]
    title = _("Approve the management review")
    set_task(submitted, actor=None, assignee=asked, title=title, due=due, kind=Task.Kind.APPROVE)
    return submitted


@transaction.atomic
def send_back(review: Review, *, actor: User, reason: str, token: str | None = None) -> Review:
    """Ask for more, and say what is missing."""
    review.due = today() + meetings.MINUTES_TERM
    back = write(review, actor=actor, action="send_back", reason=reason, token=token)
    drop_all_tasks(back, kind=Task.Kind.APPROVE, reason=_("It was sent back"))
    with stepping(back):
        meetings.send_back(back.meeting, actor=None, reason=reason)  # type: ignore[arg-type]
    return back


def missing_from(review: Review) -> list[str]:
    """What still keeps the review from being approved, in words: inputs not looked at, and parts of the conclusion."""
    open_inputs = [block.code for block in review.blocks.all() if not block.is_answered]
    found = []
    if open_inputs:
        codes = ", ".join(open_inputs)
        found.append(_("Neither looked at nor excused with a reason: %(inputs)s") % {"inputs": codes})
    unsaid = [
        label_of(name).lower() for name in QUESTIONS if not (getattr(review, name) and getattr(review, f"{name}_why"))
    ]
    if unsaid:
        found.append(
            _("The conclusion does not say whether the system is: %(verdicts)s") % {"verdicts": ", ".join(unsaid)}
        )
    return found


def label_of(question: str) -> str:
    """What a question of the conclusion is called."""
    field: Any = Review._meta.get_field(question)
    return str(field.verbose_name)


def require_complete(review: Review) -> None:
    """Raise NotNowError naming what is missing."""
    if missing := missing_from(review):
        raise NotNowError(". ".join(missing))


def _enter_before_approval(review: Review, actor: User) -> Review:
    stored = enter(review, actor=actor, action="hold")
    if not (stored.is_prepared or stored.is_open):
        raise NotNowError(_("What was said waits for approval, or was approved"))
    return stored


def _enter(review: Review, actor: User, action: str) -> Review:
    stored = enter(review, actor=actor, action=action)
    if not stored.is_open:
        raise NotNowError(_("It is not being held: notes and decisions are written during the review"))
    return stored
