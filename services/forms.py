"""What the portfolio asks for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from holidays.registry import COUNTRIES

from parties.models import Organisation
from people.calendar import today
from people.models import Installation
from records.domain.errors import InputError
from records.forms import RecordForm
from records.forms.fields import RecordField
from records.forms.parts import PartForm, ReasonForm, day_field
from records.labels import plain_labels_for
from services.domain.calendars import require_subdivision
from services.domain.scopes import Placed
from services.enums import Relation
from services.models import ScopedService, Service, ServiceOperator
from services.models.calendar import validate_special_days, validate_week
from services.queries import links_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Days that top management has where nobody said otherwise.
DAYS_TO_APPROVE = 14
IN, OUT, UNNAMED = "in", "out", ""
#: Where a word begins in the name of a class: between "United" and "States".
WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _zones() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


def _countries() -> list[tuple[str, Any]]:
    """Countries whose public holidays are known, by their names in English, as the library has them."""
    named = sorted((WORD_BEGINS.sub(" ", names[0]), names[1]) for names in COUNTRIES.values())
    return [("", _("None: no day is closed by itself")), *((code, f"{name} ({code})") for name, code in named)]


class HoursFields(forms.Form):
    """What an edition of a calendar says."""

    hours = forms.CharField(
        label=_("Hours"),
        help_text=_(
            "One line or several: “mon-fri 08:00-12:00, 13:00-18:00; sat 22:00-06:00”, or “24x7”. "
            "A night that ends the next morning is written by its two times."
        ),
        max_length=500,
        validators=[validate_week],
        widget=forms.Textarea(attrs={"rows": 3, "class": "font-monospace"}),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)
    country = forms.ChoiceField(label=_("Closed on public holidays of"), choices=_countries, required=False)
    subdivision = forms.CharField(
        label=_("Part of the country"),
        help_text=_("Its code, such as BY, where a part has holidays of its own."),
        max_length=10,
        required=False,
    )
    special_days = forms.CharField(
        label=_("Special days"),
        help_text=_("One a line: “2026-12-24 08:00-12:00 Christmas Eve” or “2026-12-27 closed”."),
        max_length=10_000,
        required=False,
        validators=[validate_special_days],
        widget=forms.Textarea(attrs={"rows": 4, "class": "font-monospace"}),
    )

    def clean_subdivision(self) -> str:
        """The code as its library writes it; raises ValidationError for a part that is not known."""
        part: str = self.cleaned_data["subdivision"].strip().upper()
        try:
            require_subdivision(self.cleaned_data.get("country", ""), part)
        except InputError as error:
            raise forms.ValidationError(str(error)) from error
        return part


class CalendarForm(HoursFields, RecordForm):
    """A calendar with its first edition; what it says later is said by new editions."""

    hours_fields = ("hours", "zone", "country", "subdivision", "special_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("zone", Installation.current().time_zone)
            return
        for name in self.hours_fields:
            self.fields.pop(name)

    def applies(self, name: str) -> bool:
        """What a calendar begins with is asked once."""
        return name in self.fields and super().applies(name)


class EditionForm(HoursFields, ReasonForm):
    """What a calendar says from a day on; it begins with what holds now."""

    valid_from = day_field(_("From"), required=True)
    field_order = ("valid_from", "hours", "zone", "country", "subdivision", "special_days", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.record.editions.last() if self.record else None  # type: ignore[attr-defined]
        for name in CalendarForm.hours_fields if last else ():
            self.initial.setdefault(name, getattr(last, name))
        self.initial.setdefault("valid_from", today())


class GoLiveForm(PartForm):
    """Since when customers use it."""

    live_since = day_field(_("Live since"), required=True)
    reason = forms.CharField(label=_("A word on it"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("live_since", today())


class RemoveForm(ReasonForm):
    """Until when it is there."""

    removal_on = day_field(_("To be removed on"), required=True)
    field_order = ("removal_on", "reason")
    proposes = ("removal_on",)


class ConnectForm(PartForm):
    """A part or a dependency."""

    relation = forms.ChoiceField(label=_("This service"), choices=Relation)
    other = RecordField(model=Service, label=_("Other service"), help_text=_("Type its name or reference."))


class DisconnectForm(ReasonForm):
    """Which part or dependency it has no more."""

    link = forms.TypedChoiceField(label=_("What to take away"), choices=())
    field_order = ("link", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = links_of(self.record) if isinstance(self.record, Service) else []
        labels = plain_labels_for({link.other_id for link in links}, self.user)
        named = {str(link.pk): f"{link.get_relation_display()} {labels[link.other_id]}" for link in links}
        _offer(self.fields["link"], named, {str(link.pk): link for link in links})


class OperatorForm(PartForm):
    """Who else operates which part."""

    organisation = RecordField(model=Organisation, label=_("Organisation"), help_text=_("Type its name or reference."))
    part = forms.CharField(label=_("Which part"), max_length=200)


class EndOperatorForm(ReasonForm):
    """Who operates a part no more."""

    operator = forms.TypedChoiceField(label=_("What to take away"), choices=())
    field_order = ("operator", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(ServiceOperator.objects.filter(service=self.record.pk).order_by("part")) if self.record else []
        labels = plain_labels_for({each.organisation_id for each in found}, self.user)
        named = {str(each.pk): f"{each.part}: {labels[each.organisation_id]}" for each in found}
        _offer(self.fields["operator"], named, {str(each.pk): each for each in found})


class MetForm(PartForm):
    """How a requirement is met."""

    how_met = forms.CharField(label=_("How it is met"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    proposes = ("how_met",)


class AskForm(PartForm):
    """By when top management is to approve it."""

    due = day_field(_("By"), required=True)
    reason = forms.CharField(label=_("A word to top management"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due", today() + timedelta(days=DAYS_TO_APPROVE))


class ScopedServicesForm(PartForm):
    """Where each service stands: in, out with the reason, or not named."""

    reason = forms.CharField(label=_("Why this change"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {
            line.service_id: line
            for line in ScopedService.objects.filter(scope=self.record.pk if self.record else None)
        }
        seen = Service.objects.visible_to(self.user).current().order_by("title")
        self.services = [service for service in seen if service.state != "retired" or service.pk in named]
        for service in self.services:
            self._ask(service, named.get(service.pk))

    def _ask(self, service: Service, line: ScopedService | None) -> None:
        place = UNNAMED if line is None else IN if line.is_in else OUT
        choices = [(UNNAMED, _("Not named")), (IN, _("In scope")), (OUT, _("Out of scope"))]
        self.fields[f"place_{service.pk}"] = forms.ChoiceField(
            label=service.title, choices=choices, required=False, initial=place
        )
        self.fields[f"reason_{service.pk}"] = forms.CharField(
            label=_("Why"),
            max_length=500,
            required=False,
            initial=line.reason if line else "",
            widget=forms.TextInput(attrs={"placeholder": _("Why")}),
        )

    @property
    def rows(self) -> list[tuple[Service, Any, Any]]:
        """Each service with its two fields."""
        return [(service, self[f"place_{service.pk}"], self[f"reason_{service.pk}"]) for service in self.services]

    def clean(self) -> dict[str, Any]:
        """What is out is out for a reason; the answers as the verb takes them."""
        cleaned = super().clean() or {}
        for service in self.services:
            if cleaned.get(f"place_{service.pk}") == OUT and not cleaned.get(f"reason_{service.pk}"):
                self.add_error(f"reason_{service.pk}", _("Say why it is out"))
        return {
            "token": cleaned.get("token"),
            "reason": cleaned.get("reason", ""),
            "placed": [self._placed(cleaned, service.pk) for service in self.services],
        }

    def _placed(self, cleaned: dict[str, Any], key: int) -> Placed:
        place = cleaned.get(f"place_{key}", UNNAMED)
        return Placed(key, None if place == UNNAMED else place == IN, cleaned.get(f"reason_{key}", ""))


class PublishForm(PartForm):
    """What changed since the catalogue was published last."""

    note = forms.CharField(
        label=_("What changed"),
        help_text=_("In a sentence, for those who read the catalogue."),
        max_length=500,
    )


def _offer(field: Any, named: dict[str, str], rows: dict[str, Any]) -> None:
    """Let a choice be of these rows; it comes out as the row."""
    choices: Sequence[tuple[str, Any]] = [("", _("Choose one")), *named.items()]
    field.choices, field.coerce = choices, rows.get
    field.empty_value = None
