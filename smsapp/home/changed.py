"""What others changed since a person's last visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from records.access.visibility import rows_found
from records.history import changed_by_others, with_names
from records.labels import labels_for
from records.models import Event
from shell.html import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from people.models import User
    from records.models import Desk

#: Counting stops here.
COUNT_MAX = 100
DAYS_BY_NAME = 7


def changed_since(desk: Desk, user: User) -> QuerySet[Event]:
    """What others did to what concerns the person since their last visit; of late, where this is the first."""
    return changed_by_others(user, desk.since_event if desk.since else None)


def first_changed(desk: Desk, user: User, count: int) -> tuple[list[Event], int]:
    """The newest of them, and how many there are, at most ``COUNT_MAX``.

    Keys first: what concerns a person is gathered once, and rows are read for those shown alone.
    """
    keys = list(changed_since(desk, user).values_list("pk", flat=True)[:COUNT_MAX])
    shown = rows_found(Event, keys[:count])
    return list(with_names(shown)) if keys else [], len(keys)


def labels_of(events: Iterable[Event], user: User) -> dict[int, SafeString]:
    """The names of other records that events tell of, by key."""
    others = {event.detail["other"] for event in events if "other" in event.detail}
    return labels_for(others, user) if others else {}


def since_when(moment: datetime | None) -> str:
    """When the visit before ended, in words; empty where there was none."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    passed = (timezone.localdate() - local.date()).days
    if passed == 0:
        return f"{local:%H:%M}"
    name = date_format(local, "l") if passed < DAYS_BY_NAME else day_text(local.date())
    return _("%(day)s, %(time)s") % {"day": name, "time": f"{local:%H:%M}"}
