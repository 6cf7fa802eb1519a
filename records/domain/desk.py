"""Keeping how a person left My work: until when they have seen what others did, and what they put away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from records.models import Desk, Event

if TYPE_CHECKING:
    from datetime import datetime

    from people.models import User

#: Who has not looked for so long has left; coming back begins another visit.
LEFT_AFTER = timedelta(hours=4)
#: Looks closer together than this are kept as one.
KEPT_EVERY = timedelta(minutes=5)


def desk_of(user: User) -> Desk:
    """How the person left My work; as it is for a first visit where it was never kept. Writes nothing.

    ``newest`` is the newest event there is.
    """
    newest = Coalesce(Subquery(Event.objects.order_by("-id").values("pk")[:1]), Value(0))
    found = Desk.objects.filter(person=user).annotate(newest_read=newest).first()
    desk: Desk = found or Desk(person=user)
    desk.newest = found.newest_read if found else newest_event()
    return desk


def turned(desk: Desk, now: datetime) -> Desk:
    """The desk as it is at ``now``: after a while away, the last look has become the end of the visit before."""
    if desk.looked is not None and now - desk.looked > LEFT_AFTER:
        desk.since, desk.since_event = desk.looked, desk.looked_event
    return desk


def is_to_keep(desk: Desk, now: datetime) -> bool:
    """Whether looking now is to be kept: the last look that was is some minutes old."""
    return desk.looked is None or now - desk.looked > KEPT_EVERY


@transaction.atomic
def look(user: User, upto: int) -> None:
    """Keep that the person has just looked at all up to an event; the visit before ends where they last looked."""
    desk, now = _locked(user), timezone.now()
    turned(desk, now)
    desk.looked, desk.looked_event = now, _reached(desk.looked_event, upto)
    desk.save()


@transaction.atomic
def have_seen(user: User, upto: int) -> None:
    """Keep that the person needs to be told no more of what was done up to an event."""
    desk, now = _locked(user), timezone.now()
    turned(desk, now)
    desk.since, desk.since_event = now, _reached(desk.since_event, upto)
    desk.looked, desk.looked_event = now, _reached(desk.looked_event, upto)
    desk.save()


@transaction.atomic
def put_away(user: User, role: str, *, is_away: bool) -> None:
    """Put the first weeks of a role away, or bring them back."""
    desk = _locked(user)
    desk.away = sorted({*desk.away, role} if is_away else {*desk.away} - {role})
    desk.save()


def newest_event() -> int:
    """The key of the newest event of all; 0 before the first."""
    return Event.objects.order_by("-id").values_list("pk", flat=True).first() or 0


def _locked(user: User) -> Desk:
    Desk.objects.get_or_create(person=user)
    return Desk.objects.select_for_update().get(person=user)


def _reached(before: int, upto: int) -> int:
    """Further on than before, and never beyond what there is."""
    return max(before, min(upto, newest_event()))
