"""Quiet hours: from which moment on a person may be mailed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from people.calendar import zone

if TYPE_CHECKING:
    from people.models import User
    from records.models import NoticePreference

logger = logging.getLogger(__name__)
#: Monday is 0.
SATURDAY = 5


def zone_of(person: User) -> ZoneInfo:
    """The person's time zone; that of the installation where theirs is known no more."""
    try:
        return ZoneInfo(person.time_zone)
    except (KeyError, ValueError, OSError):
        logger.warning("%s has a time zone that is not known: %r", person.email, person.time_zone)
        return zone.get()


def mail_from(preference: NoticePreference, where: ZoneInfo, now: datetime) -> datetime:
    """The first moment from ``now`` on that is not in the person's quiet hours, in UTC."""
    found = now.astimezone(UTC)
    while (until := _quiet_until(preference, found.astimezone(where))) is not None:
        # By way of UTC: a time that a spring night leaves out becomes the one it stands for.
        found = until.astimezone(UTC)
    return found


def _quiet_until(preference: NoticePreference, moment: datetime) -> datetime | None:
    """When the quiet stretch around a moment ends, or None outside of one."""
    next_day = moment + timedelta(days=1)
    if preference.quiet_weekends and moment.weekday() >= SATURDAY:
        return _at(next_day, time.min, moment)
    begins, ends = preference.quiet_from, preference.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    clock = moment.time()
    if begins > ends and clock >= begins:
        return _at(next_day, ends, moment)
    is_inside = clock < ends if begins > ends else begins <= clock < ends
    return _at(moment, ends, moment) if is_inside else None


def _at(day: datetime, clock: time, after: datetime) -> datetime:
    """The time of a day where it is; where clocks are set back and it comes twice, the one that is yet to come."""
    found = datetime.combine(day.date(), clock, tzinfo=day.tzinfo)
    return found if found.timestamp() > after.timestamp() else found.replace(fold=1)
