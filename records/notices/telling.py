"""Telling people: on the page at once, and by mail in the way each chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from jobs.domain.queue import enqueue
from records.models import Notice, Way
from records.notices.preferences import preferences_of
from records.notices.quiet import mail_from, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from people.models import User
    from records.models import Record, Task

#: The job that sends what may be sent now.
MAIL_JOB = "records.mail_notices"
BATCH = 500


def tell(
    people: Iterable[User],
    *,
    kind: str,
    record: Record,
    task: Task | None = None,
    actor: User | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Tell people something about a record; nobody is told what they did themselves."""
    about = {"kind": kind, "record_id": record.pk, "task": task, "actor": actor, "detail": detail or {}}
    send([Notice(person=person, **about) for person in dict.fromkeys(people) if person != actor])


@transaction.atomic
def send(notices: Sequence[Notice]) -> None:
    """Write notices and, in the same transaction, ask for the job that mails those that may go out now.

    People whose account is closed are not told.
    """
    told = [notice for notice in notices if notice.person.is_active]
    if not told:
        return
    _choose_ways(told)
    Notice.objects.bulk_create(told, batch_size=BATCH)
    now = timezone.now()
    if any(notice.mail_from and notice.mail_from <= now for notice in told):
        enqueue(MAIL_JOB)


def _choose_ways(notices: Sequence[Notice]) -> None:
    """How each notice is mailed, as its person wants it; quiet hours are worked out once a person."""
    now = timezone.now()
    people = {notice.person_id: notice.person for notice in notices}
    preferences = preferences_of(people)
    begins = {key: mail_from(preferences[key], zone_of(person), now) for key, person in people.items()}
    for notice in notices:
        notice.way = preferences[notice.person_id].way_of(notice.kind)
        notice.mail_from = begins[notice.person_id] if notice.way == Way.NOW else None
