"""Planning a review: its period, its meeting, who presents which input by when; and reviews held before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communication.domain import meetings
from communication.domain.participants import add_people
from communication.models import Meeting
from leadership.domain.reviews.stepping import stepping
from leadership.models import Review, ReviewBlock
from leadership.models.review import InputCode
from people.calendar import today
from records.access.visibility import can_see
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.domain.sharing import grant
from records.domain.tasks import drop_all_tasks, set_task, settle_task
from records.domain.write import write
from records.holders import holders_of
from records.models import Attachment, Task
from standard.catalogue import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from parties.models import Contact
    from people.models import User

#: Days before the freezing by which presenters release what they present.
TO_RELEASE = timedelta(days=2)
#: What of the form is the meeting's.
OF_MEETING = ("starts", "ends", "time_zone", "place", "link", "chair", "minute_taker")


@transaction.atomic
def plan(
    review: Review,
    *,
    actor: User | None,
    people: Iterable[User] = (),
    contacts: Iterable[Contact] = (),
    action: str = "create",
    **about: Any,
) -> Review:
    """Plan a review with its meeting, whose fields come beside its own; each input is given to who presents it, who is to come.

    Raises Refused; InputError for a period or a meeting that ends before it begins, or a freezing after the meeting.
    """
    meeting = Meeting(type=Meeting.Type.MANAGEMENT_REVIEW, **_taken(about))
    review.owner = review.owner or actor
    _require_order(review, meeting)
    _take_over(review, meeting)
    meeting.created_by = review.created_by if actor is None else actor
    meetings.plan(meeting, actor=actor, people=people, contacts=contacts, agenda=_agenda())
    review.meeting, review.follows, review.due = meeting, before(review), _day_of(meeting)
    write(review, actor=actor, action=action, **about)
    _make_blocks(review)
    _let_them_see(review)
    return review


@transaction.atomic
def change(
    review: Review,
    *,
    actor: User | None,
    people: Iterable[User] | None = None,
    contacts: Iterable[Contact] | None = None,
    action: str = "edit",
    **about: Any,
) -> Review:
    """Change what is planned, of the review and its meeting. Raises NotNowError once it was held, InputError."""
    if not Review.objects.filter(pk=review.pk, state__in=("planned", "frozen")).exists():
        raise NotNowError(_("It was held: its period and its people stay as they were"))
    meeting = review.meeting
    for name, value in _taken(about).items():
        setattr(meeting, name, value)
    _require_order(review, meeting)
    _take_over(review, meeting)
    review.due = _day_of(meeting)
    write(review, actor=actor, action=action, **about)
    meetings.change(meeting, actor=None, people=people, contacts=contacts)
    _let_them_see(review)
    return review


@transaction.atomic
def assign(
    review: Review, *, actor: User, presenters: Mapping[str, tuple[User | None, date | None]], token: str | None = None
) -> Review:
    """Say who presents which input by when; each is set a task, and whoever is new to it is to come to the meeting.

    Raises NotNowError once it was held, InputError for a day after the meeting.
    """
    stored = enter(review, actor=actor, action="assign")
    if not stored.is_prepared:
        raise NotNowError(_("It was held: who presented what stays as it was"))
    _require_before(stored, presenters)
    presented = {block.presenter for block in stored.blocks.select_related("presenter")}
    if changed := _give(stored, presenters):
        add_people(stored.meeting, {person for person, _due in presenters.values() if person} - presented)
        note(stored, actor=actor, action="assign", detail={"inputs": changed}, token=token)
        _let_them_see(stored)
        drop_all_tasks(stored, kind=Task.Kind.ACT, reason=_("Who presents what changed"))
        ask_presenters(stored)
    return stored


def _give(review: Review, presenters: Mapping[str, tuple[User | None, date | None]]) -> int:
    """Write who presents what by when; returns how many inputs changed."""
    changed = 0
    for block in review.blocks.select_related("presenter"):
        presenter, due = presenters.get(block.code, (block.presenter, block.due))
        if (presenter, due) != (block.presenter, block.due):
            block.presenter, block.due, changed = presenter, due, changed + 1
            block.save(update_fields=["presenter", "due"])
    return changed


@transaction.atomic
def keep_past(review: Review, *, actor: User, reason: str = "", token: str | None = None) -> Review:
    """Keep a review that was held before it was recorded here, as history; its minutes are attached.

    Raises InputError without a file, or where its meeting is still to come.
    """
    if review.meeting.starts > timezone.now():
        raise InputError(_("Its meeting is still to come: change the day first"))
    if not Attachment.objects.filter(record_id=review.pk, withdrawn=None).exists():
        raise InputError(_("Attach its minutes first, under Files"))
    review.due = None
    kept = write(review, actor=actor, action="keep_past", reason=reason, token=token)
    drop_all_tasks(kept, kind=Task.Kind.ACT, reason=_("It was held before"))
    told = _("Held before; its minutes are with %(reference)s") % {"reference": kept.reference}
    with stepping(kept):
        for step in ("hold", "submit", "approve"):
            kept.meeting.due = None
            write(kept.meeting, actor=None, action=step, reason=told)
    return kept


@transaction.atomic
def call_off(review: Review, *, actor: User, reason: str, token: str | None = None) -> Review:
    """Say that it does not take place; those who were invited are told."""
    off = write(review, actor=actor, action="call_off", reason=reason, token=token)
    drop_all_tasks(off, kind=Task.Kind.ACT, reason=_("It was called off"))
    with stepping(off):
        meetings.call_off(off.meeting, actor=None, reason=reason)  # type: ignore[arg-type]
    return off


def before(review: Review) -> Review | None:
    """The last review that was held and ended before the end of this one's period."""
    held = Review.objects.filter(state__in=("held", "submitted", "approved", "past"), withdrawn=False)
    earlier = held.filter(period_until__lt=review.period_until).exclude(pk=review.pk)
    found: Review | None = earlier.order_by("-period_until", "-pk").first()
    return found


