"""Telling in time: that a target is about to be missed, that it was, and that those concerned wait for a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.kinds import Result
from operations.domain.telling import people_on, tell_about
from operations.models import OPEN_STATES, Clock, Incident, ServiceRequest
from records.models import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jobs.progress import Progress
    from people.models import User

JOB = "operations.warn"
#: Where claims of clocks and of words stand; a clock whose target is another is another clock.
CLOCK, WORD = "operations.clock", "operations.word"
#: The stages of a clock.
SOON, MISSED = 0, 1
#: Tickets looked at in one transaction.
CHUNK = 200


@dataclass(frozen=True)
class Warned:
    """Something to tell of a ticket: which claim it is told under, and the words."""

    ticket: Incident | ServiceRequest
    source: str
    thing: int
    moment: datetime
    stage: int
    words: str


def warn(progress: Progress) -> Result:
    """The job of the clock: tell owners and teams, each stage of each clock once."""
    now, count = timezone.now(), 0
    for model in (Incident, ServiceRequest):
        for tickets in _near(model, now):
            count += _tell(list(_of_clocks(tickets, now)))
            progress.check()
    count += _tell([_of_word(incident) for incident in _silent(now)])
    return Result(ngettext("%(n)d warning", "%(n)d warnings", count) % {"n": count})


def _near(model: type[Any], now: datetime) -> Iterator[list[Any]]:
    """Open tickets whose moment to be warned has passed, in chunks: the one table's state is asked, not the index."""
    keys = list(model.objects.filter(warn_from__lte=now, due_at__isnull=False).values_list("record_ptr_id", flat=True))
    for begin in range(0, len(keys), CHUNK):
        rows = model.objects.filter(pk__in=keys[begin : begin + CHUNK], state__in=OPEN_STATES, withdrawn=False)
        yield list(rows.select_related("owner", "team").defer("description"))


def _of_clocks(tickets: Sequence[Any], now: datetime) -> Iterator[Warned]:
    """What its running clocks have come to: soon, or missed."""
    by_key = {ticket.pk: ticket for ticket in tickets}
    rows = Clock.objects.filter(ticket__in=list(by_key), is_current=True, stopped=None, due__isnull=False)
    for row in rows.select_related("target"):
        if (stage := _stage(row, now)) is not None and row.due is not None:
            words = (
                _("%(metric)s of %%(ticket)s was due at %(at)s")
                if stage == MISSED
                else _("%(metric)s of %%(ticket)s is due at %(at)s")
            )
            at = timezone.localtime(row.due).strftime("%H:%M")
            said = words % {"metric": row.metric_label, "at": at}
            yield Warned(by_key[row.ticket_id], CLOCK, row.pk, row.due, stage, said)


def _stage(row: Clock, now: datetime) -> int | None:
    """The stage a clock has reached, or None."""
    if row.due is None:
        return None
    if row.due < now:
        return MISSED
    share = row.target.warn_at if row.target else 100
    return SOON if row.started + (row.due - row.started) * share / 100 <= now else None


def _silent(now: datetime) -> Iterable[Incident]:
    """Major incidents whose next word is overdue."""
    silent = Incident.objects.filter(next_update_at__lte=now, state__in=OPEN_STATES, withdrawn=False)
    found: Iterable[Incident] = silent.select_related("major_manager", "owner", "team")
    return found


def _of_word(incident: Incident) -> Warned:
    """Each word that is overdue is a thing of its own: a second one counts anew."""
    moment: Any = incident.next_update_at
    stage = (moment.hour * 60 + moment.minute) % (24 * 60)
    return Warned(incident, WORD, incident.pk, moment, stage, _("Those concerned wait for a word on %(ticket)s"))


@transaction.atomic
def _tell(warned: Sequence[Warned]) -> int:
    """Write the claims; tell those whose claim nobody wrote before. Returns how many."""
    run, count = uuid4(), 0
    pairs = [(each, person) for each in warned for person in _people(each.ticket)]
    claims = [
        Claim(source=each.source, thing=each.thing, due=each.moment.date(), stage=each.stage, person=person, run=run)
        for each, person in pairs
    ]
    claims.sort(key=lambda row: (row.source, row.thing, row.due, row.person_id, row.stage))
    Claim.objects.bulk_create(claims, ignore_conflicts=True, batch_size=500)
    sources, things = {row.source for row in claims}, {row.thing for row in claims}
    own = Claim.objects.filter(source__in=sources, thing__in=things, run=run)
    mine = set(own.values_list("source", "thing", "person_id", "stage")) if claims else set()
    for each, person in pairs:
        if (each.source, each.thing, person.pk, each.stage) in mine:
            tell_about(each.ticket, [person], each.words, actor=None)
            count += 1
    return count


def _people(ticket: Incident | ServiceRequest) -> list[User]:
    """Who works on it; of a major incident its leader too."""
    leader = getattr(ticket, "major_manager", None)
    return list(dict.fromkeys([*people_on(ticket), *([leader] if leader else [])]))
