"""Reading one's notices, and letting go of old ones."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone
from django.utils.translation import ngettext

from jobs.kinds import Result
from records.models import Notice

if TYPE_CHECKING:
    from jobs.progress import Progress
    from people.models import User
    from records.models import Task

#: How long a notice is kept after it was read.
KEPT = timedelta(days=90)
#: What the bell counts to.
COUNTED = 99
BATCH = 5000
#: Written out, since every page asks it.
UNREAD = "SELECT COUNT(*) FROM (SELECT 1 FROM records_notice WHERE person_id = %s AND read IS NULL LIMIT %s) AS found"


def unread_count(person: User) -> int:
    """How many notices a person has not read, up to one more than the bell shows; one query, by an index."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [person.pk, COUNTED + 1])
        return int(cursor.fetchone()[0])


def mark_read(person: User, key: int) -> Notice | None:
    """Mark one's notice as read; None for one that is not theirs."""
    Notice.objects.filter(person=person, pk=key, read=None).update(read=timezone.now())
    return Notice.objects.filter(person=person, pk=key).first()


def mark_all_read(person: User) -> int:
    """Mark all one's notices as read; returns how many were not."""
    return Notice.objects.filter(person=person, read=None).update(read=timezone.now())


def mark_read_of(task: Task) -> None:
    """Mark what anybody was told of a task as read: it is done, another's, or of another day."""
    Notice.objects.filter(task=task, read=None).update(read=timezone.now())


def forget_old_notices(progress: Progress) -> Result:
    """Delete notices that were read long ago, some at a time."""
    old = Notice.objects.filter(read__lt=timezone.now() - KEPT).order_by("read")
    count = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        count += Notice.objects.filter(pk__in=keys).delete()[0]
        progress.check()
    return Result(ngettext("%(n)d notice forgotten", "%(n)d notices forgotten", count) % {"n": count})
