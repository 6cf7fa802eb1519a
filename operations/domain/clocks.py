"""The clocks of tickets: counted anew whenever something changes, frozen at the closing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from agreements import clock
from agreements.choosing import agreement_for, target_for
from agreements.enums import Metric, Pausing, Reopening, TicketType
from agreements.models import Target
from operations.enums import Waiting
from operations.models import Clock, Incident, TicketPause
from people.calendar import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from agreements.models import Agreement
    from operations.models import Ticket
    from services.hours import Timeline
    from services.models import Calendar

#: What is counted of each kind of ticket; the last is the one that lists show.
METRICS = {
    TicketType.INCIDENT: (Metric.RESPONSE, Metric.RESOLUTION),
    TicketType.REQUEST: (Metric.RESPONSE, Metric.FULFILMENT),
}
#: States in which nothing is counted at all.
VOID = ("cancelled", "refused")


@dataclass(frozen=True)
class Counted:
    """What one clock of a ticket says, and what it was counted by."""

    metric: str
    target: Target
    reading: clock.Reading
    started: datetime
    stopped: datetime | None
    stopped_at_closing: bool
    calendar: str

    @property
    def breached(self) -> bool | None:
        """The verdict: None while the clock runs within its time."""
        return self.reading.breached if self.stopped or self.reading.breached else None

    def as_columns(self, ticket: Ticket) -> dict[str, Any]:
        """The columns of the row that keeps it."""
        return {
            "target_id": self.target.pk,
            "target_seconds": self.target.seconds,
            "priority": ticket.priority,
            "calendar": self.calendar,
            "started": self.started,
            "stopped": self.stopped,
            "stopped_at_closing": self.stopped_at_closing,
            "elapsed": self.reading.elapsed,
            "paused": self.reading.paused,
            "due": self.reading.due,
            "breached": self.reading.breached,
        }


class Clockwork:
    """Agreements, targets and calendars, read once and used for many tickets."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.agreement_of = cache(self._agreement_of)
        self._targets = cache(self._read_targets)
        self._timeline = cache(self._read_timeline)

    def count(self, ticket: Ticket, pauses: Sequence[TicketPause], *, is_void: bool = False) -> list[Counted]:
        """What each clock of a ticket says; sets what the ticket shows of it. None without an agreement, or of a void one."""
        agreement = ticket.agreement = self._choose(ticket)
        is_void = is_void or ticket.state in VOID
        counted = [] if agreement is None or is_void else self._all(ticket, agreement, pauses)
        _show(ticket, counted)
        return counted

    def _choose(self, ticket: Ticket) -> Agreement | None:
        if ticket.customer_id is None:
            return None
        return self.agreement_of(
            ticket.customer_id, ticket.service_id, timezone.localdate(ticket.opened_at, zone.get())
        )

    def _all(self, ticket: Ticket, agreement: Agreement, pauses: Sequence[TicketPause]) -> list[Counted]:
        found = (self._one(metric, ticket, agreement, pauses) for metric in METRICS[type_of(ticket)])
        return [counted for counted in found if counted is not None]

    def _one(self, metric: str, ticket: Ticket, agreement: Agreement, pauses: Sequence[TicketPause]) -> Counted | None:
        target = target_for(
            self._targets(agreement.pk),
            metric=metric,
            ticket_type=type_of(ticket),
            priority=ticket.priority,
            service=ticket.service_id,
        )
        if target is None:
            return None
        timeline, hours = self._timeline(target.calendar or agreement.support_hours)
        started, stopped = ticket.counted_from or ticket.opened_at, stop_of(metric, ticket)
        reading = clock.read(
            timeline,
            start=started,
            stop=stopped or self.now,
            target=target.seconds,
            pauses=_that_count(metric, agreement, pauses),
        )
        at_closing = metric != Metric.RESPONSE and stopped is not None and ticket.resolved_at is None
        return Counted(metric, target, reading, started, stopped, at_closing, hours)

    @staticmethod
    def _agreement_of(customer: int, service: int | None, day: Any) -> Agreement | None:
        return agreement_for(customer=customer, service=service, day=day)

    @staticmethod
    def _read_targets(agreement: int) -> list[Target]:
        return list(Target.objects.filter(agreement=agreement).select_related("calendar"))

    @staticmethod
    def _read_timeline(calendar: Calendar) -> tuple[Timeline, str]:
        """The calendar laid out, and its editions in words, as a frozen clock keeps them."""
        words = "; ".join(f"{edition.valid_from}: {edition}" for edition in calendar.editions.all())
        return calendar.timeline(), f"{calendar.reference} {words}"[:600]


def type_of(ticket: Ticket) -> TicketType:
    """What targets call this kind of ticket."""
    return TicketType.INCIDENT if isinstance(ticket, Incident) else TicketType.REQUEST


