"""What assignments, absences and hand-overs ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.calendar import today
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordsField
from records.forms.parts import PartForm


class AssignmentForm(RecordForm):
    """The form of an assignment, with the records the role is held for."""

    scopes = RecordsField(
        label=_("For these records"),
        help_text=_("References with commas between, such as ORG-2026-0001; empty for the whole system."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            held = self.instance.scopes.values_list("record", flat=True)
            self.fields["scopes"].keep_all(held)  # type: ignore[attr-defined]
            self.initial["scopes"] = list(held)
        else:
            self.initial.setdefault("starts", today())


class AbsenceForm(RecordForm):
    """The form of an absence: one's own, as it begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("person", self.user.pk)
            self.initial.setdefault("starts", today())


class HandOverForm(PartForm):
    """To whom a person's work goes, and why."""

    successor = PersonField(label=_("To whom"), empty_label=_("Choose a person"))
    tasks = forms.BooleanField(label=_("Open tasks"), required=False, initial=True)
    records = forms.BooleanField(label=_("Owned records"), required=False, initial=True)
    reason = forms.CharField(label=_("Reason"), help_text=_("Goes into the history of each."), max_length=300)
    field_order = ("successor", "tasks", "records", "reason")
