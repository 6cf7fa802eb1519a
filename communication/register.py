"""What the communication room declares."""

from django.utils.translation import gettext_lazy as _

from communication import panels, review_inputs
from communication.decisions import DECISIONS
from communication.kind import MeetingKind
from communication.paper import PRINT_JOB, print_minutes
from jobs.kinds import JobKind
from records.labels import job_about
from shell.registry import (
    EVERY_KIND,
    Group,
    Panel,
    RecordOffer,
    ReviewInput,
    RoleSight,
    Room,
    registry,
)
from standard.roles import COMMUNICATION_COORDINATOR

MEETING = MeetingKind()

registry.add(
    *DECISIONS,
    Room(
        key="communication",
        label=_("Communication"),
        group=Group.SUPPORT,
        icon="speakerphone",
        roles=(COMMUNICATION_COORDINATOR,),
    ),
    MEETING,
    MEETING.navigation(),
    RoleSight(key="communication.meetings", role=COMMUNICATION_COORDINATOR, kind="meeting"),
    JobKind(key=PRINT_JOB, label=_("Print minutes"), run=print_minutes, about=job_about("meeting")),
    Panel(
        key="communication.meeting",
        kind="meeting",
        room="communication",
        title=_("Meeting"),
        rows=panels.shown,
        template="communication/panels/meeting.html",
        leads=True,
    ),
    Panel(
        key="communication.brought_in",
        kind="meeting",
        room="communication",
        title=_("What rooms bring to it"),
        rows=panels.brought_in,
        template="communication/panels/brought_in.html",
    ),
    Panel(
        key="communication.meetings_about",
        kind=EVERY_KIND,
        room="communication",
        title=_("Meetings"),
        rows=panels.meetings_about,
        hung_by="communication.Meeting.about",
        weight=6,
    ),
    RecordOffer(key="communication.plan", label=_("Plan a meeting"), url=panels.plan_url, weight=110),
    ReviewInput(
        key="communication.service_reviews",
        code="e",
        title=_("Service reviews"),
        collect=review_inputs.service_reviews,
        weight=20,
    ),
    ReviewInput(
        key="communication.supplier_reviews",
        code="i",
        title=_("Supplier reviews"),
        collect=review_inputs.supplier_reviews,
        weight=20,
    ),
)
