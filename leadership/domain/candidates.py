"""What the house already knows of a top manager's deeds: offered as evidence, item by item of clause 5.1."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communication.models import Meeting, Participant
from people.calendar import Period, zone
from records.models import Event, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from shell.registry import Text

#: Offers of one item at most, the latest first.
OFFERS = 5
#: What somebody did to a kind of record, the items it speaks for, and what to call it. Kinds that this house has not
#: are never found.
DEEDS: Mapping[tuple[str, str], tuple[tuple[str, ...], Text]] = {
    ("document", "approve"): (("5.1-01",), _("approved a document")),
    ("document", "sign"): (("5.1-01",), _("signed a document")),
    ("objective", "approve"): (("5.1-01", "5.1-09"), _("approved an objective")),
    ("goal", "approve"): (("5.1-01",), _("approved a goal")),
    ("management-plan", "approve"): (("5.1-02",), _("approved the service management plan")),
    ("management-plan", "review"): (("5.1-02",), _("reviewed the service management plan")),
    ("sms-scope", "approve"): (("5.1-02",), _("approved the scope")),
    ("assignment", "create"): (("5.1-03", "5.1-12"), _("gave somebody a role")),
    ("delegation", "create"): (("5.1-03", "5.1-12"), _("delegated authority")),
    ("service-requirement", "approve"): (("5.1-04",), _("approved a service requirement")),
    ("sla", "approve"): (("5.1-04",), _("approved an agreement")),
    ("process", "approve"): (("5.1-06",), _("approved a process")),
    ("resource", "agree"): (("5.1-07",), _("agreed resources")),
    ("resource-request", "grant"): (("5.1-07",), _("granted resources")),
    ("resource-request", "grant_part"): (("5.1-07",), _("granted resources in part")),
    ("resource-request", "refuse"): (("5.1-07",), _("decided on resources")),
    ("meeting", "approve"): (("5.1-09",), _("approved minutes")),
    ("opportunity", "accept"): (("5.1-11",), _("took up an idea")),
    ("action", "create"): (("5.1-10", "5.1-11"), _("had something done")),
    ("action", "verify"): (("5.1-11",), _("judged that an action helped")),
    ("duty", "approve"): (("5.1-09",), _("approved how often something is done")),
}
#: The items that taking part in a meeting speaks for, by its type.
MEETINGS: Mapping[str, tuple[str, ...]] = {
    Meeting.Type.MANAGEMENT_REVIEW: ("5.1-08", "5.1-09"),
    Meeting.Type.SERVICE_REVIEW: ("5.1-04",),
    Meeting.Type.SUPPLIER_REVIEW: ("5.1-05",),
    Meeting.Type.PROCESS_REVIEW: ("5.1-06",),
    Meeting.Type.WORKSHOP: ("5.1-10",),
    Meeting.Type.OTHER: ("5.1-08",),
}


@dataclass(frozen=True)
class Offer:
    """A record that shows what a person did, in words, and on which day."""

    record: Record
    words: Text
    on: date


def offers_of(person: User, year: int, reader: User) -> dict[str, list[Offer]]:
    """What stands on record of a person in a year, by item: only what the reader sees, the latest first."""
    found = sorted(
        [*_done(person, year, reader), *_met(person, year, reader)], key=lambda pair: pair[1].on, reverse=True
    )
    by_item: dict[str, list[Offer]] = defaultdict(list)
    for item, offer in found:
        same = {each.record.pk for each in by_item[item]}
        if len(by_item[item]) < OFFERS and offer.record.pk not in same:
            by_item[item].append(offer)
    return dict(by_item)


def _done(person: User, year: int, reader: User) -> list[tuple[str, Offer]]:
    """What events say, each found by the index of deeds."""
    days = _period(year)
    events = Event.objects.filter(
        actor=person,
        action__in={action for _kind, action in DEEDS},
        kind__in={kind for kind, _action in DEEDS},
        at__gte=days.begin,
        at__lt=days.end,
    ).order_by("-id")
    told = [
        event
        for event in events.only("record_id", "kind", "action", "at")[:1000]
        if (event.kind, event.action) in DEEDS
    ]
    seen = _seen({event.record_id for event in told}, reader)
    return [
        (item, Offer(seen[event.record_id], DEEDS[event.kind, event.action][1], _day(event)))
        for event in told
        if event.record_id in seen
        for item in DEEDS[event.kind, event.action][0]
    ]


def _met(person: User, year: int, reader: User) -> list[tuple[str, Offer]]:
    """The meetings at which the person was."""
    days = _period(year)
    there = Participant.objects.filter(person=person, attendance=Participant.Attendance.ATTENDED)
    meetings = (
        Meeting.objects.visible_to(reader)
        .current()
        .filter(pk__in=there.values("meeting"), starts__gte=days.begin, starts__lt=days.end)
    )
    return [
        (item, Offer(meeting, _("took part in a meeting"), timezone.localdate(meeting.starts, zone.get())))
        for meeting in meetings.order_by("-starts")[:100]
        for item in MEETINGS.get(meeting.type, ())
    ]


def _seen(keys: set[int], reader: User) -> dict[int, Record]:
    return {each.pk: each for each in Record.objects.visible_to(reader).current().filter(pk__in=keys)}


def _day(event: Event) -> date:
    return timezone.localdate(event.at, zone.get())


def _period(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
