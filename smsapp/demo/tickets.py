"""Thirteen months of incidents and service requests of the demo organisation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from operations.domain.clocks import Clockwork, keep_many, pauses_of
from operations.enums import Channel, Waiting
from operations.models import Incident, ServiceRequest, TicketPause
from records.domain.bulk import create_many
from smsapp.demo import ticket_words as words

if TYPE_CHECKING:
    from random import Random

    from agreements.models import Agreement
    from operations.models import Team, Ticket
    from people.models import User

#: How many, over how many days.
INCIDENTS, REQUESTS, DAYS = 600, 250, 395
#: Hours that a ticket of each priority usually takes; requests take longer.
USUAL = {1: 2.5, 2: 5.0, 3: 12.0, 4: 22.0}
#: Of a hundred: still open where they are young, held once, opened again.
OPEN_DAYS, HELD, REOPENED = 12, 25, 4
#: Hours of the day in which people call, some oftener than others.
HOURS = (7, 8, 8, 8, 9, 9, 9, 10, 10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16, 17, 19, 22)


def make_tickets(chance: Random, people: list[User], agreements: list[Agreement], teams: list[Team]) -> None:
    """Incidents, some of them major, and requests; with pauses, clocks and what they were resolved by."""
    for kind, count in ((Incident, INCIDENTS), (ServiceRequest, REQUESTS)):
        made = [_ticket(chance, kind, people, agreements, teams) for _ in range(count)]
        made.sort(key=lambda ticket: ticket.opened_at)
        pauses = _pauses(chance, made)
        _count(made, pauses)
        create_many(made, actor=None, reason="Taken over from the tool that was used before")
        for ticket, rows in zip(made, pauses, strict=True):
            for row in rows:
                row.ticket_id = ticket.pk
        TicketPause.objects.bulk_create([row for rows in pauses for row in rows])
        kept = pauses_of(made)
        work = Clockwork()
        keep_many([(ticket, work.count(ticket, kept.get(ticket.pk, []))) for ticket in made])


def _count(made: list[Any], pauses: list[list[TicketPause]]) -> None:
    """Set what lists show of the clocks before the tickets are written."""
    work = Clockwork()
    for ticket, rows in zip(made, pauses, strict=True):
        work.count(ticket, rows)


def _ticket(chance: Random, kind: type[Any], people: list[User], agreements: list[Agreement], teams: list[Team]) -> Any:
    agreement = chance.choices(agreements, weights=(5, 3, 2)[: len(agreements)])[0]
    services = [row.service for row in agreement.agreed_services.all()]
    opened = _opened(chance)
    about = _about_incident(chance) if kind is Incident else _about_request(chance)
    priority = about["priority"]
    owner = chance.choice(people[3:15])
    ticket = kind(
        **about,
        customer=agreement.customer,
        service=chance.choice(services),
        team=chance.choice(teams) if teams else None,
        owner=owner,
        created_by=owner,
        created=opened,
        opened_at=opened,
        caller=f"{chance.choice(words.CALLERS)}, {agreement.customer.title}"[:120],
        channel=chance.choice((Channel.PHONE, Channel.PHONE, Channel.MAIL, Channel.PORTAL, Channel.MONITOR)),
        reassigned=chance.choice((0, 0, 0, 0, 1, 1, 2, 3)),
        reopened=1 if chance.random() * 100 < REOPENED else 0,
    )
    _go_on(chance, ticket, priority * (1 if kind is Incident else 1.4))
    return ticket


def _go_on(chance: Random, ticket: Ticket, weight: float) -> None:
    """Let it be answered and resolved, where it is old enough; what is resolved for long is closed."""
    now = timezone.now()
    answered = ticket.opened_at + timedelta(minutes=chance.expovariate(1 / 22) + 1)
    took = timedelta(hours=chance.lognormvariate(0, 0.85) * USUAL.get(ticket.priority, 30) * weight / ticket.priority)
    resolved = answered + took
    if now - ticket.opened_at < timedelta(days=OPEN_DAYS) and chance.random() < 0.45:
        resolved = now + timedelta(days=1)
    state = "new"
    if answered < now:
        ticket.responded_at, state = answered, "in_progress"
    if resolved < now:
        ticket.resolved_at, state = resolved, "resolved"
        ticket.resolution, ticket.resolution_code = chance.choice(words.RESOLUTIONS)
        if now - resolved > timedelta(days=3):
            ticket.closed_at, state = resolved + timedelta(days=2), "closed"
    _put(ticket, state)


def _put(ticket: Ticket, state: str) -> None:
    """Set the state that it came to in the tool that was used before."""
    field: Any = type(ticket)._meta.get_field("state")
    field.set_state(ticket, state)


def _pauses(chance: Random, made: list[Any]) -> list[list[TicketPause]]:
    """A quarter of them waited once; some of those that are open wait now."""
    return [_pause(chance, ticket) if chance.random() * 100 < HELD else [] for ticket in made]


def _pause(chance: Random, ticket: Any) -> list[TicketPause]:
    if ticket.responded_at is None:
        return []
    waits_for = chance.choice((Waiting.CALLER, Waiting.CALLER, Waiting.SUPPLIER, Waiting.CHANGE))
    start = ticket.responded_at
    if ticket.resolved_at is None:
        _put(ticket, "on_hold")
        ticket.waits_for = waits_for
        return [TicketPause(start=start, waits_for=waits_for, reason="Asked; no answer yet")]
    end = start + (ticket.resolved_at - start) * chance.uniform(0.2, 0.7)
    return [TicketPause(start=start, end=end, waits_for=waits_for, reason="Asked back")]


def _about_incident(chance: Random) -> dict[str, Any]:
    title, category, subcategory = chance.choice(words.INCIDENTS)
    impact, urgency = chance.choices((1, 2, 3), weights=(1, 4, 8))[0], chance.choices((1, 2, 3), weights=(1, 4, 6))[0]
    priority = min(max(impact + urgency - 1, 1), 4)
    about: dict[str, Any] = {
        "title": f"{title}, {chance.choice(words.PLACES)}",
        "description": f"{title}. It began this morning; others in the house have it too.",
        "category": category,
        "subcategory": subcategory,
        "impact": impact,
        "urgency": urgency,
        "priority": priority,
        "computed_priority": priority,
    }
    return about


def _about_request(chance: Random) -> dict[str, Any]:
    title, category = chance.choice(words.REQUESTS)
    return {
        "title": f"{title} for {chance.choice(words.CALLERS)}",
        "description": "From the first of next month.",
        "category": category,
        "priority": chance.choice((3, 3, 4)),
    }


def _opened(chance: Random) -> datetime:
    """Mostly on working days in the day; a little more of them lately."""
    ago = int(DAYS * chance.random() ** 1.15)
    day = timezone.now() - timedelta(days=ago + 1)
    if day.weekday() > 4 and chance.random() < 0.85:
        day -= timedelta(days=2)
    return day.replace(hour=chance.choice(HOURS), minute=chance.randint(0, 59), second=0, microsecond=0)
