"""The job that reminds: what is due is worked out anew each time, and what was told before is not told again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import ngettext

from jobs.kinds import Result
from people.calendar import today as installation_today
from people.calendar import zone
from records.models import Claim, Notice
from records.notices.telling import send
from records.reminders.due import TASK, chunks_of_due
from records.reminders.lead_times import LeadBook
from records.reminders.stages import OWN, TO_OWNER, stage_reached
from records.reminders.told import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from jobs.progress import Progress
    from people.models import User
    from records.reminders.due import Due

#: What somebody was told of a task on the very day of a stage, or after it, makes up for the stage.
TELLS_THE_DAY = (Notice.Kind.TASK, Notice.Kind.MOVED, Notice.Kind.NUDGE)
BATCH = 500
#: Below every stage.
NEVER = -10_000
#: A thing, whom to tell, and the stage.
Reminded = tuple["Due", "User", int]


def remind(progress: Progress) -> Result:
    """Tell everybody what they have to be told by now, each stage once, of several that were missed the latest."""
    book, audience, today = LeadBook(), Audience(), installation_today()
    count = 0
    for things in chunks_of_due(today + timedelta(days=book.longest)):
        audience.prepare(things)
        count += claim_and_tell(wanted(things, book, audience, today))
        progress.check()
    return Result(ngettext("%(n)d reminder", "%(n)d reminders", count) % {"n": count})


def wanted(things: Sequence[Due], book: LeadBook, audience: Audience, today: date) -> list[Reminded]:
    """Who is to be told what by now and was not: things of one source."""
    told, known = _told_before(things), _known_since(things)
    return [
        (due, person, stage)
        for due in things
        for person, stage in stages_of(due, book, audience, today).items()
        if told.get((due.thing, due.day, person.pk), NEVER) < stage
        if not _knows(due, person, stage, known)
    ]


def stages_of(due: Due, book: LeadBook, audience: Audience, today: date) -> dict[User, int]:
    """The latest stage each person has to be told of, if any."""
    found: dict[User, int] = {}
    for person in audience.waiting(due):
        before = [-days for days in book.of(person.pk, due.subject)]
        if (stage := stage_reached(today, due.day, [*before, *OWN])) is not None:
            found[person] = stage
    if steps := book.steps_reached(due.subject, (today - due.day).days):
        for step, people in audience.ladder(due).items():
            found |= dict.fromkeys(people if step in steps else (), step)
    return found


@transaction.atomic
def claim_and_tell(reminded: Sequence[Reminded], actor: User | None = None, text: str = "") -> int:
    """Write the claims and, for those that nobody wrote before, the notices, in one transaction; returns how many."""
    run = uuid4()
    rows = [
        Claim(source=due.source, thing=due.thing, due=due.day, stage=stage, person=person, run=run)
        for due, person, stage in reminded
    ]
    # One order for all workers, so that two never wait for each other.
    rows.sort(key=lambda row: (row.source, row.thing, row.due, row.person_id, row.stage))
    Claim.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    mine = _written(rows, run)
    told = [each for each in reminded if _key(*each) in mine]
    send([_notice(*each, actor, text) for each in told])
    return len(told)


def _written(rows: Sequence[Claim], run: UUID) -> set[tuple[Any, ...]]:
    """Which of the claims this run wrote itself."""
    sources, things = {row.source for row in rows}, {row.thing for row in rows}
    own = Claim.objects.filter(source__in=sources, thing__in=things, run=run)
    return set(own.values_list("source", "thing", "due", "person_id", "stage"))


def _key(due: Due, person: User, stage: int) -> tuple[Any, ...]:
    return due.source, due.thing, due.day, person.pk, stage


def _notice(due: Due, person: User, stage: int, actor: User | None, text: str) -> Notice:
    detail = {"what": due.what, "due": due.day.isoformat(), **({"text": text} if text else {})}
    kind = Notice.Kind.LATE if stage >= TO_OWNER else Notice.Kind.DUE
    return Notice(person=person, kind=kind, record_id=due.record.pk, task=due.task, actor=actor, detail=detail)


def _told_before(things: Sequence[Due]) -> dict[tuple[Any, ...], int]:
    """The latest stage that was told, by thing, day and person; an earlier one is not told after it."""
    claims = Claim.objects.filter(source=things[0].source, thing__in=[due.thing for due in things])
    return {tuple(key): stage for *key, stage in claims.values_list("thing", "due", "person_id").annotate(Max("stage"))}


def _known_since(things: Sequence[Due]) -> dict[tuple[int, int], date]:
    """The last day on which people were told of a task by somebody, by task and person."""
    tasks = [due.thing for due in things if due.source == TASK]
    notices = Notice.objects.filter(task__in=tasks, kind__in=TELLS_THE_DAY) if tasks else Notice.objects.none()
    found = notices.values_list("task_id", "person_id").annotate(Max("at"))
    return {(task, person): timezone.localdate(at, zone.get()) for task, person, at in found}


def _knows(due: Due, person: User, stage: int, known: dict[tuple[int, int], date]) -> bool:
    """Whether a person was told of the task, or set it for themselves, when the stage had come already."""
    if due.task is None or stage >= TO_OWNER:
        return False
    days = [known.get((due.thing, person.pk))]
    if due.task.created_by_id == person.pk:
        days.append(timezone.localdate(due.task.created, zone.get()))
    return any(day is not None and day >= due.day + timedelta(days=stage) for day in days)
