"""Meetings, actions and recurring duties of the demo organisation."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from communication.domain import agenda, meetings
from communication.domain.minutes_text import minutes_sha256
from communication.models import Meeting
from customers.models import CustomerRelationship
from improvement.domain import actions
from improvement.models import Action
from measures.domain import duty
from measures.models import Duty
from people.calendar import today

if TYPE_CHECKING:
    from random import Random

    from people.models import User

ZONE = "Europe/Berlin"
REVIEW = (
    ("Actions from the last review | SMR", "Two of three are done; the third waits for the new tool."),
    ("Performance of the services | Service manager", "Targets held in eleven of twelve months; one outage in May."),
    ("Feedback of customers | Customer liaison", "Answers to requests are praised, news about disturbances are not."),
    ("Resources and money", "One place in the service desk is vacant since March."),
)
NEXT = (
    "Reports of the last quarter | Service manager\nComplaints | Customer liaison\nWhat changes at your place\nActions"
)


def make_duties(chance: Random, people: list[User]) -> None:
    """The catalogue's duties, most of them approved and done before; the interval of one waits for approval."""
    keys = list(duty.catalogue())
    for place, made in enumerate(duty.adopt_many(keys, actor=people[1])):
        if place % 11 == 10:
            continue
        duty.approve(Duty.objects.visible_to(people[1]).get(pk=made.pk), actor=None)
        found = Duty.objects.visible_to(people[1]).get(pk=made.pk)
        days = (found.every or 1) * 30
        on = today() - timedelta(days=chance.randrange(days // 8, days + days // 8 + 2))
        duty.record_done(found, actor=None, on=on, note="Done as planned")
    tested = Duty.objects.visible_to(people[1]).get(key="continuity-test")
    if tested.state == "in_force":
        duty.propose(tested, actor=people[1], every=6, unit="months", reason="Two sites since this year")


def hold_meetings(people: list[User]) -> None:
    """A meeting of those who run the system with approved minutes, and a service review that people are invited to."""
    chair, taker, others = people[0], people[1], people[3:7]
    review = _meeting("Service management, monthly", Meeting.Type.OTHER, -24, chair, taker)
    review.purpose = "What happened since the last time, and what the next month needs."
    meetings.plan(review, actor=taker, people=others, agenda="\n".join(point for point, _said in REVIEW))
    meetings.hold(_now(review), actor=taker)
    for item, (_point, said) in zip(review.items.all(), REVIEW, strict=True):
        agenda.write_minutes(item, actor=taker, minutes=said, version=0)
    came = {each.pk: "excused" if each.person_id == others[-1].pk else "attended" for each in review.participants.all()}
    agenda.say_attendance(review, actor=taker, said=came)
    items = list(review.items.all())
    tell = "Tell customers of a disturbance within fifteen minutes"
    about: Any = {"actor": taker, "decided_by": chair}
    agenda.decide(review, what=tell, item=items[2], owner=people[4], due=today() + timedelta(days=20), **about)
    fill = "Fill the vacant place in the service desk"
    agenda.decide(review, what=fill, item=items[3], owner=people[3], due=today() + timedelta(days=45), **about)
    agenda.decide(review, what="The system suits us still; no change of its scope", **about)
    meetings.submit(_now(review), actor=taker)
    meetings.approve(_now(review), actor=chair, sha256=minutes_sha256(_now(review)))
    talk = _meeting("Service review, third quarter", Meeting.Type.SERVICE_REVIEW, 9, people[5], taker)
    talk.about = CustomerRelationship.objects.visible_to(people[1]).order_by("pk").first()
    meetings.plan(talk, actor=taker, people=people[4:6], agenda=NEXT)
    meetings.invite(_now(talk), actor=taker)


def take_action(people: list[User]) -> None:
    """Actions at every stage: open, moved twice, in work, done and to be judged, effective."""
    day = today()
    source = CustomerRelationship.objects.visible_to(people[1]).order_by("pk").first()
    bell, forms, desk, keys = (
        actions.raise_action(source, actor=people[1], title=title, owner=people[3], due=day + timedelta(days=days))
        for title, days in (
            ("Send news of disturbances by text message", 12),
            ("One form for all access requests", 3),
            ("Train the service desk on the new telephone", 30),
            ("Collect the keys of those who left", 6),
        )
    )
    actions.begin(bell, actor=people[3])
    for days, why in ((10, "The supplier is late"), (24, "The test found a fault")):
        actions.replan(
            Action.objects.visible_to(people[1]).get(pk=forms.pk),
            actor=people[3],
            due=day + timedelta(days=days),
            reason=why,
        )
    about: Any = {"judge": people[1], "judge_on": day + timedelta(days=60)}
    for made, proof in ((desk, "List of those who took part"), (keys, "Receipts in the safe")):
        actions.complete(Action.objects.visible_to(people[1]).get(pk=made.pk), actor=people[3], proof=proof, **about)
    actions.verify(
        Action.objects.visible_to(people[1]).get(pk=keys.pk), actor=people[1], effect="No key is missing since"
    )


def _meeting(title: str, kind: str, days: int, chair: User, taker: User) -> Meeting:
    starts = datetime.combine(today() + timedelta(days=days), time(10), ZoneInfo(ZONE))
    about = {"type": kind, "time_zone": ZONE, "place": "Room 2.14", "chair": chair, "minute_taker": taker}
    return Meeting(title=title, owner=taker, starts=starts, ends=starts + timedelta(minutes=90), **about)


def _now(meeting: Meeting) -> Meeting:
    """As it stands."""
    found: Meeting = Meeting.objects.visible_to(meeting.owner).get(pk=meeting.pk)
    return found
