"""What imports of before say to the next one: how they were set, and until when they reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from records.models import ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shell.registry import Importer

#: Settings of before looked through for those of the same profile.
LOOKED_AT = 50
#: What an export goes back behind the latest change, so that nothing falls between two.
OVERLAP = timedelta(days=1)


@dataclass(frozen=True)
class Reached:
    """Until when what was imported of a source reaches, and from when on it is to be exported next."""

    source: str
    until: datetime

    @property
    def since(self) -> datetime:
        """The latest change, less a day."""
        return self.until - OVERLAP


def last_settings(importer: Importer, guessed: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the last import by the same importer and profile; without one, what is guessed of the file."""
    runs = ImportRun.objects.filter(importer=importer.key).exclude(settings={})
    profile = importer.profile(guessed)
    found = (settings for settings in runs.values_list("settings", flat=True)[:LOOKED_AT])
    return next((dict(settings) for settings in found if importer.profile(settings) == profile), {})


def reached(importers: Iterable[Importer]) -> list[Reached]:
    """Until when each source of these importers reaches, latest first."""
    keys = [importer.key for importer in importers]
    runs = ImportRun.objects.filter(importer__in=keys, state=ImportRun.State.DONE, reaches__isnull=False)
    latest: dict[str, datetime] = {}
    for source, until in runs.order_by("-reaches").values_list("source", "reaches")[:1000]:
        if until is not None:
            latest.setdefault(source.partition(":")[2], until)
    return [Reached(source, until) for source, until in latest.items()]
