"""Things that fall due while processes are killed, each of a person of its own, and what those people were told."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db import transaction

from improvement.models import Opportunity
from jobs.domain.queue import enqueue
from jobs.models import Job, Mail
from people.calendar import today
from people.models import User
from records.domain.tasks import set_task
from records.domain.write import write
from records.models import Claim, Notice, NoticePreference
from records.notices.telling import MAIL_JOB
from records.reminders.due import RECORD, TASK
from records.reminders.stages import TO_OWNER

JOB = "records.remind"
#: A reminder is mailed at once, whatever the hour, and nothing else is.
WAYS = {"due": "now", "late": "now", "task": "none", "changed": "none"}
REMINDERS = (Notice.Kind.DUE, Notice.Kind.LATE)


@transaction.atomic
def fall_due(name):
    """A record that is due today, and a task so late that it is brought to the owner of its record; people are
    reminded of what is due, whatever else asks for that at the same time."""
    _idea(_person(f"{name}-record"), due=today())
    owner = _person(f"{name}-task")
    set_task(_idea(owner), actor=None, assignee=owner, title=name, due=today() - timedelta(days=TO_OWNER))
    enqueue(JOB)


def catch_up():
    """What the clock does every five minutes: what is due was worked out, or mailed, by jobs that were killed."""
    for kind in (JOB, MAIL_JOB):
        enqueue(kind)


def told():
    """How much there was to tell, and how often the telling was met by a kill."""
    reminding = Job.objects.filter(kind=JOB)
    return {
        "times people were reminded": reminding.filter(state="done").count(),
        "reminding met by a kill": reminding.filter(attempts__gt=1).count(),
        "reminders told": sum(_notices().values()),
    }


def things_missing(acknowledged):
    """Acknowledged, and not there to be reminded of."""
    return len({f"{name}-{what}" for name in acknowledged["due"] for what in ("record", "task")} - _people())


def reminders_missing(_acknowledged):
    """Of things that are due: those their person was never told of; and claims that nothing was told for."""
    claims, notices = _claims(), _notices()
    untold = sum((claims - notices).values())
    return untold + len(_due() - claims.keys() - notices.keys())


def reminders_twice(_acknowledged):
    """Told again to the same person for a stage of the same day that was told; a claim is of one stage and day."""
    return sum((_notices() - _claims()).values())


def mails_missing(_acknowledged):
    """Reminders for which no mail was asked: each person is told of one thing."""
    return len({person for _source, _thing, person in _notices()} - _mails().keys())


def mails_twice(_acknowledged):
    """Mails asked for beyond the one for each stage of a person's one thing."""
    claimed = Counter(dict.fromkeys(_mails(), 0))
    for (_source, _thing, person), stages in _claims().items():
        claimed[person] += stages
    return sum((_mails() - claimed).values())


def mails_lost(_acknowledged):
    """Asked for, and neither sent nor left to a person with words."""
    return _mails_of_people().filter(sent=None).exclude(job__state="failed").count()


def _person(name):
    person = User.objects.create(email=f"{name}@example.org", display_name=name, password="!")
    about = {"ways": WAYS, "quiet_from": None, "quiet_until": None, "quiet_weekends": False}
    NoticePreference.objects.create(person=person, **about)
    return person


def _idea(owner, **about):
    made = Opportunity(title=owner.display_name, idea="i", expected_benefit="e", owner=owner, **about)
    return write(made, actor=owner, action="create")


def _told_by_this():
    return User.objects.filter(notice_preference__ways=WAYS)


def _people():
    return set(_told_by_this().values_list("display_name", flat=True))


def _due():
    """What is due, of whom, without asking the code that works it out."""
    records = Opportunity.objects.exclude(due=None).values_list("pk", "owner")
    people = Opportunity.objects.filter(due=None, tasks__isnull=False).values_list("tasks", "owner")
    return {*((RECORD, *one) for one in records), *((TASK, *one) for one in people)}


def _claims():
    """How many stages of how many days each person was told of a thing: what stands there twice counts once."""
    distinct = Claim.objects.values_list("source", "thing", "person", "due", "stage").distinct()
    return Counter(row[:3] for row in distinct)


def _notices():
    """How often each person was told of a thing."""
    rows = Notice.objects.filter(kind__in=REMINDERS).values_list("task", "record", "person")
    return Counter((TASK, task, person) if task else (RECORD, record, person) for task, record, person in rows)


def _mails_of_people():
    return Mail.objects.filter(to__in=_told_by_this().values("email"))


def _mails():
    """How many mails were asked for, by person."""
    keys = dict(_told_by_this().values_list("email", "pk"))
    return Counter(keys[to] for to in _mails_of_people().values_list("to", flat=True))
