"""What is done and timed, by name; the first of each group is what the others are compared with."""

from __future__ import annotations

import threading
import time

from django.db import OperationalError, connection, transaction
from django.test import Client

from improvement.models import Opportunity
from records import guard
from records.access.visibility import branches, first_of
from records.domain.log import note
from records.domain.write import write
from records.models import Record, keep
from tests.bench import scene
from tests.bench.clock import p95
from tests.bench.models import Plain
from tests.conftest import BACKEND

LIST = "/improvement/opportunities/"
#: Pages of an ordinary person. The floor is a bare view that signs in the same person and renders the
#: same 50 rows of a plain table with Django's template engine.
PAGES = {
    "floor": "/floor/",
    "list": LIST,
    "list, filtered by state": f"{LIST}?state=proposed",
    "list, filtered by state and source": f"{LIST}?state=proposed&source=audit",
    "list by title": f"{LIST}?sort=title",
    "list by due date": f"{LIST}?sort=due",
    "list by change": f"{LIST}?sort=-updated",
    "list, nothing found": f"{LIST}?q=zzzz",
    "my work": "/",
    "offers, none found": "/records/offers/any/?target=zzzz",
    "admin changelist": "/admin/tests_bench/plain/",
}


def signed_in(person):
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def pages():
    """Pages as people ask for them, and a form sent."""
    scene.leave_work(events=500)
    client = signed_in(scene.ordinary())
    own = Opportunity.objects.filter(owner=scene.ordinary()).order_by("-created").first()
    places = {**PAGES, "detail": own.page_url, "history": f"{own.page_url}history/"}
    acts = {name: _visit(client, place) for name, place in places.items()}
    return {**acts, "create": lambda: _sent(client.post(f"{LIST}new/", _answers()))}


def pages_with_statistics():
    """The lists once more, for a planner that has gathered statistics."""
    client = signed_in(scene.ordinary())
    names = [name for name in PAGES if name.startswith("list")]
    lists = {f"{name}, with statistics": _visit(client, PAGES[name]) for name in names}
    return {"floor, with statistics": _visit(client, PAGES["floor"]), **lists}


def list_queries():
    """The newest fifty as a list finds them: unchecked, and for three kinds of people."""
    listed = Opportunity.objects.select_related("owner").order_by("-created", "-id")

    def newest(user, **narrowed):
        def act():
            bare = Record.objects.filter(**narrowed).order_by("-created", "-id")
            list(listed.filter(first_of(branches(bare, user, "opportunity"), 50))[:50])

        return act

    return {
        "unchecked": lambda: list(listed.filter(kind="opportunity")[:50]),
        "query, ordinary": newest(scene.ordinary()),
        "query, sparse": newest(scene.sparse()),
        "query, sparse (restricted only)": newest(scene.sparse(), restricted__in=[True]),
        "query, all-seeing": newest(scene.all_seeing()),
    }


def history():
    """A record of a kind saved as Django does, and the same with its event and row of history."""
    mine = Opportunity.objects.filter(owner=scene.ordinary()).order_by("pk").first()

    def save():
        mine.title = f"Idea {next(scene.numbers)}"
        with transaction.atomic(), guard.opened():
            mine.save()

    def save_with_history():
        mine.title = f"Idea {next(scene.numbers)}"
        with transaction.atomic(), guard.opened():
            mine.save()
            keep(mine, note(mine, actor=scene.ordinary(), action="edit"), is_new=False)

    return {"kind saved without history": save, "kind saved with history": save_with_history}


def actions():
    """A plain one-table save, and whole actions: rights, version, record, event, history."""
    person = scene.ordinary()
    mine = Opportunity.objects.filter(owner=person).order_by("pk").last()
    plain = Plain.objects.first()

    def save_plain():
        plain.title = f"Plain {next(scene.numbers)}"
        plain.save()

    def edit():
        mine.title = f"Idea {next(scene.numbers)}"
        write(mine, actor=person, action="edit")

    def create():
        made = scene.idea()
        made.owner = person
        write(made, actor=person, action="create")

    return {"plain save": save_plain, "edit, whole action": edit, "create, whole action": create}


def twenty_writers(size, seconds=5):
    """Twenty threads that write for some seconds: how long they waited, and how many were refused."""
    waits, refused, until = [], [], time.monotonic() + seconds

    def work(writer):
        while time.monotonic() < until:
            made = scene.idea()
            made.owner = writer
            begun = time.perf_counter()
            try:
                write(made, actor=writer, action="create")
            except OperationalError as error:
                refused.append(str(error))
            waits.append((time.perf_counter() - begun) * 1000)
        connection.close()

    threads = [threading.Thread(target=work, args=(person,)) for person in scene.people[:20]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    longest = round(max(waits))
    return {
        "size": size,
        "case": f"20 writers: {len(waits)} writes, {len(refused)} refused, longest wait {longest} ms",
        "p50": round(sorted(waits)[len(waits) // 2], 2),
        "p95": round(p95(waits), 2),
        "rate": round(len(waits) / seconds),
        "refused": len(refused),
        "longest": longest,
    }


def _answers():
    number = next(scene.numbers)
    return {"token": f"bench-{number}", "version": 0, "title": f"New {number}", "idea": "i", "source": "staff",
            "benefit": "time", "expected_benefit": "e", "effort": "small"}  # fmt: skip


def _visit(client, place):
    def act():
        answer = client.get(place)
        if answer.status_code != 200:
            raise AssertionError(answer.status_code)

    return act


def _sent(answer):
    if answer.status_code != 302:
        raise AssertionError(answer.content[:500])
