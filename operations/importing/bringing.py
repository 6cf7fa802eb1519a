"""Bringing tickets in: each is created, brought up to date or left as it is, with its past and its pauses.

The source owns what it says; what people here say of a ticket stays as it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.choosing import priority_for
from operations.domain.clocks import Clockwork, keep_many, pauses_of
from operations.enums import Level, Priority, Waiting
from operations.importing.profiles import INCIDENT, REQUEST
from operations.models import Incident, ServiceRequest, Team, TicketPause
from people.models import User
from records.domain.bulk import Step, change_many, create_many
from records.importing.engine import Brought, Outcome
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreements.models import Agreement
    from operations.importing.facts import Facts, Standing

MODELS: dict[str, Any] = {INCIDENT: Incident, REQUEST: ServiceRequest}
#: Columns that the source owns, where it says something.
OWNED = (
    "title", "description", "caller", "category", "subcategory", "assignee_name", "resolution", "resolution_code",
    "external_id", "opened_at", "responded_at", "resolved_at", "closed_at", "external_updated", "reopened", "reassigned",
    "impact", "urgency", "priority", "state", "waits_for", "channel", "external_state", "external_breached",
)  # fmt: skip
ONLY_INCIDENTS = ("impact", "urgency")
#: Where the source says nothing of them.
USUAL = {"impact": Level.MEDIUM.value, "urgency": Level.MEDIUM.value}


class Known:
    """Teams, services and people by the names that sources give them; teams that are new are made."""

    def __init__(self, actor: User | None) -> None:
        self.actor = actor
        self.service = cache(_service_of)
        self.person = cache(_person_of)

    def teams(self, names: set[str]) -> dict[str, Team]:
        """The teams of these names, in lower case; those there are not are created."""
        found = {team.title.lower(): team for team in Team.objects.filter(title__in=names, withdrawn=False)}
        new = sorted(name for name in names if name and name.lower() not in found)
        made = create_many([Team(title=name, owner=self.actor) for name in new], actor=self.actor)
        return found | {team.title.lower(): team for team in made}


def _service_of(name: str) -> int | None:
    """The service of this name or code; None where none or several have it."""
    found = Service.objects.filter(Q(title__iexact=name) | Q(code__iexact=name), withdrawn=False)
    return _only([service.pk for service in found[:2]]) if name else None


def _person_of(name: str) -> int | None:
    """The person of this name or address; None where nobody has an account under it."""
    found = User.objects.filter(Q(display_name__iexact=name) | Q(email__iexact=name), is_active=True)
    return _only([person.pk for person in found[:2]]) if name else None


def _only(keys: Sequence[int]) -> int | None:
    return keys[0] if len(keys) == 1 else None


class TicketBringer:
    """Brings in the tickets of one source."""

    def __init__(self, source: str, *, actor: User | None, agreement: Agreement | None = None) -> None:
        self.source, self.actor, self.agreement = source, actor, agreement
        self.known = Known(actor)
        self.clockwork = Clockwork()
        services = list(agreement.services.all()[:2]) if agreement else []
        self.service = services[0].pk if len(services) == 1 else None
        self._priority = cache(priority_for)

    def bring_in(self, chunk: Sequence[Facts]) -> list[Brought]:
        """Bring a chunk in, in the caller's transaction; says what came of each. Raises InputError."""
        found = self._found(chunk)
        teams = self.known.teams({standing.team for facts in chunk for standing in facts.standings})
        brought = [self._judge(facts, found.get(facts.number, [])) for facts in chunk]
        for kind in MODELS:
            work = [(facts, told) for facts, told in zip(chunk, brought, strict=True) if facts.kind == kind]
            self._create([facts for facts, told in work if told.outcome == Outcome.CREATED], teams)
            changed = [facts for facts, told in work if told.outcome == Outcome.UPDATED]
            self._change([(facts, found[facts.number][0]) for facts in changed], teams)
        return brought

    def _found(self, chunk: Sequence[Facts]) -> dict[str, list[Any]]:
        """What is here of these numbers."""
        numbers = [facts.number for facts in chunk]
        found: dict[str, list[Any]] = {}
        for model in MODELS.values():
            for ticket in model._default_manager.filter(source=self.source, external_number__in=numbers):
                found.setdefault(ticket.external_number, []).append(ticket)
        return found

    def _judge(self, facts: Facts, found: Sequence[Any]) -> Brought:
        """What is to be done with one."""
        remark = "; ".join(facts.remarks)
        if not found:
            return Brought(Outcome.CREATED, facts.line, facts.number, remark)
        ticket = found[0]
        outcome, why = Outcome.UPDATED, remark
        if len(found) > 1:
            outcome, why = Outcome.CONFLICT, _("Several tickets here have this number: nothing was changed")
        elif ticket.kind_key != facts.kind:
            outcome, why = Outcome.CONFLICT, _("It is another type of ticket here: nothing was changed")
        elif ticket.external_hash == facts.digest and not ticket.vanished:
            outcome = Outcome.UNCHANGED
        elif _is_older(facts, ticket):
            outcome, why = Outcome.SKIPPED, _("What is here is newer")
        return Brought(outcome, facts.line, facts.number, why, ticket.pk)

    def _create(self, chunk: Sequence[Facts], teams: dict[str, Team]) -> None:
        tickets, pauses = [], []
        for facts in chunk:
            ticket = MODELS[facts.kind](source=self.source, external_number=facts.number)
            ticket.created = facts.standings[0].columns["opened_at"]
            ticket.owner_id = self.known.person(facts.last.columns["assignee_name"])
            ticket.service_id, ticket.customer_id = self.service, self.agreement.customer_id if self.agreement else None
            self._put(ticket, facts, teams)
            tickets.append(ticket)
            pauses.append(_pauses(facts))
        counted = [self.clockwork.count(ticket, own) for ticket, own in zip(tickets, pauses, strict=True)]
        pasts = [self._steps(ticket, facts.standings, teams) for ticket, facts in zip(tickets, chunk, strict=True)]
        create_many(tickets, actor=self.actor, reason=self.source, pasts=pasts)
        for ticket, own in zip(tickets, pauses, strict=True):
            for pause in own:
                pause.ticket_id = ticket.pk
        TicketPause.objects.bulk_create([pause for own in pauses for pause in own], batch_size=500)
        keep_many(list(zip(tickets, counted, strict=True)))

    def _change(self, chunk: Sequence[tuple[Facts, Any]], teams: dict[str, Team]) -> None:
        tickets = [ticket for _facts, ticket in chunk]
        kept = pauses_of(tickets)
        counted, pasts = [], []
        for facts, ticket in chunk:
            since = ticket.external_updated
            self._put(ticket, facts, teams)
            ticket.vanished = False
            own = _replace_pauses(ticket, facts, kept.get(ticket.pk, []))
            counted.append((ticket, self.clockwork.count(ticket, own)))
            newer = [each for each in facts.standings if since is None or each.at > since]
            pasts.append(self._steps(ticket, newer or [facts.last], teams))
        change_many(tickets, actor=self.actor, action="sync", reason=self.source, pasts=pasts)
        keep_many(counted)

    def _put(self, ticket: Any, facts: Facts, teams: dict[str, Team]) -> None:
        """Set what the source owns."""
        for name, value in self._columns(facts.last, teams, is_incident=facts.kind == INCIDENT).items():
            if name == "state":
                type(ticket)._meta.get_field("state").set_state(ticket, value)
            elif value is not None or name not in USUAL:
                setattr(ticket, name, value)
        if ticket.priority is None:
            ticket.priority = getattr(ticket, "computed_priority", None) or Priority.MODERATE.value
        if service := self.known.service(facts.last.service):
            ticket.service_id = service
        ticket.external_hash = facts.digest

    def _columns(self, standing: Standing, teams: dict[str, Team], *, is_incident: bool) -> dict[str, Any]:
        """Our columns of a standing, with the team there is here for the one it names."""
        found = {name: standing.columns[name] for name in OWNED if is_incident or name not in ONLY_INCIDENTS}
        team = teams.get(standing.team.lower())
        found["team_id"] = team.pk if team else None
        if is_incident:
            impact, urgency = (found[name] or USUAL[name] for name in ONLY_INCIDENTS)
            agreement = self.agreement.pk if self.agreement else None
            found["computed_priority"] = self._priority(agreement, impact=impact, urgency=urgency)
        return found

    def _steps(self, ticket: Any, standings: Sequence[Standing], teams: dict[str, Team]) -> list[Step]:
        """The past of a ticket: the columns in which each standing differed from now; the last is how it is."""
        steps = [Step(standing.at, self._difference(ticket, standing, teams)) for standing in standings[:-1]]
        return [*steps, Step(standings[-1].at, {})]

    def _difference(self, ticket: Any, standing: Standing, teams: dict[str, Team]) -> dict[str, Any]:
        columns = self._columns(standing, teams, is_incident=isinstance(ticket, Incident))
        columns["priority"] = columns["priority"] or ticket.priority
        columns |= {name: columns[name] or USUAL[name] for name in ONLY_INCIDENTS if name in columns}
        return {name: value for name, value in columns.items() if getattr(ticket, name) != value}


def _is_older(facts: Facts, ticket: Any) -> bool:
    """Whether the file was written before what is here."""
    said = facts.last.columns["external_updated"]
    return said is not None and ticket.external_updated is not None and said < ticket.external_updated


def _pauses(facts: Facts) -> list[TicketPause]:
    """Its waits; one that still runs when the ticket is over ended with it."""
    end = facts.last.columns["resolved_at"] or facts.last.columns["closed_at"]
    return [
        TicketPause(start=wait.start, end=wait.end or end, waits_for=wait.waits_for or Waiting.OTHER)
        for wait in facts.waits
    ]


def _replace_pauses(ticket: Any, facts: Facts, kept: Sequence[TicketPause]) -> list[TicketPause]:
    """Write the waits that the file tells of; those from before what it tells of stay."""
    begins = facts.standings[0].at
    stay = [pause for pause in kept if pause.end is not None and pause.start < begins]
    TicketPause.objects.filter(pk__in=[pause.pk for pause in kept if pause not in stay]).delete()
    new = _pauses(facts)
    for pause in new:
        pause.ticket_id = ticket.pk
    return stay + TicketPause.objects.bulk_create(new)
