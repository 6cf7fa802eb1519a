"""What recurring duties, their intervals and the calendar ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from measures.domain.duty import catalogue
from measures.models import Duty
from measures.models.duty import EVERY_MAX, Unit
from people.calendar import today
from records.forms import PersonField, RecordField, RecordForm
from records.forms.parts import PartForm, ReasonForm, day_field
from records.models import Record


class DutyForm(RecordForm):
    """A duty; its interval is asked for once, and proposed anew with a reason from then on."""

    items = forms.CharField(
        label=_("Requirement items"),
        required=False,
        max_length=400,
        help_text=_("Their numbers with commas between, such as 8.7.2-10."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("proposed_every", "proposed_unit"):
                self.fields.pop(name, None)
            numbers = self.instance.duty_items.values_list("item__identifier", flat=True)
            self.initial["items"] = ", ".join(numbers)

    def applies(self, name: str) -> bool:
        """The interval is no part of the form once there is one."""
        return name in self.fields and super().applies(name)


class ProposeForm(ReasonForm):
    """Another interval, and why."""

    every = forms.IntegerField(
        label=_("Every"), min_value=1, max_value=EVERY_MAX, widget=forms.NumberInput(attrs={"class": "w-d"})
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=Unit)
    field_order = ("every", "unit", "reason")
    proposes = ("every", "unit")


class NextForm(ReasonForm):
    """How the duty goes on in the next year: from which day, how often, whose it is, and why otherwise than now."""

    first_due = day_field(_("Due for the first time"), required=True)
    every = forms.IntegerField(
        label=_("Every"), min_value=1, max_value=EVERY_MAX, widget=forms.NumberInput(attrs={"class": "w-d"})
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=Unit)
    owner = PersonField(label=_("Owner"))
    field_order = ("first_due", "every", "unit", "owner", "reason")
    proposes = ("every", "unit", "owner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duty: Any = self.record
        self.initial.setdefault("first_due", duty.due or duty.first_due)


class DoneForm(PartForm):
    """When it was done, and what record shows it."""

    on = day_field(_("Done on"), required=True)
    evidence = RecordField(
        model=Record,
        label=_("Record that shows it"),
        required=False,
        help_text=_("Minutes, a report, a document: its reference; offers come as you type."),
    )
    note = forms.CharField(
        label=_("What came of it"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today())


class AdoptForm(PartForm):
    """Duties of the catalogue to take over."""

    keys = forms.MultipleChoiceField(
        label=_("Duties"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Each is proposed with the interval one usually begins with; somebody else approves it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = set(Duty.objects.visible_to(self.user).exclude(key="").values_list("key", flat=True))
        left = [(key, about["title"]) for key, about in catalogue().items() if key not in adopted]
        self.fields["keys"].choices = left  # type: ignore[attr-defined]
        self.initial.setdefault("keys", [key for key, _title in left])


class YearForm(PartForm):
    """The month of the certification audit."""

    month = forms.TypedChoiceField(label=_("Month of the certification audit"), choices=MONTHS.items(), coerce=int)
