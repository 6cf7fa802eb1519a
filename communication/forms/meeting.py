"""What meetings, their minutes and their approval ask for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communication.domain.agenda import text_of
from communication.models import AgendaItem
from parties.models import Contact
from people.forms import PeopleField, time_zone_field
from people.models import Installation
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordsField
from records.forms.parts import PartForm, day_field

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]


class ThereField(forms.DateTimeField):
    """A day and time by the clock of a place that another field names: the clean value has no time zone yet."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=FORMATS, **options)

    def to_python(self, value: Any) -> Any:
        """The day and time as typed."""
        with timezone.override(UTC):
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else found

    def prepare_value(self, value: Any) -> Any:
        """As it is: moments come in the time of the place already."""
        return value


class ThereForm(RecordForm):
    """A record with a meeting: its times are by the clock of the place, which is one of the fields."""

    starts = ThereField(label=_("Starts"))
    ends = ThereField(label=_("Ends"))
    time_zone = time_zone_field()

    def begin_with(self, meeting: Any) -> None:
        """Show the times of a meeting, and the zone of the installation where it has none yet."""
        self.initial["time_zone"] = meeting.time_zone or Installation.current().time_zone
        for name in ("starts", "ends"):
            if isinstance(moment := getattr(meeting, name), datetime):
                self.initial[name] = moment.astimezone(meeting.zone).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        """Moments of the place; it ends after it starts."""
        cleaned = super().clean()
        zone = cleaned.get("time_zone")
        for name in ("starts", "ends"):
            if zone and cleaned.get(name):
                cleaned[name] = self._there(name, cleaned[name], ZoneInfo(zone))
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("It must end after it starts"))
        return cleaned

    def _there(self, name: str, naive: datetime, zone: ZoneInfo) -> datetime | None:
        moment = naive.replace(tzinfo=zone)
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
            self.add_error(name, _("The clocks there skip this time: choose another one"))
            return None
        return moment


class MeetingForm(ThereForm):
    """A meeting, with who is to come and the agenda."""

    people = PeopleField(label=_("Of us"), required=False)
    contacts = RecordsField(
        label=_("Of other organisations"),
        required=False,
        help_text=_("References of contacts with commas between, such as CON-2026-0001."),
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=20_000,
        help_text=_("One point a line; who brings it in may stand behind a bar: Complaints | Mara Lind"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_with(self.instance)
        if self.instance.pk:
            self._fill()

    def _fill(self) -> None:
        """What is said beside columns so far."""
        among = self.instance.participants.all()
        guests = [each.contact_id for each in among if each.contact_id]
        self.initial["agenda"], self.initial["contacts"] = text_of(self.instance), guests
        self.initial["people"] = [each.person_id for each in among if each.person_id]
        contacts: Any = self.fields["contacts"]
        contacts.keep_all(guests)

    def clean_contacts(self) -> list[Contact]:
        """Contacts and nothing else."""
        found: list[Contact] = self.cleaned_data["contacts"]
        if strange := [record.reference for record in found if record.kind != Contact.kind_key]:
            message = _("%(references)s is no contact. Its reference begins with CON.")
            raise forms.ValidationError(message, params={"references": ", ".join(strange)})
        return found


class DecideForm(PartForm):
    """A decision, and the action that comes of it where one does."""

    what = forms.CharField(label=_("What was decided"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    item = forms.ModelChoiceField(
        label=_("At which point"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("At none of them")
    )
    decided_by = PersonField(label=_("Who decided"))
    owner = PersonField(
        label=_("Who does it"),
        required=False,
        empty_label=_("Nobody: nothing is to be done"),
        help_text=_("With a day, an action is raised that leads back to this meeting."),
    )
    due = day_field(_("By when"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting: Any = self.record
        self.fields["item"].queryset = meeting.items.all()  # type: ignore[attr-defined]
        self.initial.setdefault("decided_by", meeting.chair_id)


class ApproveForm(PartForm):
    """Exactly the minutes on the page."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AddItemForm(PartForm):
    """A point that came up."""

    title = forms.CharField(label=_("Point that came up"), max_length=200)


def attendance_said(posted: Any) -> dict[int, str]:
    """Who was there, by the keys of participants: of fields "attendance-7"."""
    said = {}
    for name, value in posted.items():
        key = name.removeprefix("attendance-")
        if key != name and key.isascii() and key.isdigit() and len(key) < len(str(2**63)):
            said[int(key)] = value
    return said
