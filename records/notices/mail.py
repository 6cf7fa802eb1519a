"""Mailing what is to be mailed at once: one mail a person, whatever has gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.mail import send_later
from jobs.kinds import Result
from people.models import User
from records.labels import seen_among
from records.models import Notice, Task, Way
from records.notices.quiet import zone_of
from records.notices.words import page_of, quote_of, words_of
from shell.registry import DecisionPage, registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from jobs.progress import Progress
    from records.models import Record

#: Notices written out in a mail; the rest is counted.
LINES = 30
#: Kinds of notice about what the person is to do themselves.
OWN = frozenset({Notice.Kind.TASK, Notice.Kind.MOVED, Notice.Kind.DUE, Notice.Kind.NUDGE})


def mail_waiting(progress: Progress) -> Result:
    """Mail every person what may be mailed to them now."""
    people = User.objects.filter(pk__in=_waiting().values("person"))
    count = 0
    for done, person in enumerate(people):
        progress.tell(done, len(people))
        count += mail_to(person)
    return Result(ngettext("%(n)d mail written", "%(n)d mails written", count) % {"n": count})


@transaction.atomic
def mail_to(person: User) -> bool:
    """Mail a person what waits, in the transaction that marks it as mailed; who is gone is not written to."""
    rows = _waiting().filter(person=person).select_for_update(of=("self",)).order_by("id")
    notices = list(rows.select_related("record", "actor", "task"))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed=timezone.now())
    unread = [notice for notice in notices if notice.read is None]
    if not unread or not person.is_active:
        return False
    with translation.override(person.language), timezone.override(zone_of(person)):
        today = timezone.localdate()
        send_later(to=person.email, subject=_subject(person, unread, today), text=_text(person, unread, today))
    return True


def paragraphs(person: User, notices: Sequence[Notice], today: date) -> list[str]:
    """Each notice as a paragraph: what it is, the record as far as the person sees it, where to look."""
    seen = seen_among({notice.record_id for notice in notices}, person)
    return [_paragraph(notice, today, is_seen=notice.record_id in seen) for notice in notices[:LINES]]


def link_to(path: str) -> str:
    """An address of this installation, in full."""
    return f"{settings.SITE_URL}{path}"


def where_done(task: Task, record: Record) -> str:
    """Where whoever is to do a task goes: to decide is done on the page of all decisions, where a room has one."""
    pages = registry.all(DecisionPage) if task.kind == Task.Kind.APPROVE and task.done is None else []
    return pages[0].url(record.reference) if pages else str(record.page_url)


def signature() -> str:
    """How to change what comes by mail."""
    words = _("What comes by mail, and when, you choose here:")
    return f"--\n{words}\n{link_to(reverse('records:notice-settings'))}\n"


def _waiting() -> QuerySet[Notice]:
    return Notice.objects.filter(way=Way.NOW, mailed=None, mail_from__lte=timezone.now())


def _subject(person: User, notices: Sequence[Notice], today: date) -> str:
    if len(notices) > 1:
        return ngettext("%(n)d thing for you", "%(n)d things for you", len(notices)) % {"n": len(notices)}
    notice = notices[0]
    is_seen = bool(seen_among({notice.record_id}, person))
    return f"{notice.record.reference}: {words_of(notice, is_seen=is_seen, today=today)}"


def _text(person: User, notices: Sequence[Notice], today: date) -> str:
    parts = paragraphs(person, notices, today)
    if len(notices) > LINES:
        parts.append(
            _("And %(n)d more: %(url)s") % {"n": len(notices) - LINES, "url": link_to(reverse("records:notices"))}
        )
    return "\n\n".join([*parts, signature()])


def _paragraph(notice: Notice, today: date, *, is_seen: bool) -> str:
    record = notice.record
    lines = [
        words_of(notice, is_seen=is_seen, today=today),
        quote_of(notice, is_seen=is_seen),
        str(record) if is_seen else record.reference,
        link_to(_place_of(notice)),
    ]
    return "\n".join(line for line in lines if line)


def _place_of(notice: Notice) -> str:
    """Where the reader looks."""
    if notice.task is None or notice.kind not in OWN:
        return page_of(notice) or str(notice.record.page_url)
    return where_done(notice.task, notice.record)
