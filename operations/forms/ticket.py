"""What working on any ticket asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.enums import Waiting
from operations.models import Incident, Team
from records.forms import PersonField, RecordField, RecordForm
from records.forms.parts import PartForm, ReasonForm

#: What somebody can wait for; the time after a resolution is no choice.
WAITS = [(waiting.value, waiting.label) for waiting in Waiting if waiting is not Waiting.RESOLVED]


class MomentField(forms.DateTimeField):
    """A day and time to the minute, chosen with the browser's own calendar, in the reader's time zone."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
        super().__init__(widget=widget, input_formats=formats, required=False, **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another minute is named."""
        return not self.disabled and bool(data) and self.prepare_value(initial) != data and _minute(initial) != data


def _minute(moment: Any) -> str:
    """A moment as the field shows it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) and moment.tzinfo else ""


class SourcedForm(RecordForm):
    """The form of a ticket. What the tool it came from owns is locked: it is changed there."""

    #: Fields that stay ours, whatever the source says.
    ours: ClassVar[frozenset[str]] = frozenset({"service", "customer", "team", "owner", "workaround", "restricted"})

    opened_at = MomentField(label=_("Opened"), help_text=_("When it happened, which may be before you write it down."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_source_owned:
            self._lock_sourced(self.instance.source)

    def _lock_sourced(self, source: str) -> None:
        why = _("Owned by %(source)s: it is changed there.") % {"source": source}
        for name in self.columns:
            if name not in self.ours:
                self.fields[name].disabled = True
                self.fields[name].help_text = why

    def clean_opened_at(self) -> Any:
        """Left as it was, or empty, it is the very moment that stood there: now, for a new one."""
        stands: datetime = self.instance.opened_at
        typed = self.cleaned_data["opened_at"]
        return stands if typed is None or typed == stands.replace(second=0, microsecond=0) else typed


class AssignForm(PartForm):
    """To whom it is given."""

    team = RecordField(model=Team, label=_("Team"), required=False, help_text=_("Type its name or reference."))
    owner = PersonField(label=_("Person"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None:
            self.initial.setdefault("team", getattr(self.record, "team_id", None))
            self.initial.setdefault("owner", self.record.owner_id)

    def clean(self) -> dict[str, Any]:
        """A team, a person or both."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("team") and not cleaned.get("owner"):
            self.add_error("team", _("Choose a team or a person"))
        return cleaned


class HoldForm(ReasonForm):
    """What it waits for, and why."""

    waits_for = forms.ChoiceField(label=_("Waits for"), choices=WAITS)
    field_order = ("waits_for", "reason")


class ResolveForm(PartForm):
    """How it was resolved, and when."""

    resolution = forms.CharField(
        label=_("Resolution"),
        help_text=_("What was done, so that somebody else can do it next time."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    resolution_code = forms.CharField(label=_("Resolution code"), max_length=120, required=False)
    at = MomentField(label=_("When"), help_text=_("Left empty it is now."))


class MergeForm(PartForm):
    """Which incident it is the same as."""

    into = RecordField(
        model=Incident,
        label=_("Is the same as"),
        help_text=_("Work goes on there; what was said here is said there too."),
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class LeaveOutForm(PartForm):
    """Why a step is left out or done otherwise."""

    deviation = forms.CharField(label=_("Why it is left out or done otherwise"), max_length=500)
