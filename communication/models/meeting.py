"""Meetings: who came, what was on the agenda, what was said and decided (clauses 7.4 and 9.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from communication.rules import MEETING
from parties.models import Contact
from people.models import time_zone_choices, validate_time_zone
from records.models import Blob, Content, Record, TrailedHistory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from shell.registry import Text


class Meeting(Record):
    """A meeting of any kind, about a record where there is one, whose holders then govern it too.

    ``minutes`` is what was approved, as text, under its SHA-256: attendance, agenda, minutes and decisions as they
    were then.
    """

    kind_key = "meeting"
    reference_prefix = "MTG"
    scope_field = "about"
    initial_state = "planned"
    rules = MEETING
    #: Once approved, a trigger refuses to change what was signed.
    freezes_when = "approved_at"
    frozen = ("type", "starts", "ends", "minutes_id", "approved_by_id", "approved_at")

    class Type(models.TextChoices):
        """What a meeting is for."""

        MANAGEMENT_REVIEW = "management_review", _("Management review")
        SERVICE_REVIEW = "service_review", _("Service review")
        SUPPLIER_REVIEW = "supplier_review", _("Supplier review")
        PROCESS_REVIEW = "process_review", _("Process review")
        AUDIT_OPENING = "audit_opening", _("Audit, opening")
        AUDIT_CLOSING = "audit_closing", _("Audit, closing")
        WORKSHOP = "workshop", _("Workshop")
        OTHER = "other", _("Other")

    type = models.CharField(_("Type"), max_length=20, choices=Type, default=Type.OTHER)
    about = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("About"),
        help_text=_("The record it is about, such as a customer: type its reference or some words."),
    )
    purpose = models.TextField(
        _("Purpose"), max_length=5000, blank=True, help_text=_("What it is to decide or to find out.")
    )
    starts = models.DateTimeField(_("Starts"))
    ends = models.DateTimeField(_("Ends"))
    time_zone = models.CharField(
        _("Time zone"),
        max_length=60,
        choices=time_zone_choices,
        validators=[validate_time_zone],
        help_text=_("Where it takes place, such as Europe/Berlin. The times above are of this zone."),
    )
    place = models.CharField(_("Place"), max_length=200, blank=True)
    link = models.URLField(_("Link"), max_length=500, blank=True, help_text=_("For those who join from elsewhere."))
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Chair"), null=True
    )
    minute_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Takes the minutes"), null=True
    )
    #: How often it was changed since it was made: calendars take the newer invitation.
    sequence = models.PositiveIntegerField(_("Edition of the invitation"), default=0, editable=False)
    minutes = models.ForeignKey(
        Blob, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Approved minutes")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Minutes approved by"),
    )
    approved_at = models.DateTimeField(_("Minutes approved"), null=True, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="a_meeting_ends_after_it_starts",
                violation_error_message=_("It must end after it starts"),
            )
        ]

    @transition(field="state", source="planned", target="invited")
    def invite(self) -> None:
        """Those who take part were asked to come."""

    @transition(field="state", source=["planned", "invited"], target="held")
    def hold(self) -> None:
        """It took place, or is taking place; minutes are being written."""

    @transition(field="state", source="held", target="draft")
    def submit(self) -> None:
        """The minutes wait for approval."""

    @transition(field="state", source="draft", target="held")
    def send_back(self) -> None:
        """The minutes need more work."""

    @transition(field="state", source="draft", target="approved")
    def approve(self) -> None:
        """The minutes stay as they are."""

    @transition(field="state", source=["planned", "invited"], target="cancelled")
    def call_off(self) -> None:
        """It does not take place."""

    @classmethod
    def contents_of(cls, keys: Collection[int]) -> Iterable[Content]:
        """The minutes that were approved."""
        kept = cls._default_manager.filter(pk__in=keys, minutes__isnull=False)
        return [
            Content(meeting.pk, f"{meeting.reference}.txt", meeting.minutes_id, str(_("Minutes")), "minutes/")
            for meeting in kept
        ]

    @classmethod
    def keys_with_content(cls, sha256: str) -> Iterable[int]:
        """The meetings whose approved minutes are this content."""
        return list(cls._default_manager.filter(minutes=sha256).values_list("pk", flat=True))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the place where it is held."""
        return ZoneInfo(self.time_zone)

    @property
    def attendances(self) -> list[tuple[str, Text]]:
        """What is said of whoever takes part, in words: nobody is invited before invitations went out."""
        first, *others = Participant.Attendance.choices
        return [(first[0], _("Not invited yet") if self.state == "planned" else first[1]), *others]

    @property
    def is_open(self) -> bool:
        """Whether minutes may still be written."""
        return self.state in {"planned", "invited", "held", "draft"} and not self.withdrawn


class Participant(models.Model):
    """Somebody who is to be at a meeting: one of us, or a contact elsewhere."""

    class Attendance(models.TextChoices):
        """Whether somebody was there."""

        INVITED = "invited", _("Invited")
        ATTENDED = "attended", _("Attended")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    #: What the contact was called: whoever sees the meeting is told who was there, as it was.
    guest = models.CharField(max_length=200, blank=True)
    attendance = models.CharField(max_length=10, choices=Attendance, default=Attendance.INVITED)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, contact__isnull=False) | models.Q(person__isnull=False, contact=None),
                name="a_participant_is_somebody",
            ),
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_once_a_meeting"),
            models.UniqueConstraint(fields=["meeting", "contact"], name="a_contact_once_a_meeting"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def attendance_words(self) -> Text:
        """Whether somebody was there, or is invited by now."""
        return dict(self.meeting.attendances)[self.attendance]

    @property
    def name(self) -> str:
        """What somebody is called."""
        return self.person.display_name if self.person else self.guest


class AgendaItem(models.Model):
    """A point of the agenda, with what was said about it; ``version`` grows with every change of the minutes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("Point"), max_length=200)
    presenter = models.CharField(_("Brought in by"), max_length=120, blank=True)
    minutes = models.TextField(_("Minutes"), max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """Something that was decided, and the action that came of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="decisions")
    what = models.CharField(_("What was decided"), max_length=2000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    #: The reference of that action, which anybody may be told.
    led_to = models.CharField(max_length=32, blank=True)
    #: Why it was struck, where it was written down wrongly; it stays, and counts no more.
    struck = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what
