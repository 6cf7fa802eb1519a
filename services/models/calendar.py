"""Calendars: the hours in which a service is offered or supported."""

from __future__ import annotations

from zoneinfo import available_timezones

import holidays
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from records.models import Record, TrailedHistory
from services.hours import Edition, HoursError, Timeline, parse_special_days, parse_week
from services.rules import CALENDAR


def validate_week(text: str) -> None:
    """Hours that the notation reads."""
    try:
        parse_week(text)
    except HoursError as error:
        raise ValidationError(str(error)) from error


def validate_special_days(text: str) -> None:
    """Special days that the notation reads."""
    try:
        parse_special_days(text)
    except HoursError as error:
        raise ValidationError(str(error)) from error


def validate_zone(name: str) -> None:
    """A time zone there is."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone such as Europe/Berlin"))


def validate_country(code: str) -> None:
    """A country whose public holidays are known."""
    if code and code not in holidays.list_supported_countries():
        raise ValidationError(_("Its public holidays are not known: leave it empty and name the days below"))


class Calendar(Record):
    """Hours of service or support: several windows a day, nights, half days, public holidays, in a named time zone.

    What it says changes by editions, each from a day on: what was counted by an earlier one stays.
    """

    kind_key = "calendar"
    reference_prefix = "CAL"
    initial_state = "in_use"
    rules = CALENDAR

    about = models.TextField(_("What it is for"), max_length=1000, blank=True)

    history = TrailedHistory()

    def timeline(self) -> Timeline:
        """Its editions laid out in time."""
        return Timeline(edition.as_edition() for edition in self.editions.all())

    @transition(field="state", source="in_use", target="retired")
    def retire(self) -> None:
        """Nothing new is to be counted by it."""

    @transition(field="state", source="retired", target="in_use")
    def resume(self) -> None:
        """It may be counted by again."""


class CalendarEdition(models.Model):
    """What a calendar says from a day on; an edition is added, never changed. Of two from the same day the later holds."""

    only_grows = True

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="editions")
    valid_from = models.DateField(_("From"))
    hours = models.TextField(
        _("Hours"),
        max_length=500,
        validators=[validate_week],
        help_text=_("Such as “mon-fri 08:00-12:00, 13:00-18:00; sat 22:00-06:00”, or “24x7”."),
    )
    zone = models.CharField(_("Time zone"), max_length=60, default="UTC", validators=[validate_zone])
    country = models.CharField(
        _("Closed on public holidays of"), max_length=2, blank=True, validators=[validate_country]
    )
    subdivision = models.CharField(_("Part of the country"), max_length=10, blank=True)
    special_days = models.TextField(
        _("Special days"),
        max_length=10_000,
        blank=True,
        validators=[validate_special_days],
        help_text=_("One a line: “2026-12-24 08:00-12:00 Christmas Eve” or “2026-12-27 closed”."),
    )

    class Meta:
        ordering = ["valid_from", "id"]

    def __str__(self) -> str:
        return f"{self.hours} {self.zone}"

    def as_edition(self) -> Edition:
        """The same, for counting."""
        return Edition(
            valid_from=self.valid_from,
            week=parse_week(self.hours),
            zone=self.zone,
            country=self.country,
            subdivision=self.subdivision,
            special=parse_special_days(self.special_days),
        )
