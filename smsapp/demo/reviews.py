"""Management reviews of the demo organisation: one approved, one with frozen figures, one in preparation."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from improvement.domain import actions
from improvement.models import Action
from leadership.domain.reviews import freezing, holding, planning, presenting
from leadership.domain.reviews.approving import approve
from leadership.domain.reviews.content import content_sha256
from leadership.models import Review
from people.calendar import month_end, today
from records.origin import telling_of
from smsapp.demo import review_words as words
from smsapp.demo.accounts import password_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User

DIRECTOR, SMR, TAKER = 0, 1, 6
#: People who come, beside who chairs and who takes the minutes.
COMING = slice(3, 12)
ZONE = "Europe/Oslo"
DAY = timedelta(days=1)


def hold_reviews(people: list[User]) -> None:
    """The approved one first, since each follows the one before."""
    held_on = _working_day(today() - 82 * DAY)
    then = _plan("Management review, summer", people, _month_end(held_on, 2), 190, held_on)
    _prepare(then, people, words.SAID_THEN, words.EXCUSED_THEN, _moment(held_on - 12 * DAY))
    _freeze(then, people, _moment(held_on - 10 * DAY, hour=18))
    _hold(then, people, held_on)
    meets_on = _working_day(today() + 6 * DAY)
    now = _plan("Management review, autumn", people, _month_end(today(), 1), None, meets_on)
    _prepare(now, people, words.SAID_NOW, words.EXCUSED_NOW, None)
    _freeze(now, people, None)
    _plan(
        "Management review, winter", people, _month_end(today() + 60 * DAY, 0), None, _working_day(today() + 80 * DAY)
    )


def _plan(title: str, people: list[User], until: date, days: int | None, meets_on: date) -> Review:
    """Plan one; its period begins after that of the one before, or so many days before it ends."""
    before = _last(people)
    begins = until - days * DAY if days else (before.period_until + DAY if before else until - 90 * DAY)
    review = Review(
        title=title, owner=people[SMR], period_from=begins, period_until=until,
        freeze_on=meets_on - 10 * DAY,
    )  # fmt: skip
    starts = datetime.combine(meets_on, time(9), ZoneInfo(ZONE))
    about: dict[str, Any] = {
        "starts": starts, "ends": starts + timedelta(hours=2, minutes=30), "time_zone": ZONE, "place": "Board room",
        "chair": people[DIRECTOR], "minute_taker": people[TAKER],
    }  # fmt: skip
    with telling_of(min(starts - 40 * DAY, _moment(today()))):
        return planning.plan(review, actor=people[SMR], people=people[COMING], **about)


def _prepare(
    review: Review, people: list[User], said: Mapping[str, str], excused: Mapping[str, str], at: datetime | None
) -> None:
    """What presenters say, and release; who says nothing has not released."""
    with telling_of(at):
        for block in review.blocks.all():
            actor = block.presenter or people[SMR]
            if block.code in said:
                presenting.comment(block, actor=actor, text=said[block.code], version=0)
                presenting.release(block, actor=actor)
            elif block.code in excused:
                presenting.excuse(block, actor=people[SMR], reason=excused[block.code])
                presenting.release(block, actor=people[SMR])


def _freeze(review: Review, people: list[User], at: datetime | None) -> None:
    with telling_of(at):
        found = _now(review)
        freezing.freeze(found, freezing.collect_for(found, people[SMR]), actor=people[SMR])


def _hold(review: Review, people: list[User], on: date) -> None:
    """The meeting, its notes and decisions, the conclusion, and the signature three days later."""
    taker, director = people[TAKER], people[DIRECTOR]
    with telling_of(_moment(on, hour=9)):
        missing = people[COMING.stop - 1].pk
        came = review.meeting.participants.all()
        said = {each.pk: "excused" if each.person_id == missing else "attended" for each in came}
        holding.say_attendance(_now(review), actor=taker, said=said)
        holding.hold(_now(review), actor=taker)
        for block in review.blocks.select_related("item"):
            _look_at(block, taker)
        for decision in words.DECISIONS:
            _decide(_now(review), people, decision)
        holding.conclude(_now(review), actor=taker, **words.CONCLUSION)
    with telling_of(_moment(on + 2 * DAY)):
        holding.submit(_now(review), actor=taker)
    with telling_of(_moment(on + 3 * DAY, hour=16)):
        found = _now(review)
        approve(found, actor=director, sha256=content_sha256(found), password=password_of(director.email))
    _carry_out(people)


def _look_at(block: Any, taker: User) -> None:
    if block.code in words.NOTES and block.item:
        holding.write_notes(block, actor=taker, minutes=words.NOTES[block.code], version=0)
    if block.code not in words.EXCUSED_THEN:
        holding.consider(block, actor=taker, is_considered=True)


def _decide(review: Review, people: list[User], said: tuple[Any, ...]) -> None:
    code, what, kind, outcome, owner, days = said
    about: dict[str, Any] = {"type": "people", "amount": Decimal(1)} if kind == "resources" else {}
    holding.decide(
        review, actor=people[TAKER], what=what, kind=kind, outcome=outcome, decided_by=people[DIRECTOR],
        block=review.blocks.get(code=code), owner=people[owner] if owner is not None else None,
        due=today() + days * DAY if days else None, **about,
    )  # fmt: skip


def _carry_out(people: list[User]) -> None:
    """The first of the actions is done; the second was moved once."""
    told, filled = Action.objects.visible_to(people[SMR]).filter(origin="management_review").order_by("pk")[:2]
    actions.complete(
        told, actor=people[4], proof="Times of the last four disturbances, in the report of October",
        judge=people[SMR], judge_on=today() + 30 * DAY,
    )  # fmt: skip
    why = "The first candidate declined"
    actions.replan(filled, actor=people[SMR], due=today() + 45 * DAY, reason=why)


def _last(people: list[User]) -> Review | None:
    """The latest there is, which the next one follows in time."""
    found: Review | None = Review.objects.visible_to(people[SMR]).order_by("-period_until").first()
    return found


def _month_end(day: date, back: int) -> date:
    """The last day of the month so many months before that of a day."""
    for _each in range(back):
        day = day.replace(day=1) - DAY
    return month_end(day)


def _working_day(day: date) -> date:
    return day + max(8 - day.isoweekday(), 0) * DAY if day.isoweekday() > 5 else day


def _moment(day: date, *, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(ZONE))


def _now(review: Review) -> Review:
    """As it stands."""
    found: Review = Review.objects.visible_to(review.owner).get(pk=review.pk)  # type: ignore[arg-type]
    return found
