"""Small forms for what hangs on a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms.fields import DoerField, HolderField, RecordField
from records.forms.record import new_token
from records.models import Link, Record, Task
from standard.models import Clause, RequirementItem

if TYPE_CHECKING:
    from people.models import User


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    """A day, chosen with the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "w-d"}, format="%Y-%m-%d"),
    )


class PartForm(forms.Form):
    """A form that acts once, for a person, on a record where there is one already.

    ``proposes`` names fields whose first value is the record's own.
    """

    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    proposes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, user: User, record: Record | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.record = user, record
        self.initial.setdefault("token", new_token())
        for name in self.proposes if record is not None else ():
            self.initial.setdefault(name, _stored_value(record, name))
        for field in self.fields.values():
            if isinstance(field, RecordField | DoerField):
                field.for_person(user)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("maxlength", None)


class ReasonForm(PartForm):
    """Asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Goes into the history."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConfirmForm(PartForm):
    """Asks nothing."""


class CommentForm(PartForm):
    """A remark."""

    text = forms.CharField(label=_("Comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class LinkForm(PartForm):
    """A link to another record."""

    relation = forms.ChoiceField(label=_("This record"), choices=Link.Relation)
    target = RecordField(model=Record, label=_("Other record"), help_text=_("Its reference; offers come as you type."))


class AttachmentForm(PartForm):
    """A file, what it shows, and for which period."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)
    description = forms.CharField(label=_("What it shows"), max_length=200, required=False)
    period_from = day_field(_("Period from"))
    period_until = day_field(_("Period until"))

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        return _with_period_in_order(self)


class EvidenceForm(PartForm):
    """A requirement item, and what the record shows about it."""

    item = forms.CharField(
        label=_("Requirement item"),
        help_text=_("Its number, such as 10.2-01."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "w-d"}),
    )
    shows = forms.CharField(label=_("What it shows"), max_length=300)
    period_from = day_field(_("Period from"))
    period_until = day_field(_("Period until"))

    def clean_item(self) -> RequirementItem:
        """The item with that number."""
        found = RequirementItem.objects.filter(identifier=self.cleaned_data["item"].strip()).first()
        if found is None:
            message = _("The catalogue has no item with this number. Look it up on the clause's page.")
            raise forms.ValidationError(message)
        return found

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        return _with_period_in_order(self)


class ClausesForm(PartForm):
    """Which clauses the record belongs to, beside those of its kind."""

    clauses = forms.CharField(
        label=_("Clauses"),
        help_text=_("Their numbers with commas between, such as 8.6.1, 10.2."),
        max_length=400,
        required=False,
    )

    def clean_clauses(self) -> list[Clause]:
        """The clauses with those numbers; raises ValidationError naming the ones there are not."""
        numbers = set(self.cleaned_data["clauses"].replace(",", " ").split())
        found = list(Clause.objects.filter(number__in=numbers, is_heading=False, is_current=True))
        if unknown := numbers - {clause.number for clause in found}:
            message = _("The catalogue has no clause %(numbers)s. Look the number up under “The standard”.")
            raise forms.ValidationError(message, params={"numbers": ", ".join(sorted(unknown))})
        return found


class TaskForm(PartForm):
    """Something to do about the record."""

    kind = forms.ChoiceField(label=_("What to do"), choices=Task.Kind, initial=Task.Kind.ACT)
    title = forms.CharField(label=_("Task"), help_text=_("One sentence: what is done when it is done."), max_length=200)
    assignee = DoerField(label=_("For"))
    due = day_field(_("Due"), required=True)


class ReplanForm(PartForm):
    """Another day for a task, and why."""

    due = day_field(_("New day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReassignForm(PartForm):
    """Who is to do a task from now on, and why."""

    assignee = DoerField(label=_("For"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CancelForm(PartForm):
    """Why nobody needs to do a task."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class FinishForm(PartForm):
    """What came of a task."""

    outcome = forms.CharField(label=_("What came of it"), max_length=300)


class ShareForm(PartForm):
    """Who may see the record, and until when."""

    holder = HolderField(label=_("Share with"))
    until = day_field(_("Until"))


def _stored_value(record: Any, name: str) -> Any:
    return record._meta.get_field(name).value_from_object(record)


def _with_period_in_order(form: forms.Form) -> dict[str, Any]:
    cleaned = form.cleaned_data
    begins, ends = cleaned.get("period_from"), cleaned.get("period_until")
    if begins and ends and ends < begins:
        form.add_error("period_until", _("The period must end on or after the day it begins"))
    return cleaned
