"""Recording an incident while somebody tells of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operations.enums import Level, Priority
from operations.forms.ticket import SourcedForm

BY_TABLE = ("", _("As the table says"))


class IncidentForm(SourcedForm):
    """An incident; its priority is the table's unless another one is chosen, with the reason."""

    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[BY_TABLE, *Priority.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Another one than impact and urgency make asks for a reason."),
    )
    impact = forms.TypedChoiceField(
        label=_("Impact"), choices=Level.choices, coerce=int, help_text=_("How many are hindered, and how badly.")
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), choices=Level.choices, coerce=int, help_text=_("How soon it hurts.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        incident = self.instance
        if not incident.priority_reason and not incident.is_source_owned:
            self.initial["priority"] = None
        self.fields["title"].label = str(_("What happened"))
        self.fields["title"].widget.attrs |= {"autofocus": True}

    def clean(self) -> dict[str, Any]:
        """No priority of its own means the table's, also where the field was not sent at all."""
        cleaned = super().clean()
        if cleaned.get("priority") is None:
            self.instance.priority = None
        return cleaned
