"""What assignments, absences and hand-overs ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.calendar import today
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordsField
from records.forms.parts import PartForm
from roles.models import Role


class RoleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A role, by its name: nobody knows roles by their references."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.title)

    def prepare_value(self, value: Any) -> Any:
        """The key of the role; links that begin a form name it by its reference, which has no signs that do not print."""
        is_named = isinstance(value, str) and value.isprintable() and not value.isdecimal()
        if is_named and self.queryset is not None:
            return self.queryset.filter(reference=value).values_list("pk", flat=True).first()
        return super().prepare_value(value)


class AssignmentForm(RecordForm):
    """The form of an assignment, with the records the role is held for."""

    scopes = RecordsField(
        label=_("For these records"),
        help_text=_("References with commas between, such as ORG-2026-0001; empty for the whole system."),
        required=False,
    )

    role = RoleField(label=_("Role"), queryset=None, empty_label=_("Choose a role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Role.objects.visible_to(self.user).current().filter(state="in_force").order_by("-is_standard", "pk")
        self.fields["role"].queryset = offered  # type: ignore[attr-defined]
        if self.instance.pk:
            self._begin_with_stored()
        elif not self.initial.get("starts"):
            self.initial["starts"] = today()

    def _begin_with_stored(self) -> None:
        """Person and role stay; the records it is held for can change."""
        held = list(self.instance.scopes.values_list("record", flat=True))
        self.fields["scopes"].keep_all(held)  # type: ignore[attr-defined]
        self.initial["scopes"] = held
        for name in ("person", "role"):
            self.fields[name].disabled = True
        self.fields["role"].queryset = Role.objects.visible_to(self.user)  # type: ignore[attr-defined]


class AbsenceForm(RecordForm):
    """The form of an absence: one's own, as it begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["person"].disabled = True
            return
        for name, value in (("person", self.user.pk), ("starts", today())):
            self.initial[name] = self.initial.get(name) or value


class HandOverForm(PartForm):
    """To whom a person's work goes, and why."""

    successor = PersonField(label=_("To whom"), empty_label=_("Choose a person"))
    tasks = forms.BooleanField(label=_("Open tasks"), required=False, initial=True)
    records = forms.BooleanField(label=_("Owned records"), required=False, initial=True)
    reason = forms.CharField(label=_("Reason"), help_text=_("Goes into the history of each."), max_length=300)
    field_order = ("successor", "tasks", "records", "reason")
