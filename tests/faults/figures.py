"""What is counted once all is quiet again. A figure with an aim of none stands in ``NONE``: add yours there."""

from collections import Counter
from email import message_from_bytes

from django.conf import settings
from django.db import connection

from improvement.models import Opportunity
from jobs.models import Job, Mail
from records.models import Event, Record
from tests.faults import reminding
from tests.faults.models import Effect


def taken(acknowledged):
    """How much there was to lose."""
    counts = {f"{what} acknowledged": len(names) for what, names in sorted(acknowledged.items())}
    ticks = Effect.objects.filter(kind="tick").count()
    cut = Job.objects.filter(attempts__gt=1).count()
    return {**counts, "jobs asked for by the clock": ticks, "jobs that lost a worker": cut}


def records_lost(acknowledged):
    return len(set(acknowledged["form"]) - set(Opportunity.objects.values_list("title", flat=True)))


def records_in_part(_acknowledged):
    records = Record.objects.count()
    events = Event.objects.filter(action="create").values("record").distinct().count()
    history = Opportunity.history.values("id").distinct().count()
    return 3 * records - events - history - Opportunity.objects.count()


def references_left_out(_acknowledged):
    numbers = [int(reference.rpartition("-")[2]) for reference in Record.objects.values_list("reference", flat=True)]
    return max(numbers, default=0) - len(numbers)


def jobs_lost(acknowledged):
    """Asked for and not done: of the kinds whose effects are counted."""
    done = Job.objects.filter(state="done", kind__in=["faults.atomic", "faults.idempotent"])
    names = {name for arguments in done.values_list("arguments", flat=True) for name in arguments.values()}
    return len({*acknowledged["atomic"], *acknowledged["idempotent"]} - names)


def effects_missing(acknowledged):
    done = set(Effect.objects.values_list("kind", "key"))
    return sum((kind, key) not in done for kind in ("atomic", "idempotent") for key in acknowledged[kind])


def effects_twice(_acknowledged):
    return _twice(Effect.objects.values_list("kind", "key"))


def clock_jobs_twice(_acknowledged):
    return _twice(Job.objects.filter(kind="faults.tick").values_list("key", flat=True))


def mails_lost(acknowledged):
    """Neither sent, nor left to a person with words."""
    left = set(Mail.objects.filter(job__state="failed").values_list("subject", flat=True))
    return len(set(acknowledged["mail"]) - set(_sent()) - left)


def mails_twice(_acknowledged):
    return _twice(_sent())


def jobs_open(_acknowledged):
    return Job.objects.filter(state__in=["queued", "running"]).exclude(kind="faults.tick").count()


#: Each must be none.
NONE = {
    "records lost": records_lost,
    "records without event, history or columns": records_in_part,
    "references left out": references_left_out,
    "jobs lost": jobs_lost,
    "jobs still open": jobs_open,
    "effects missing": effects_missing,
    "effects twice": effects_twice,
    "jobs of the clock twice": clock_jobs_twice,
    "mails lost": mails_lost,
    "mails sent twice": mails_twice,
    "due things missing": reminding.things_missing,
    "reminders missing": reminding.reminders_missing,
    "reminders told twice": reminding.reminders_twice,
    "mails of reminders missing": reminding.mails_missing,
    "mails of reminders asked for twice": reminding.mails_twice,
    "mails of reminders lost": reminding.mails_lost,
}


def counted(acknowledged):
    """All figures, by name."""
    connection.close()
    left = Mail.objects.filter(job__state="failed", sent=None).count()
    about = {"mails sent": len(_sent()), "mails left to a person": left}
    told = reminding.told()
    return {**taken(acknowledged), **about, **told, **{name: count(acknowledged) for name, count in NONE.items()}}


def _sent():
    """Subjects of the mails that went out, as often as they did."""
    bar = b"\n" + b"-" * 79 + b"\n"
    messages = [part for file in settings.EMAIL_FILE_PATH.iterdir() for part in file.read_bytes().split(bar)]
    subjects = [message_from_bytes(message.strip())["Subject"] for message in messages if message.strip()]
    return [subject for subject in subjects if subject]


def _twice(found):
    return sum(number - 1 for number in Counter(found).values())
