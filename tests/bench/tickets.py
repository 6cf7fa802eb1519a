"""The board and the lists of tickets: one in thirty open, in twenty teams, a fifth restricted."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from operations.domain.board import Asked, board_of
from operations.models import Incident, ServiceRequest, Team
from people.models import Installation
from records.domain.bulk import create_many
from tests.bench import cases, scene
from tests.factories import PersonFactory, ServiceFactory, TeamFactory

BOARD, LIST = "/operations/board/", "/operations/incidents/"
#: One ticket in so many is open.
OPEN = 30
CHUNK = 5000
teams: list = []
services: list = []


def grow_to(size):
    """Tickets up to ``size``, three incidents to a request, in chunks."""
    if not teams:
        _begin()
    done = Incident.objects.count() + ServiceRequest.objects.count()
    while done < size:
        for model, count in ((Incident, CHUNK * 3 // 4), (ServiceRequest, CHUNK // 4)):
            create_many([ticket(model) for _ in range(count)], actor=None)
        done += CHUNK
    if connection.vendor == "postgresql":
        scene.gather_statistics()


def ticket(model):
    """One that nobody has written yet: closed, or with its time running, held, or without a target."""
    chance, number = scene.chance, next(scene.numbers)
    owner = chance.choice(scene.people[:-1])
    is_open = number % OPEN == 0
    state = chance.choice(("new", "in_progress", "on_hold")) if is_open else "closed"
    opened = timezone.now() - timedelta(seconds=chance.randint(0, 60_000_000))
    made = model(
        title=f"Ticket {number}", owner=owner if chance.random() < 0.8 else None, created_by=owner, team=chance.choice(teams),
        service=chance.choice(services), restricted=chance.random() < 0.2, priority=chance.randint(1, 5),
        opened_at=opened, created=opened, state=state,
    )  # fmt: skip
    if not is_open:
        made.resolved_at = made.closed_at = opened + timedelta(hours=chance.randint(1, 90))
        made.breached = chance.random() < 0.1
        return made
    if state == "on_hold":
        made.waits_for = "caller"
    elif chance.random() < 0.9:
        made.due_at = timezone.now() + timedelta(minutes=chance.randint(-9000, 9000))
        made.warn_from = made.due_at - timedelta(hours=2)
    return made


def pages():
    """The board as a member of a team asks for it, and lists, beside the same floor as other pages."""
    client = cases.signed_in(scene.ordinary())
    team, far = teams[3].pk, _far()
    own = Incident.objects.filter(owner=scene.ordinary(), state="closed").first()
    places = {
        "floor": "/floor/",
        "board": BOARD,
        "board, mine": f"{BOARD}?whose=mine",
        "board, nobody's": f"{BOARD}?whose=nobody",
        "board, a team": f"{BOARD}?team={team}",
        "board, a team and a priority": f"{BOARD}?team={team}&priority=1",
        "board, requests": f"{BOARD}?kind=service-request",
        "board, a page far down": f"{BOARD}?at={far}",
        "tickets": LIST,
        "tickets, missed": f"{LIST}?target=missed",
        "tickets, due soon": f"{LIST}?target=soon",
        "tickets, new": f"{LIST}?state=new",
        "tickets, priority": f"{LIST}?priority=1",
        "ticket": own.page_url,
        "advice": "/operations/incidents/advice/?title=Ticket+number+seven&impact=1&urgency=1",
    }
    return {name: cases._visit(client, place) for name, place in places.items()}


def boards():
    """The board's rows alone: for who sees all that is open, and for who owns nothing."""
    return {
        "board query": lambda: board_of(Asked(scene.ordinary())),
        "board query, mine, owning nothing": lambda: board_of(Asked(scene.sparse(), whose="mine")),
    }


def _far():
    """The place of a ticket in the middle of those that stand still."""
    rows = Incident.objects.filter(due_at=None, resolved_at=None, closed_at=None).order_by("opened_at")
    row = rows[rows.count() // 2]
    return f"stands_{row.opened_at.isoformat()}_{row.pk}".replace("+", "%2B")


def _begin():
    Installation.objects.create(organisation="Bench", set_up_at=timezone.now())
    scene.people.extend(PersonFactory.create_batch(60))
    teams.extend(TeamFactory.create_batch(20))
    services.extend(ServiceFactory.create_batch(30))
    for place, team in enumerate(teams):
        team.members.set(scene.people[place::20])
    assert Team.objects.count() == len(teams)
