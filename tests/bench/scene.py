"""What is measured: sixty people, five hundred grants, and records up to a size."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from itertools import count
from random import Random

from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from improvement.models import Opportunity
from people.models import Installation
from records.access.standing import forget
from records.domain.bulk import create_many
from records.domain.sharing import grant
from records.domain.write import write
from records.models import KindSight, Record
from tests.bench.models import Plain
from tests.conftest import BACKEND
from tests.factories import PersonFactory

chance = Random(7)  # noqa: S311 - no secret comes of it
numbers = count()
people: list = []


def grow_to(size):
    """Records up to ``size``: four in five restricted, so that ordinary and sparse people differ."""
    if not people:
        _begin()
    missing = size - Opportunity.objects.count()
    for begun in range(0, missing, 5000):
        create_many([_idea(chance) for _ in range(min(5000, missing - begun))], actor=None)
    shown = Opportunity.objects.order_by("-created", "-id")[:1]
    Plain.objects.all().delete()
    rows = Opportunity.objects.values("reference", "title", "state", "source", "benefit", "owner_id", "due", "created")
    Plain.objects.bulk_create([Plain(**row) for row in rows.iterator()], batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return shown[0]


def pages(record):
    """Pages of an ordinary person, and the peers."""
    client, listed = _client(people[0]), "/improvement/opportunities/"
    own = Opportunity.objects.filter(owner=people[0]).order_by("-created").first()
    cases = {
        "floor": "/floor/",
        "home": "/",
        "list": listed,
        "list, filtered": f"{listed}?state=proposed&source=audit",
        "list by title": f"{listed}?sort=title",
        "list by due date": f"{listed}?sort=due",
        "list, nothing found": f"{listed}?q=zzzz",
        "offers": "/records/offers/any/?target=zzzz",
        "detail": own.page_url,
        "history": f"{own.page_url}history/",
        "admin changelist": "/admin/tests_bench/plain/",
    }
    acts = {name: lambda place=place: _ok(client.get(place)) for name, place in cases.items()}
    acts["create"] = lambda: _made(client.post(f"{listed}new/", _answers()))
    return acts


def list_queries(record):
    """The newest fifty: unchecked, and for three kinds of people."""
    ordinary, sparse, seeing = people[0], people[-1], people[1]
    KindSight.objects.get_or_create(user=seeing, kind="opportunity")
    for user in (ordinary, sparse, seeing):
        forget(user)

    def newest(user, kept):
        return lambda: list(kept.newest_visible_to(user, 50))

    listed = Opportunity.objects.select_related("owner").order_by("-created", "-id")
    hidden = listed.filter(restricted__in=[True])
    return {
        "unchecked": lambda: list(listed.filter(kind="opportunity")[:50]),
        "query, ordinary": newest(ordinary, listed),
        "query, sparse (restricted only)": newest(sparse, hidden),
        "query, all-seeing": newest(seeing, listed),
    }


def saves(record):
    """A plain one-table save, the same kind without history, and whole actions."""
    mine = Opportunity.objects.filter(owner=people[0]).first()
    plain = Plain.objects.first()

    def save_plain():
        plain.title = f"Plain {next(numbers)}"
        plain.save()

    def edit():
        mine.title = f"Idea {next(numbers)}"
        write(mine, actor=people[0], action="edit")

    def create():
        made = _idea(chance)
        made.owner = people[0]
        write(made, actor=people[0], action="create")

    return {"plain save": save_plain, "edit, whole action": edit, "create, whole action": create}


def twenty_writers(seconds=5):
    """Twenty threads that write for some seconds: the longest wait in ms, and how many were refused."""
    waits, refused, until = [], [], time.monotonic() + seconds

    def work(writer):
        while time.monotonic() < until:
            begun = time.perf_counter()
            made = _idea(chance)
            made.owner = writer
            try:
                write(made, actor=writer, action="create")
            except OperationalError as error:
                refused.append(str(error))
            waits.append((time.perf_counter() - begun) * 1000)
        connection.close()

    threads = [threading.Thread(target=work, args=(person,)) for person in people[:20]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waits.sort()
    case = f"20 writers: {len(waits)} writes, {len(refused)} refused, longest wait {waits[-1]:.0f} ms"
    row = {
        "size": 100_000,
        "case": case,
        "p50": round(waits[len(waits) // 2], 2),
        "p95": round(waits[len(waits) * 19 // 20], 2),
    }
    return [{**row, "queries": "", "ratio": ""}]


def _begin():
    Installation.objects.create(organisation="Bench", set_up_at=timezone.now())
    people.extend(PersonFactory.create_batch(60))
    create_many([_idea(chance) for _ in range(1000)], actor=None)
    for record in Record.objects.filter(restricted=True)[:500]:
        grant(record, chance.choice(people[2:]), actor=None)


def _idea(luck):
    owner = luck.choice(people[:-1])
    return Opportunity(
        title=f"Idea {next(numbers)}",
        idea="What would be different.",
        expected_benefit="Hours.",
        source=luck.choice(Opportunity.Source.values),
        benefit=luck.choice(Opportunity.Benefit.values),
        owner=owner,
        created_by=owner,
        restricted=luck.random() < 0.8,
        due=timezone.localdate() + timedelta(days=luck.randint(0, 300)) if luck.random() < 0.5 else None,
        created=timezone.now() - timedelta(seconds=luck.randint(0, 30_000_000)),
    )


def _answers():
    number = next(numbers)
    return {"token": f"bench-{number}", "version": 0, "title": f"New {number}", "idea": "i", "source": "staff",
            "benefit": "time", "expected_benefit": "e", "effort": "small"}  # fmt: skip


def _client(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _ok(answer):
    if answer.status_code != 200:
        raise AssertionError(answer.status_code)
    return answer


def _made(answer):
    if answer.status_code != 302:
        raise AssertionError(answer.content[:500])
    return answer
