"""The daily mail: what is late, due today and this week, what changed and what is new; one a person a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.mail import send_later
from jobs.kinds import Result
from people.models import User
from records.access.standing import standing_of
from records.holders import tasks_waiting_for
from records.models import DailyMail, Event, Notice, Record, Way
from records.models.notice import CHANGES
from records.notices.mail import link_to, paragraphs, signature, where_done
from records.notices.preferences import preferences_of
from records.notices.quiet import mail_from, zone_of
from records.notices.words import nearness
from records.reminders.due import awaited

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jobs.progress import Progress
    from records.models import NoticePreference

#: How far "this week" reaches, and lines of a part of the mail.
WEEK, LINES = timedelta(days=7), 20
#: A daily mail that could not be made for so long is left out: the next one says the same and more.
STALE = timedelta(hours=12)
#: How far back the day of a mail can lie that waited for quiet hours to end: over a weekend, and a day.
LOOKED_BACK = 3


def send_daily_mails(progress: Progress) -> Result:
    """Make the daily mail of everybody whose hour has come."""
    people = list(User.objects.filter(is_active=True))
    preferences = preferences_of([person.pk for person in people])
    now = timezone.now()
    made = _made_lately(now)
    count = 0
    for done, person in enumerate(people):
        progress.tell(done, len(people))
        day = day_to_mail(preferences[person.pk], person, now)
        if day is not None and (person.pk, day) not in made:
            count += make_daily_mail(person, preferences[person.pk], day)
    return Result(ngettext("%(n)d mail written", "%(n)d mails written", count) % {"n": count})


def day_to_mail(preference: NoticePreference, person: User, now: datetime) -> date | None:
    """The day whose mail may go out now: the latest whose hour, moved out of quiet hours, has come."""
    where = zone_of(person)
    if mail_from(preference, where, now) > now:
        return None
    today = now.astimezone(where).date()
    for day in (today - timedelta(days=back) for back in range(LOOKED_BACK + 1)):
        wanted = datetime.combine(day, time(preference.daily_hour), tzinfo=where)
        begins = mail_from(preference, where, wanted.astimezone(now.tzinfo))
        if begins <= now:
            return day if now - begins < STALE else None
    return None


@transaction.atomic
def make_daily_mail(person: User, preference: NoticePreference, day: date) -> bool:
    """Write the row that says that the day's mail is made, and the mail where there is something to say."""
    before = DailyMail.objects.filter(person=person).aggregate(at=Max("at"))["at"] or timezone.now() - timedelta(days=1)
    _row, is_new = DailyMail.objects.get_or_create(person=person, day=day)
    if not is_new:
        return False
    with translation.override(person.language), timezone.override(zone_of(person)):
        today = timezone.localdate()
        parts = [
            *_due_parts(person, preference, today),
            *_change_parts(person, preference, before),
            *_new_parts(person, today),
        ]
        if parts:
            subject = _("Your work on %(day)s") % {"day": f"{today:%Y-%m-%d}"}
            send_later(to=person.email, subject=subject, text="\n\n".join([*parts, signature()]))
    return bool(parts)


def _made_lately(now: datetime) -> set[tuple[int, date]]:
    since = now.date() - timedelta(days=LOOKED_BACK + 2)
    return set(DailyMail.objects.filter(day__gte=since).values_list("person_id", "day"))


def _due_parts(person: User, preference: NoticePreference, today: date) -> list[str]:
    """What is late, due today, and due within a week, of the person's tasks and records."""
    if preference.way_of(Notice.Kind.DUE) != Way.DAILY:
        return []
    lines = sorted(_due_lines(person, today))
    late = [text for day, text in lines if day < today]
    now = [text for day, text in lines if day == today]
    soon = [text for day, text in lines if day > today]
    return [*_part(_("Late"), late), *_part(_("Due today"), now), *_part(_("Due within a week"), soon)]


def _due_lines(person: User, today: date) -> Iterable[tuple[date, str]]:
    seen = Record.objects.visible_to(person).current()
    tasks = tasks_waiting_for(person).filter(record__in=seen, due__lte=today + WEEK).select_related("record")
    for task in tasks.order_by("due", "pk")[: LINES * 3]:
        yield task.due, _line(f"{task.title}: {nearness(task.due, today)}", task.record, where_done(task, task.record))
    records: Any = awaited(seen).filter(owner__in=[person.pk, *standing_of(person).covers], due__lte=today + WEEK)
    for record in records.order_by("due", "pk")[: LINES * 3]:
        yield record.due, _line(nearness(record.due, today), record, record.page_url)


def _change_parts(person: User, preference: NoticePreference, since: datetime) -> list[str]:
    """What others did to records the person owns."""
    if preference.way_of(CHANGES) != Way.DAILY:
        return []
    owned = Record.objects.visible_to(person).filter(owner=person)
    events = Event.objects.filter(recorded__gt=since, record__in=owned).exclude(actor=person)
    counts = dict(events.values_list("record_id").annotate(Count("pk")).order_by("-record_id"))
    records = owned.filter(pk__in=counts)
    lines = [
        _line(
            ngettext("%(n)d change", "%(n)d changes", counts[record.pk]) % {"n": counts[record.pk]},
            record,
            record.page_url,
        )
        for record in records.order_by("pk")
    ]
    return _part(_("Changed by others, of what you own"), lines)


def _new_parts(person: User, today: date) -> list[str]:
    """Notices that wait for the daily mail; what is due stands above already."""
    waiting = Notice.objects.filter(person=person, way=Way.DAILY, mailed=None)
    fresh = (
        waiting.filter(read=None).exclude(kind=Notice.Kind.DUE).select_related("record", "actor", "task").order_by("id")
    )
    found = paragraphs(person, list(fresh[: LINES + 1]), today)
    waiting.update(mailed=timezone.now())
    return _part(_("New for you"), found)


def _line(words: str, record: Record, path: str) -> str:
    return f"{words}\n{record}\n{link_to(path)}"


def _part(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [_("And more, on the page: %(url)s") % {"url": link_to("/")}] if len(lines) > LINES else []
    return [f"{title}\n{'=' * len(title)}", *lines[:LINES], *more]
