"""What the steps of processes, waivers and reviews ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.domain.waiving import require_ahead
from processes.enums import Conclusion
from records.domain.errors import InputError
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordField
from records.forms.parts import PartForm, day_field
from records.models import Record
from standard.models import RequirementItem


class SubmitForm(PartForm):
    """What those who sign are to know."""

    reason = forms.CharField(
        label=gettext_lazy("What changed"),
        help_text=gettext_lazy("In a sentence, for those who sign and for those who read it later."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(PartForm):
    """A word on it, if there is one."""

    reason = forms.CharField(label=gettext_lazy("A word on it"), max_length=1000, required=False)


class StepForm(PartForm):
    """A line of the roll-out."""

    planned = day_field(gettext_lazy("Planned for"))
    done = day_field(gettext_lazy("Done on"))
    person = PersonField(label=gettext_lazy("By"), required=False)
    note = forms.CharField(
        label=gettext_lazy("What was done"),
        help_text=gettext_lazy(
            "Who was told or trained, which tools, where the first records are; or why it is not needed."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = RecordField(model=Record, label=gettext_lazy("Evidence"), required=False)
    is_needed = forms.BooleanField(label=gettext_lazy("It is needed"), required=False, initial=True)


class WaiverForm(RecordForm):
    """A waiver has a last day that is ahead; the item is named by its number."""

    item = forms.CharField(
        label=gettext_lazy("Requirement item"),
        help_text=gettext_lazy(
            "Its number, such as 8.6.1-02, where the rule serves one. What the standard asks for stays asked for."
        ),
        max_length=20,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].required = True
        if self.instance.item_id:
            self.initial["item"] = self.instance.item.identifier

    def clean_item(self) -> RequirementItem | None:
        """The item with that number."""
        wanted = self.cleaned_data["item"].strip()
        found = RequirementItem.objects.filter(identifier=wanted).first() if wanted else None
        if wanted and found is None:
            raise forms.ValidationError(
                _("The catalogue has no item with this number. Look it up on the clause's page.")
            )
        return found

    def clean_due(self) -> Any:
        """A day ahead, unless it stands there already."""
        due = self.cleaned_data["due"]
        if due != self.instance.due:
            try:
                require_ahead(due)
            except InputError as error:
                raise forms.ValidationError(str(error)) from error
        return due


class ReviewForm(RecordForm):
    """A review has a day, and its period is in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].required = True

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned = super().clean()
        begins, ends = cleaned.get("period_from"), cleaned.get("period_until")
        if begins and ends and ends < begins:
            self.add_error("period_until", _("The period must end on or after the day it begins"))
        return cleaned


class ConcludeForm(PartForm):
    """What a review came to."""

    conclusion = forms.ChoiceField(label=gettext_lazy("Conclusion"), choices=Conclusion)
    findings = forms.CharField(
        label=gettext_lazy("What was found"),
        help_text=gettext_lazy("Against purpose, targets and requirement items."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decisions = forms.CharField(
        label=gettext_lazy("Decisions"),
        help_text=gettext_lazy("What is done, by whom and by when; “nothing” is a decision, too."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_due = day_field(gettext_lazy("Next review by"), required=True)
