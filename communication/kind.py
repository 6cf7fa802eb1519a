"""How meetings look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from communication.domain import meetings
from communication.forms.meeting import ApproveForm, MeetingForm
from communication.models import Meeting
from records.kind import (
    Action,
    ChoiceFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    PersonFilter,
    Shows,
    State,
    Tab,
    Wording,
    choice_column,
    moment_column,
    person_column,
    record_column,
)

if TYPE_CHECKING:
    from records.models import Task


class MeetingKind(Kind):
    """The one kind of meeting: reviews, audits, workshops (clauses 7.4, 8.3.2, 9.2 and 9.3)."""

    model = Meeting
    room = "communication"
    slug = "meetings"
    label = _("Meeting")
    plural = _("Meetings")
    new_label = _("New meeting")
    lead = _("Reviews, audits and workshops: who comes, what is on the agenda, what was said, decided and approved.")
    empty = _("Meetings stand here, each with its agenda, and later with its minutes and what came of them.")
    icon = "calendar-event"
    weight = 10
    without = frozenset({"import"})
    not_imported = _("A meeting is planned here, with its agenda and who comes.")

    clauses = ("7.4", "8.3.2", "9.3")
    evidence_for = (
        Shows("7.4-03", _("When it took place")),
        Shows("7.4-04", _("Who took part")),
    )
    states = (
        State("planned", _("Planned"), "wait", "circle-dashed"),
        State("invited", _("Invited"), "busy", "send"),
        State("held", _("Held, minutes to write"), "busy", "writing"),
        State("draft", _("Minutes to approve"), "warn", "hourglass"),
        State("approved", _("Minutes approved"), "good", "circle-check", is_over=True),
        State("cancelled", _("Called off"), "wait", "circle-x", is_step=False, is_over=True),
    )
    columns = (
        choice_column("type", _("Type")),
        record_column("about", _("About")),
        moment_column("starts", _("Starts")),
        person_column("chair", _("Chair"), default=False),
        person_column("minute_taker", _("Takes the minutes"), default=False),
    )
    filters = (
        ChoiceFilter("type", _("Type"), Meeting.Type.choices),
        PersonFilter("chair", _("Chair")),
        PersonFilter("minute_taker", _("Takes the minutes")),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("Planned"), {"state": "planned"}, sort="due"),
        Tab(_("Invited"), {"state": "invited"}, sort="due"),
        Tab(_("Minutes to write"), {"state": "held"}, sort="due"),
        Tab(_("Minutes to approve"), {"state": "draft"}, sort="due"),
    )
    groups = (
        FieldGroup(_("What it is for"), ("title", "type", "about", "purpose")),
        FieldGroup(
            _("When and where"),
            ("starts", "ends", "time_zone", "place", "link"),
            _("The times are by the clock of the place; everybody's calendar shows their own."),
        ),
        FieldGroup(
            _("Who"),
            ("owner", "chair", "minute_taker", "people", "contacts", "restricted"),
            _("Whoever chairs approves the minutes; somebody else writes them."),
        ),
        FieldGroup(_("What is on the agenda"), ("agenda",)),
    )
    form_class = MeetingForm
    create = staticmethod(meetings.plan)
    edit = staticmethod(meetings.change)
    sets_due = True
    due_by_task = True
    facts = ("type", "about", "owner", "due", "chair", "minute_taker", "place", "link")
    panels = (
        FieldPanel(_("What it is for"), ("purpose",)),
        FieldPanel(_("Minutes"), ("approved_by", "approved_at"), shows=lambda meeting: meeting.approved_at is not None),
    )
    in_own_panels = frozenset({"starts", "ends", "time_zone", "sequence", "minutes"})
    actions = (
        Action(
            key="invite",
            label=_("Invite"),
            run=meetings.invite,
            asks_reason=False,
            explain=_("Everybody who is to come gets a mail, with the meeting for their calendar."),
            is_next=True,
        ),
        Action(
            key="hold",
            label=_("It takes place"),
            run=meetings.hold,
            asks_reason=False,
            explain=_("Whoever takes the minutes is set a task. They can be written during the meeting."),
            is_next=True,
        ),
        Action(
            key="submit",
            label=_("Give the minutes for approval"),
            run=meetings.submit,
            asks_reason=False,
            explain=_("Whoever chairs reads and approves them."),
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Approve the minutes"),
            run=meetings.approve,
            form=ApproveForm,
            explain=_("You approve exactly what stands below. From then on it stays as it is."),
            is_next=True,
        ),
        Action(
            key="send_back", label=_("Send the minutes back"), run=meetings.send_back, reason_label=_("What is missing")
        ),
        Action(key="call_off", label=_("Call it off"), run=meetings.call_off, is_grave=True),
    )
    wordings = {
        "write_minutes": Wording(_("Write minutes"), _("wrote minutes")),
        "attendance": Wording(_("Say who was there"), _("said who was there")),
        "decide": Wording(_("Write a decision down"), _("wrote a decision down: %(what)s")),
        "strike": Wording(_("Strike a decision"), _("struck a decision: %(what)s")),
    }

    def answer_url(self, task: Task) -> str:
        """Where minutes are written, or read and approved."""
        page = {"act": "minutes/", "approve": "do/approve/"}.get(task.kind, "")
        return f"{task.record.page_url}{page}" if task.created_by_id is None and page else super().answer_url(task)
