"""Beginning an import of tickets by the settings that are kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from agreements.models import Agreement
from operations.importing.importer import TicketImporter
from operations.importing.profiles import PROFILES
from records.domain.errors import InputError
from records.importing.values import FORMATS, ISO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from records.importing.tables import Table

#: Settings that a profile takes as they are.
PROFILED = ("date_format", "zone", "states", "priorities")


def open_tickets(table: Table, settings: Mapping[str, Any], actor: User) -> TicketImporter:
    """The importer of a table's tickets. Raises InputError naming the setting, Refused, TableError."""
    profile = PROFILES[settings["profile"]]
    chosen: dict[str, Any] = {name: settings.get(name) for name in PROFILED}
    _require_known(chosen)
    chosen["nulls"] = profile.nulls | set(settings.get("nulls") or ())
    return TicketImporter(
        table,
        profile.with_settings(chosen),
        actor=actor,
        agreement=_agreement(settings.get("agreement") or "", actor),
        is_full=bool(settings.get("is_full")),
    )


def _require_known(settings: Mapping[str, Any]) -> None:
    form, zone = settings["date_format"], settings["zone"]
    if form and form not in {ISO, *FORMATS}:
        raise InputError(
            _("The form of days is one of: %(forms)s") % {"forms": "; ".join([ISO, *FORMATS])}, "date_format"
        )
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(_("“%(zone)s” is no time zone: write it as Europe/Berlin") % {"zone": zone}, "zone") from error


def _agreement(reference: str, actor: User) -> Agreement | None:
    """The agreement of a reference, as far as the person sees it. Raises InputError."""
    if not reference:
        return None
    seen = Agreement.objects.visible_to(actor)
    found: Agreement | None = seen.filter(reference__iexact=reference).first()
    if found is None:
        raise InputError(_("There is no agreement %(reference)s") % {"reference": reference}, "agreement")
    return found
