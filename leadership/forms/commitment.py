"""What an entry about top management's duties asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.calendar import today
from records.forms import RecordField
from records.forms.parts import PartForm, day_field
from records.models import Record


class EntryForm(PartForm):
    """What was done, on which day, and the record that shows it."""

    on = day_field(_("Done on"), required=True)
    what = forms.CharField(label=_("What was done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = RecordField(
        model=Record,
        label=_("Record that shows it"),
        required=False,
        help_text=_("Of any kind: minutes, a decision, a document. Who does not see it does not see this entry."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today())


class CorrectionForm(EntryForm):
    """The same, and why the entry before was wrong; that one stays readable."""

    reason = forms.CharField(label=_("Why it is corrected"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
