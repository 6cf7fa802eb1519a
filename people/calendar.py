"""The day it is where the installation stands: terms, last days and years go by it, whoever asks.

Pages show moments in the reader's own time zone. A term must not: people choose that zone themselves,
and would lengthen what was given to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

from people.kept import Kept
from people.models import Installation

if TYPE_CHECKING:
    from datetime import date

zone = Kept(lambda: ZoneInfo(Installation.current().time_zone), Installation)


def today() -> date:
    """Today, by the installation's time zone."""
    return timezone.localdate(timezone=zone.get())
