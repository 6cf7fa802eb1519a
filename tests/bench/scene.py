"""What is measured: sixty people, five hundred grants, five thousand open tasks, and records up to a size."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from random import Random

from django.db import connection
from django.utils import timezone

from improvement.models import Opportunity
from people.calendar import today
from people.models import Installation
from records.access.standing import HOLD
from records.domain.bulk import create_many
from records.domain.rights import Cover, Right, settle_covers, settle_rights
from records.domain.sharing import grant
from records.models import Desk, Event, KindSight, Record, Task
from tests.bench.models import Plain
from tests.factories import PersonFactory

chance = Random(7)  # noqa: S311 - no secret comes of it
numbers = count()
people: list = []


def ordinary():
    """Sees what is open, and a sixtieth of the rest as their own."""
    return people[0]


def all_seeing():
    """Sees every opportunity."""
    return people[1]


def sparse():
    """Owns nothing, and was given sight of some."""
    return people[-1]


def grow_to(size):
    """Records up to ``size``: four in five restricted, so that people differ in what they see."""
    if not people:
        _begin()
    missing = size - Opportunity.objects.count()
    for begun in range(0, missing, 5000):
        create_many([idea() for _ in range(min(5000, missing - begun))], actor=None)
    Plain.objects.all().delete()
    rows = Opportunity.objects.values("reference", "title", "state", "source", "benefit", "owner_id", "due", "created")
    Plain.objects.bulk_create([Plain(**row) for row in rows.iterator()], batch_size=500)
    if connection.vendor == "postgresql":
        # Its autovacuum would, a little later. SQLite gathers none, nor does an installation ask it to.
        gather_statistics()


def gather_statistics():
    """Let the planner of the database know what is in the tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def idea():
    """An opportunity that nobody has written yet."""
    owner = chance.choice(people[:-1])
    return Opportunity(
        title=f"Idea {next(numbers)}",
        idea="What would be different.",
        expected_benefit="Hours.",
        source=chance.choice(Opportunity.Source.values),
        benefit=chance.choice(Opportunity.Benefit.values),
        owner=owner,
        created_by=owner,
        restricted=chance.random() < 0.8,
        due=timezone.localdate() + timedelta(days=chance.randint(0, 300)) if chance.random() < 0.5 else None,
        created=timezone.now() - timedelta(seconds=chance.randint(0, 30_000_000)),
    )


def _begin():
    Installation.objects.create(organisation="Bench", set_up_at=timezone.now())
    people.extend(PersonFactory.create_batch(60))
    KindSight.objects.create(user=all_seeing(), kind="opportunity")
    create_many([idea() for _ in range(1000)], actor=None)
    for record in Record.objects.filter(restricted=True)[:500]:
        grant(record, chance.choice(people[2:]), actor=None)
    _give_tasks(5000)


def _give_tasks(count):
    """Open tasks: a tenth for a role that an ordinary person holds, who stands in for somebody absent too."""
    about = list(Record.objects.filter(restricted=False))
    role, source = about[0], about[1]
    settle_rights(role, [Right(ordinary(), role.pk, HOLD, "smr", today(), None)], [], actor=None)
    settle_covers(source, [Cover(people[2], ordinary(), today(), today() + timedelta(days=30))])
    Task.objects.bulk_create(_task(about, role) for _ in range(count))


def _task(about, role):
    is_for_role = chance.random() < 0.1
    return Task(
        record=chance.choice(about),
        title=f"Task {next(numbers)}",
        kind=chance.choice(Task.Kind.values),
        assignee=None if is_for_role else chance.choice(people),
        role=role if is_for_role else None,
        role_name=role.title if is_for_role else "",
        due=timezone.localdate() + timedelta(days=chance.randint(-5, 60)),
        created_by=chance.choice(people),
    )


def leave_work(events):
    """Let an ordinary person have looked at My work last before so many events."""
    moment, upto = timezone.now(), Event.objects.latest("pk").pk
    Desk.objects.update_or_create(
        person=ordinary(),
        defaults={"since": moment, "since_event": upto - events, "looked": moment, "looked_event": upto},
    )
