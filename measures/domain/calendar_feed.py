"""A person's secret address of a calendar: their duties and tasks, as far as they may see them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from measures.domain.calendar import planned
from measures.models import CalendarFeed, Duty
from people.calendar import today
from people.domain.tokens import hash_of
from records.access.standing import standing_of
from records.models import Record, Task
from shell.ical import Entry, calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people.models import User

#: How far duties are told ahead.
AHEAD = relativedelta(months=15)
#: Tasks in a feed at most.
TASKS_MAX = 500


@transaction.atomic
def make_feed(person: User) -> str:
    """A new address's token for a person; the one before it leads nowhere from now on. It is kept as a hash alone."""
    revoke_feed(person)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(person=person, token_hash=hash_of(token))
    return token


def revoke_feed(person: User) -> int:
    """Let a person's address lead nowhere; returns how many there were."""
    return CalendarFeed.objects.filter(person=person, revoked=None).update(revoked=timezone.now())


def feed_of(person: User) -> CalendarFeed | None:
    """The address a person has, of which only the day is known; None where there is none."""
    return CalendarFeed.objects.filter(person=person, revoked=None).first()


def feed(token: str) -> bytes | None:
    """The calendar of whoever has this address; None where it leads nowhere, or the account is closed."""
    found = CalendarFeed.objects.filter(token_hash=hash_of(token), revoked=None).select_related("person").first()
    if found is None or not found.person.is_active:
        return None
    person = found.person
    with translation.override(person.language):
        return calendar([*_tasks(person), *_duties(person)], name=_("Duties and tasks"))


def _tasks(person: User) -> Iterator[Entry]:
    """Open tasks of records one sees; those of duties come as duties."""
    roles = standing_of(person).role_records
    seen = Record.objects.visible_to(person).current().exclude(kind=Duty.kind_key)
    tasks = Task.objects.filter(Q(assignee=person) | Q(role__in=roles), done=None, record__in=seen)
    for task in tasks.select_related("record").order_by("due", "pk")[:TASKS_MAX]:
        yield Entry(
            uid=f"task-{task.pk}@{_host()}",
            starts=task.due,
            stamp=task.created,
            summary=f"{task.title} ({task.record.reference})",
            url=urljoin(settings.SITE_URL, task.record.page_url),
        )


def _duties(person: User) -> Iterator[Entry]:
    """The days of the duties that are one's own, or of a role one holds."""
    own = Q(role=None, owner=person) | Q(role__in=standing_of(person).role_records)
    first = today()
    for duty in Duty.objects.visible_to(person).current().filter(own).order_by("due", "pk"):
        # One that is late stands on its own day, however long ago.
        begins = min(first, duty.due or first)
        for mark in planned(duty, begins, first + AHEAD, first):
            yield Entry(
                uid=f"duty-{duty.pk}-{mark.day:%Y%m%d}@{_host()}",
                starts=mark.day,
                stamp=duty.updated,
                summary=f"{duty.title} ({duty.reference})",
                url=urljoin(settings.SITE_URL, duty.page_url),
                sequence=duty.version,
            )


def _host() -> str:
    return str(urlsplit(settings.SITE_URL).hostname)
