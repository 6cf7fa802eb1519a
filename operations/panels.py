"""What the page of a ticket shows beside its fields: clocks, steps, the major incident, where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.enums import Metric, Pausing
from operations.clock_picture import clock_picture
from operations.domain.clocks import Clockwork
from operations.domain.procedures import procedures_for, steps_of
from operations.enums import Priority, Waiting
from operations.kind.target import span_words
from operations.models import OPEN_STATES, Clock, TicketPause
from records.access.permits import permits
from records.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

    from documents.models import Document
    from operations.models import Incident, MajorUpdate, ServiceRequest, TicketStep
    from people.models import User


@dataclass(frozen=True)
class ClockLine:
    """One metric: what was agreed, what has gone, what is left, and the picture of it."""

    label: str
    target: str
    elapsed: str
    left: str
    due: datetime | None
    tone: str
    verdict: str
    picture: SafeString
    calendar: str


@dataclass(frozen=True)
class Clocks:
    """The clocks of a ticket, with what stops them."""

    ticket: Incident | ServiceRequest
    agreement: SafeString | str
    lines: Sequence[ClockLine]
    rule: str
    pauses: Sequence[tuple[TicketPause, str]]
    superseded: Sequence[tuple[str, str, str]]
    is_frozen: bool

    @property
    def calendars(self) -> Sequence[str]:
        """The calendars that its lines are counted by, each once."""
        return list(dict.fromkeys(line.calendar for line in self.lines))


@dataclass(frozen=True)
class Steps:
    """The steps of a ticket, and the procedures at hand."""

    ticket: Incident | ServiceRequest
    steps: Sequence[TicketStep]
    procedures: Sequence[tuple[Document, int, bool]]
    may_step: bool

    @property
    def open_count(self) -> int:
        """How many wait."""
        return sum(not step.is_settled for step in self.steps)


@dataclass(frozen=True)
class Major:
    """A major incident: who leads it, what was told to whom, what is awaited."""

    incident: Incident
    updates: Sequence[MajorUpdate]
    is_late: bool
    may_tell: bool
    may_review: bool


@dataclass(frozen=True)
class Source:
    """Where a ticket came from, and what that tool says."""

    ticket: Incident | ServiceRequest
    differs: bool
    ours: str
    theirs: str


def clocks_panel(ticket: Any, user: User) -> Clocks | None:
    """Its clocks as of now, or as they were when it was closed; None where nothing ever counted."""
    rows = list(Clock.objects.filter(ticket=ticket.pk).order_by("id"))
    pauses = list(TicketPause.objects.filter(ticket=ticket.pk))
    lines = _frozen_lines(rows, pauses) if ticket.state not in OPEN_STATES else _running_lines(ticket, pauses)
    if not (lines or rows or pauses or ticket.agreement_id):
        return None
    waits = dict(Waiting.choices)
    return Clocks(
        ticket=ticket,
        agreement=labels_for([ticket.agreement_id], user).get(ticket.agreement_id, "") if ticket.agreement_id else "",
        lines=lines,
        rule=str(Pausing(ticket.agreement.pausing).label) if ticket.agreement_id else "",
        pauses=[(pause, str(waits.get(pause.waits_for, ""))) for pause in pauses],
        superseded=[_superseded(row) for row in rows if not row.is_current],
        is_frozen=any(row.frozen for row in rows),
    )


def steps_panel(ticket: Any, user: User) -> Steps | None:
    """Its steps, and procedures that have some; None where there are neither."""
    steps = list(ticket.ticket_steps.select_related("done_by"))
    procedures = procedures_for(ticket, user)
    if not (steps or procedures):
        return None
    taken = {step.source.split(" ")[0] for step in steps}
    is_open = ticket.state in OPEN_STATES
    found = [(each, len(steps_of(each)), each.reference in taken) for each in procedures]
    return Steps(ticket, steps, found, may_step=is_open and permits(user, "step", ticket))


def major_panel(incident: Any, user: User) -> Major | None:
    """The major incident; None of one that never was."""
    if not incident.is_major:
        return None
    late = incident.next_update_at is not None and incident.next_update_at < timezone.now()
    return Major(
        incident=incident,
        updates=list(incident.updates.select_related("person")),
        is_late=late,
        may_tell=incident.is_major_now and permits(user, "tell", incident),
        may_review=not incident.is_major_now and not incident.review and permits(user, "review_major", incident),
    )


def duplicates_panel(incident: Any, user: User) -> Mapping[str, Any] | None:
    """Incidents that are the same as this one, with who called; None where there are none."""
    found = list(type(incident).objects.visible_to(user).filter(duplicate_of=incident.pk).order_by("pk")[:50])
    return {"incidents": found} if found else None


def source_panel(ticket: Any, _user: User) -> Source | None:
    """Where it came from; None of one that was recorded here."""
    if not ticket.is_source_owned:
        return None
    theirs, ours = ticket.external_breached, ticket.breached
    return Source(
        ticket=ticket,
        differs=theirs is not None and ours is not None and theirs != ours,
        ours=_verdict(ours),
        theirs=_verdict(theirs),
    )


def _verdict(breached: bool | None) -> str:  # noqa: FBT001 - the verdict itself
    return (
        {True: _("missed"), False: _("met")}.get(breached, _("no verdict")) if breached is not None else _("no verdict")
    )


def _running_lines(ticket: Incident | ServiceRequest, pauses: Sequence[TicketPause]) -> list[ClockLine]:
    """Counted anew for the page: what is kept was counted when something changed."""
    now = timezone.now()
    return [
        _line(
            metric=each.metric,
            target=each.target.seconds,
            elapsed=each.reading.elapsed,
            started=each.started,
            stopped=each.stopped,
            due=each.reading.due,
            calendar=each.calendar,
            pauses=pauses,
            now=now,
        )
        for each in Clockwork(now).count(ticket, pauses)
    ]


def _frozen_lines(rows: Sequence[Clock], pauses: Sequence[TicketPause]) -> list[ClockLine]:
    return [
        _line(
            metric=row.metric,
            target=row.target_seconds,
            elapsed=row.elapsed,
            started=row.started,
            stopped=row.stopped,
            due=row.due,
            calendar=row.calendar,
            pauses=pauses,
            now=row.stopped or row.started,
        )
        for row in rows
        if row.is_current
    ]


def _line(
    *,
    metric: str,
    target: int,
    elapsed: int,
    started: datetime,
    stopped: datetime | None,
    due: datetime | None,
    calendar: str,
    pauses: Sequence[TicketPause],
    now: datetime,
) -> ClockLine:
    left, is_breached = target - elapsed, elapsed > target
    words = span_words(timedelta(seconds=left))
    own = [] if metric == Metric.RESPONSE else pauses
    tone = "bad" if is_breached else "good" if stopped else "busy" if due else "wait"
    verdict = _("missed") if is_breached else _("met") if stopped else _("running") if due else _("stands still")
    return ClockLine(
        label=str(Metric(metric).label),
        target=span_words(timedelta(seconds=target)),
        elapsed=span_words(timedelta(seconds=elapsed)),
        left=(_("%(span)s over") if left < 0 else _("%(span)s left")) % {"span": words},
        due=due,
        tone=tone,
        verdict=verdict,
        picture=clock_picture(started, stopped or now, due, own, is_breached=is_breached),
        calendar=calendar,
    )


def _superseded(row: Clock) -> tuple[str, str, str]:
    """What a clock said before another target held."""
    priority = dict(Priority.choices).get(row.priority, str(row.priority))
    return row.metric_label, span_words(timedelta(seconds=row.target_seconds)), str(priority)
