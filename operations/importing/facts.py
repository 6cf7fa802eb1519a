"""What an export says of one ticket, in our terms."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Standing:
    """How a ticket stood at a moment: our columns, and the names of the team and service there."""

    at: datetime
    columns: dict[str, Any]
    team: str = ""
    service: str = ""


@dataclass(frozen=True)
class Waited:
    """A stretch in which it waited; without an end it does so still."""

    start: datetime
    end: datetime | None
    waits_for: str


@dataclass(frozen=True)
class Facts:
    """One ticket: how it stands (the last of ``standings``), what is known of its past, and when it waited."""

    line: int
    number: str
    kind: str
    standings: tuple[Standing, ...]
    waits: tuple[Waited, ...] = ()
    #: What is to be known beside: a state that has no counterpart here, a moment that was missing.
    remarks: tuple[str, ...] = field(default=(), compare=False)
    #: What people said of it there, with when and who.
    comments: tuple[str, ...] = ()
    #: The cells of its last row.
    cells: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def last(self) -> Standing:
        """How it stands."""
        return self.standings[-1]

    @property
    def digest(self) -> str:
        """SHA-256 of all that is said of it, wherever in the file it stands."""
        said = [self.kind, [[each.at, each.columns, each.team, each.service] for each in self.standings]]
        waits = [[each.start, each.end, each.waits_for] for each in self.waits]
        told = [said, waits, *([list(self.comments)] if self.comments else [])]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
