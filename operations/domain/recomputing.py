"""Trying other hours and targets on the incidents there are: nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from agreements import clock
from operations.enums import Waiting
from operations.models import Incident, TicketPause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.hours import Timeline

#: Incidents read at once.
BATCH = 5000


@dataclass(frozen=True)
class Recomputed:
    """What the clock would say of one incident; spans in seconds, the target None where none is named."""

    number: str
    priority: int
    elapsed: int
    target: int | None
    stopped_at_closing: bool

    @property
    def breached(self) -> bool:
        """Whether it took longer than the target."""
        return self.target is not None and self.elapsed > self.target


def recompute(timeline: Timeline, targets: Mapping[int, int], *, with_pauses: bool) -> Iterator[Recomputed]:
    """Count all incidents that were not cancelled by these hours, seconds by priority, in the order of their numbers.

    They stop at resolution, else closing, else now; with pauses, every time on hold is taken off.
    """
    now = timezone.now()
    pauses = _pauses() if with_pauses else {}
    columns = ("pk", "reference", "external_number", "priority", "opened_at", "resolved_at", "closed_at")
    rows = Incident.objects.filter(withdrawn=False).exclude(state="cancelled").values_list(*columns)
    for key, reference, number, priority, opened, resolved, closed in rows.order_by("external_number", "pk").iterator(
        chunk_size=BATCH
    ):
        reading = clock.read(
            timeline,
            start=opened,
            stop=resolved or closed or now,
            target=targets.get(priority, 0),
            pauses=pauses.get(key, ()),
        )
        at_closing = resolved is None and closed is not None
        yield Recomputed(number or reference, priority, reading.elapsed, targets.get(priority), at_closing)


def _pauses() -> dict[int, list[clock.Pause]]:
    """The times on hold of all incidents, by the incident's key; the time after a resolution is none."""
    found: dict[int, list[clock.Pause]] = {}
    rows: Any = TicketPause.objects.filter(ticket__kind=Incident.kind_key).exclude(waits_for=Waiting.RESOLVED)
    for ticket, start, end in rows.values_list("ticket", "start", "end"):
        found.setdefault(ticket, []).append(clock.Pause(start, end))
    return found
