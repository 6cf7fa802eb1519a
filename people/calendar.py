"""The day it is where the installation stands: terms, last days and years go by it, whoever asks.

Pages show moments in the reader's own time zone. A term must not: people choose that zone themselves,
and would lengthen what was given to them.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models.signals import post_save
from django.utils import timezone

from people.models import Installation

if TYPE_CHECKING:
    from datetime import date

#: Seconds for which a process keeps the zone: another process may have set the installation up meanwhile.
KEPT = 60


class InstallationZone:
    """The installation's time zone, read once and kept for a while."""

    def __init__(self) -> None:
        self._zone = ZoneInfo("UTC")
        self._until = 0.0

    def get(self) -> ZoneInfo:
        """The zone; read anew when it was kept long enough."""
        if monotonic() >= self._until:
            self._zone, self._until = ZoneInfo(Installation.current().time_zone), monotonic() + KEPT
        return self._zone

    def forget(self, **_signal: Any) -> None:
        """Read it anew when it is next asked for."""
        self._until = 0.0


zone = InstallationZone()
post_save.connect(zone.forget, sender=Installation, dispatch_uid="people.calendar")


def today() -> date:
    """Today, by the installation's time zone."""
    return timezone.localdate(timezone=zone.get())
