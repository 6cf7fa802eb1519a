"""The SLA clock: how long something took by a calendar, less its pauses, against a target.

Pure: it knows no database. All moments are aware, all spans whole seconds.
elapsed = open time in [start, stop) less open time of the pauses in it, both by the same calendar;
breached when elapsed > target. A pause with no end still runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from services.hours import Timeline


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stands still; without an end it does so still."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Reading:
    """What the clock says: spans in seconds; ``due`` is None while it stands still, or years ahead."""

    elapsed: int
    paused: int
    target: int
    due: datetime | None
    is_paused: bool = False

    @property
    def breached(self) -> bool:
        """Whether it took longer than was agreed; exactly as long is kept."""
        return self.elapsed > self.target

    @property
    def left(self) -> int:
        """Seconds left; below zero once it is breached."""
        return self.target - self.elapsed


def read(timeline: Timeline, *, start: datetime, stop: datetime, target: int, pauses: Iterable[Pause] = ()) -> Reading:
    """Read the clock at ``stop``: the moment it stopped, or now while it runs."""
    stretches = merged(pauses, start, stop)
    paused = sum(timeline.seconds(since, until) for since, until in stretches)
    total = timeline.seconds(start, stop)
    stands = any(pause.end is None and pause.start <= stop for pause in pauses)
    due = None if stands else due_at(timeline, start, target, stretches)
    return Reading(elapsed=total - paused, paused=paused, target=target, due=due, is_paused=stands)


def due_at(
    timeline: Timeline, start: datetime, target: int, stretches: Iterable[tuple[datetime, datetime]] = ()
) -> datetime | None:
    """The last moment at which the target is still kept, with pauses that have ended; None when years ahead.

    ``stretches`` are in order and do not overlap, as ``merged`` gives them.
    """
    wanted = target
    due = timeline.after(start, wanted)
    for since, until in stretches:
        if due is None or since >= due:
            break
        wanted += timeline.seconds(since, until)
        due = timeline.after(start, wanted)
    return due


def merged(pauses: Iterable[Pause], start: datetime, stop: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of pauses within [start, stop), in order, overlaps counted once, empty ones left out."""
    clipped = sorted((max(pause.start, start), min(pause.end or stop, stop)) for pause in pauses)
    found: list[tuple[datetime, datetime]] = []
    for since, until in clipped:
        if until <= since:
            continue
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found
