"""How minutes are approved in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communication.domain.minutes_text import when_text
from communication.models import Participant
from shell.registry import DecisionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communication.models import Meeting
    from people.models import User
    from shell.registry import Fact


def of_meeting(meeting: Meeting, _user: User) -> Sequence[Fact]:
    """When it was, how many were there, and what was decided."""
    there = sum(each.attendance == Participant.Attendance.ATTENDED for each in meeting.participants.all())
    decided = [each.what for each in meeting.decisions.all() if not each.struck]
    return [
        (_("When"), when_text(meeting)),
        (_("Were there"), ngettext("%(n)d person", "%(n)d people", there) % {"n": there}),
        (_("Decided"), "; ".join(decided) or _("Nothing")),
        (_("Minutes by"), meeting.minute_taker),
    ]


DECISIONS = (
    DecisionCard(
        key="meeting",
        approve="approve",
        refuse="send_back",
        facts=of_meeting,
        read=lambda found: found.select_related("minute_taker").prefetch_related("participants", "decisions"),
        asker=lambda meeting: meeting.minute_taker or meeting.owner,
        is_signed=True,
    ),
)