def ask_presenters(review: Review) -> None:
    """One open task a presenter who has something to release, for the first day by which that is awaited."""
    waiting: dict[int, list[ReviewBlock]] = {}
    asked = set(_asked(review).values_list("assignee", flat=True))
    for block in review.blocks.filter(released=None).select_related("presenter"):
        if block.presenter and block.presenter.is_active and can_see(block.presenter, review):
            waiting.setdefault(block.presenter.pk, []).append(block)
    for key in waiting.keys() - asked:
        _ask(review, waiting[key])


def settle_presenters(review: Review, actor: User) -> None:
    """End the tasks of those who have released all that they present."""
    waiting = set(review.blocks.filter(released=None).values_list("presenter", flat=True))
    for task in _asked(review).exclude(assignee__in=waiting - {None}).select_related("assignee"):
        settle_task(task, review, actor=actor, outcome=_("Released"))


def _asked(review: Review) -> Any:
    return Task.objects.filter(record_id=review.pk, kind=Task.Kind.ACT, created_by=None, done=None)


def _ask(review: Review, blocks: Sequence[ReviewBlock]) -> None:
    presenter: Any = blocks[0].presenter
    names = ", ".join(block.code for block in blocks)
    title = _("Say what the figures mean, and release your inputs: %(names)s") % {"names": names}
    due = min(block.due or review.freeze_on for block in blocks)
    set_task(review, actor=None, assignee=presenter, title=title[:200], due=due, kind=Task.Kind.ACT)


def presenting_roles(code: str) -> list[str]:
    """The roles that usually present an input, by the catalogue."""
    found = next(each for each in read("reviews")["management_review"]["inputs"] if each["code"] == code)
    roles = found["presented_by"]
    return [roles] if isinstance(roles, str) else list(roles)


def _taken(about: dict[str, Any]) -> dict[str, Any]:
    """What is the meeting's of what a form sent; it is taken out of it."""
    return {name: about.pop(name) for name in OF_MEETING if name in about}


def _take_over(review: Review, meeting: Meeting) -> None:
    """What the meeting has of its review; its title names the period alone, whoever may see it."""
    meeting.title = _("Management review until %(day)s") % {"day": date_format(review.period_until, "j F Y")}
    meeting.owner, meeting.restricted = review.owner, review.restricted


def _agenda() -> str:
    points = [f"{code.value}. {code.label}" for code in InputCode]
    return "\n".join([_("Opening, and who is there"), *points, _("Decisions, actions and conclusion")])


def _make_blocks(review: Review) -> None:
    items = {item.title.partition(".")[0]: item for item in review.meeting.items.all()}
    due = max(review.freeze_on - TO_RELEASE, today())
    for place, code in enumerate(InputCode.values, 1):
        about: dict[str, Any] = {"presenter": _presenter(code, review), "due": due, "item": items[code]}
        ReviewBlock.objects.create(review=review, code=code, place=place, **about)
    if review.meeting.starts > timezone.now():
        add_people(review.meeting, [each.presenter for each in review.blocks.all() if each.presenter])
        ask_presenters(review)


def _presenter(code: str, review: Review) -> User | None:
    """The first who holds the role that usually presents the input; else whoever prepares the review."""
    found = [holders_of(role).order_by("pk").first() for role in presenting_roles(code)]
    return next((person for person in found if person), review.owner)


def _let_them_see(review: Review) -> None:
    """Whoever presents an input of a restricted review, or takes part in it, sees it."""
    if not review.restricted:
        return
    presenting = [block.presenter for block in review.blocks.select_related("presenter")]
    coming = [each.person for each in review.meeting.participants.select_related("person")]
    for person in {each for each in (*presenting, *coming) if each}:
        grant(review, person, actor=None)
        grant(review.meeting, person, actor=None)


def _require_order(review: Review, meeting: Meeting) -> None:
    if review.period_until < review.period_from:
        raise InputError(_("The period must end on or after the day it begins"), "period_until")
    if meeting.ends <= meeting.starts:
        raise InputError(_("It must end after it starts"), "ends")
    if review.freeze_on > _day_of(meeting):
        raise InputError(_("Figures freeze on the day of the meeting at the latest"), "freeze_on")


def _require_before(review: Review, presenters: Mapping[str, tuple[User | None, date | None]]) -> None:
    last = _day_of(review.meeting)
    for code, (_person, due) in presenters.items():
        if due and due > last > today():
            raise InputError(_("Inputs are released by the day of the meeting at the latest"), f"due-{code}")


def _day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts, timezone=meeting.zone)