def stop_of(metric: str, ticket: Ticket) -> datetime | None:
    """When a clock of a ticket stopped: resolved, else closed; a response at the latest then. None while it runs."""
    if metric == Metric.RESPONSE:
        return ticket.responded_at or ticket.stopped_at
    return ticket.stopped_at


def pauses_of(tickets: Iterable[Ticket]) -> dict[int, list[TicketPause]]:
    """The pauses of tickets, by the ticket's key."""
    found: dict[int, list[TicketPause]] = {}
    for pause in TicketPause.objects.filter(ticket__in=[ticket.pk for ticket in tickets]):
        found.setdefault(pause.ticket_id, []).append(pause)
    return found


def keep_clocks(ticket: Ticket, counted: Sequence[Counted]) -> None:
    """Keep what the clocks of one ticket say; one whose target is another now stays beside the new one."""
    keep_many([(ticket, counted)])


def keep_many(all_counted: Sequence[tuple[Ticket, Sequence[Counted]]]) -> None:
    """Keep what the clocks of many tickets say: changed ones are written anew, those replaced are kept as such."""
    current = _current([ticket.pk for ticket, _counted in all_counted])
    new, changed, replaced = [], [], []
    for ticket, counted in all_counted:
        for each in counted:
            kept = current.pop((ticket.pk, each.metric), None)
            columns = each.as_columns(ticket)
            if kept is not None and _is_replaced(kept, columns):
                replaced.append(kept.pk)
                kept = None
            if kept is None:
                new.append(Clock(ticket_id=ticket.pk, metric=each.metric, **columns, **_frozen(ticket)))
            elif _put(kept, columns | _frozen(ticket)):
                changed.append(kept)
    replaced += [clock_row.pk for clock_row in current.values()]
    Clock.objects.filter(pk__in=replaced).update(is_current=False)
    Clock.objects.bulk_update(changed, [*WRITTEN, "frozen"], batch_size=BATCH)
    Clock.objects.bulk_create(new, batch_size=BATCH)


#: Rows of one statement.
BATCH = 200
#: The columns that counting anew may change.
WRITTEN = (
    "target",
    "target_seconds",
    "priority",
    "calendar",
    "started",
    "stopped",
    "stopped_at_closing",
    "elapsed",
    "paused",
    "due",
    "breached",
)


def _current(keys: list[int]) -> dict[tuple[int, str], Clock]:
    rows = Clock.objects.filter(ticket__in=keys, is_current=True)
    return {(row.ticket_id, row.metric): row for row in rows}


def _is_replaced(kept: Clock, columns: dict[str, Any]) -> bool:
    """Whether another target holds now than what was counted before, or a frozen one says otherwise."""
    if kept.frozen:
        return any(getattr(kept, name) != value for name, value in columns.items() if name != "calendar")
    return (kept.target_seconds, kept.priority) != (columns["target_seconds"], columns["priority"])


def _frozen(ticket: Ticket) -> dict[str, Any]:
    return {"frozen": ticket.closed_at if ticket.state in {"closed", *VOID} else None}


def _put(kept: Clock, columns: dict[str, Any]) -> bool:
    """Set what differs; whether anything did."""
    different = {name: value for name, value in columns.items() if getattr(kept, name) != value}
    for name, value in different.items():
        setattr(kept, name, value)
    return bool(different)


def _show(ticket: Ticket, counted: Sequence[Counted]) -> None:
    """Set what lists show of the clocks: the time left is that of the clock that runs out first."""
    running = [each.reading.due for each in counted if each.stopped is None and each.reading.due is not None]
    main = next((each for each in counted if each.metric != Metric.RESPONSE), None)
    ticket.due_at = min(running, default=None)
    ticket.warn_from = min((_warning(each) for each in counted if _warns(each)), default=None)
    ticket.breached = main.breached if main else None
    ticket.elapsed = main.reading.elapsed if main else None


def _warns(each: Counted) -> bool:
    return each.stopped is None and each.reading.due is not None


def _warning(each: Counted) -> datetime:
    """When to warn: the part of the time to the due moment that the target names."""
    due = each.reading.due or each.started
    return each.started + (due - each.started) * each.target.warn_at / 100


def _that_count(metric: str, agreement: Agreement, pauses: Sequence[TicketPause]) -> list[clock.Pause]:
    """The pauses that stop a clock, as the agreement says; none stops that of a response."""
    if metric == Metric.RESPONSE:
        return []
    return [clock.Pause(pause.start, pause.end) for pause in pauses if _counts(agreement, pause.waits_for)]


def _counts(agreement: Agreement, waits_for: str) -> bool:
    if waits_for == Waiting.RESOLVED:
        return agreement.reopening == Reopening.NOT_COUNTED
    return agreement.pausing == Pausing.ANY or (agreement.pausing == Pausing.CALLER and waits_for == Waiting.CALLER)
