"""Forms of how one wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.models import Notice, NoticePreference, Way
from records.models.notice import CHANGES
from records.reminders.lead_times import COUNT_MAX, DAYS_MAX, LeadBook, subjects

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]
#: Changes of what one owns gather over a day.
WAYS_OF_CHANGES = [(value, words) for value, words in Way.choices if value != Way.NOW]


def clock_field(label: Any, help_text: Any = "") -> forms.TimeField:
    """A time of day, chosen with the browser's own clock."""
    widget = forms.TimeInput(attrs={"type": "time", "class": "w-d"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, help_text=help_text, widget=widget)


class NoticeSettingsForm(forms.Form):
    """A way for each kind of notice, the hour of the daily mail, and when no mail comes."""

    daily_hour = forms.TypedChoiceField(label=_("Daily mail at"), choices=HOURS, coerce=int)
    quiet_from = clock_field(_("No mail from"))
    quiet_until = clock_field(
        _("No mail until"), _("What comes meanwhile waits until then. Leave both empty for none.")
    )
    quiet_weekends = forms.BooleanField(label=_("No mail on Saturdays and Sundays"), required=False)

    def __init__(self, *args: Any, preference: NoticePreference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(kind, words, Way.choices) for kind, words in Notice.Kind.choices]
        offered.append((CHANGES, _("A record I own is changed by others"), WAYS_OF_CHANGES))
        self.ways = [kind for kind, _words, _ways in offered]
        for kind, words, ways in offered:
            field = forms.ChoiceField(label=words, choices=ways, initial=preference.way_of(kind))
            self.fields[f"way-{kind}"] = field
        for name in ("daily_hour", "quiet_from", "quiet_until", "quiet_weekends"):
            self.initial.setdefault(name, getattr(preference, name))

    def values(self) -> dict[str, Any]:
        """The answers as ``save_preference`` takes them."""
        answers = dict(self.cleaned_data)
        return {"ways": {kind: answers.pop(f"way-{kind}") for kind in self.ways}, **answers}

    def way_fields(self) -> list[Any]:
        """The fields of the ways."""
        return [self[f"way-{kind}"] for kind in self.ways]

    def time_fields(self) -> list[Any]:
        """The other fields."""
        return [self[name] for name in self.base_fields]


class DaysField(forms.CharField):
    """Days before, with commas between: a tuple, the longest first; None for an empty field."""

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.TextInput(attrs={"class": "w-d"})
        super().__init__(required=False, max_length=60, **options)

    def prepare_value(self, value: Any) -> Any:
        """Days as one types them."""
        return ", ".join(str(days) for days in value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        """The days; raises ValidationError for what is none, too long or too many."""
        words = super().clean(value).replace(",", " ").split()
        if unknown := [word for word in words if not _is_days(word)]:
            message = _("“%(word)s” is not a number of days from 0 to %(most)d. Write such as: 14, 3")
            raise forms.ValidationError(message, params={"word": unknown[0], "most": DAYS_MAX})
        days = tuple(sorted({int(word) for word in words}, reverse=True))
        if len(days) > COUNT_MAX:
            raise forms.ValidationError(_("At most %(most)d reminders before the day"), params={"most": COUNT_MAX})
        return days or None


def _is_days(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= len(str(DAYS_MAX)) and int(word) <= DAYS_MAX


class LeadTimesForm(forms.Form):
    """Days before, for each kind of record and task."""

    def __init__(self, *args: Any, book: LeadBook, person: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for subject in subjects():
            usual = subject.usual if person is None else book.of(None, subject.key)
            words = gettext("Days before; if empty: %(days)s") % {"days": ", ".join(str(days) for days in usual)}
            said = book.said(person, subject.key)
            self.fields[subject.key] = DaysField(label=subject.label, help_text=words, initial=said)

    def chosen(self) -> dict[str, tuple[int, ...] | None]:
        """The answers by subject."""
        return dict(self.cleaned_data)
