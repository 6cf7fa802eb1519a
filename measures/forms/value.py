"""Forms of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from measures.domain.asking import periods_lacking
from measures.domain.measuring import Entry
from measures.figures import name_of
from measures.models.indicator import DIGITS, PLACES
from records.forms.parts import PartForm, ReasonForm

if TYPE_CHECKING:
    from measures.models import Measurement

#: Periods back whose values can be brought on the page of an indicator.
BACK = 24
SAID = ("value", "numerator", "denominator", "evidence", "note")


def number_field(label: Any, **about: Any) -> forms.DecimalField:
    """A number, typed as people do."""
    widget = forms.NumberInput(attrs={"class": "w-d", "step": "any"})
    return forms.DecimalField(
        label=label, required=False, max_digits=DIGITS, decimal_places=PLACES, widget=widget, **about
    )


class EntryForm(PartForm):
    """A value, or a fraction, with what shows it."""

    value = number_field(_("Value"))
    numerator = number_field(_("Numerator"), help_text=_("With it the value is worked out."))
    denominator = number_field(_("Denominator"), help_text=_("0 where there was nothing to measure."))
    evidence = forms.CharField(
        label=_("Evidence"), required=False, max_length=500, help_text=_("A reference, a file here, a page.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def entry(self) -> Entry:
        """What was said."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in SAID if name in self.cleaned_data}
        return Entry(**said)


class ValueForm(EntryForm):
    """The value of a period that has none."""

    first = forms.TypedChoiceField(label=_("Period"), coerce=parse_date)
    field_order = ("first", *SAID)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator: Any = self.record
        lacking = periods_lacking(indicator, BACK)[::-1]
        first: Any = self.fields["first"]
        first.choices = [(each.first.isoformat(), name_of(indicator.frequency, each)) for each in lacking]


class CorrectForm(EntryForm, ReasonForm):
    """Another value in the place of one, and why."""

    field_order = (*SAID, "reason")

    def propose(self, wrong: Measurement) -> None:
        """Begin with what was said before."""
        for name in SAID:
            value = getattr(wrong, name)
            self.initial[name] = f"{value.normalize():f}" if name in SAID[:3] and value is not None else value


class RecomputeForm(ReasonForm):
    """Why a period is computed anew."""


class RowForm(EntryForm):
    """A row of the page on which values of many indicators are brought; its numbers are named by what they are of."""

    note = forms.CharField(label=_("Note"), required=False, max_length=5000)
    evidence = forms.CharField(label=_("Evidence"), required=False, max_length=500)

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs["aria-label"] = f"{field.label}, {about}"
            if not isinstance(field.widget, forms.HiddenInput):
                field.widget.attrs["class"] = "form-control form-control-sm"

    @property
    def is_said(self) -> bool:
        """Whether something was typed in this row."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in SAID)
