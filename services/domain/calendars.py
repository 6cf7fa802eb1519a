"""Keeping calendars: what one says changes by editions, each from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays
from django.db import transaction
from django.utils.translation import gettext as _

from people.calendar import today
from records.domain.errors import InputError
from records.domain.write import write
from services.models import CalendarEdition

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from services.models import Calendar


@transaction.atomic
def create_calendar(
    calendar: Calendar,
    *,
    actor: User | None,
    hours: str,
    zone: str,
    country: str = "",
    subdivision: str = "",
    special_days: str = "",
    valid_from: date | None = None,
    action: str = "create",
    token: str | None = None,
) -> Calendar:
    """Make a calendar with its first edition, which is taken to have held before its day, too. Raises InputError."""
    calendar.owner = calendar.owner or actor
    write(calendar, actor=actor, action=action, token=token)
    _add(calendar, valid_from or today(), hours, zone, country, subdivision, special_days)
    return calendar


@transaction.atomic
def add_edition(
    calendar: Calendar,
    *,
    actor: User | None,
    valid_from: date,
    hours: str,
    zone: str,
    country: str = "",
    subdivision: str = "",
    special_days: str = "",
    reason: str = "",
    token: str | None = None,
) -> Calendar:
    """Let a calendar say something else from a day on; what was counted before that day stays counted so.

    One that has not begun yet is corrected by another from the same day. Raises InputError for a day gone by.
    """
    if actor is not None and valid_from < today():
        message = _("Choose today or a day to come: time that has passed was counted by the edition before")
        raise InputError(message, "valid_from")
    detail = {"from": valid_from.isoformat(), "hours": hours}
    write(calendar, actor=actor, action="add_edition", reason=reason, token=token, detail=detail)
    _add(calendar, valid_from, hours, zone, country, subdivision, special_days)
    return calendar


def require_subdivision(country: str, subdivision: str) -> None:
    """Raise InputError unless the part of a country is one whose public holidays are known."""
    if not subdivision:
        return
    if not country:
        raise InputError(_("Name the country first: a part alone has no public holidays"), "country")
    known = holidays.list_supported_countries().get(country, [])
    if subdivision not in known:
        some = ", ".join(known) or _("none")
        raise InputError(_("Use one of its parts that are known: %(parts)s") % {"parts": some}, "subdivision")


def _add(calendar: Calendar, valid_from: date, *said: str) -> None:
    hours, zone, country, subdivision, special_days = said
    require_subdivision(country, subdivision)
    CalendarEdition.objects.create(
        calendar=calendar,
        valid_from=valid_from,
        hours=hours,
        zone=zone,
        country=country,
        subdivision=subdivision,
        special_days=special_days,
    )
