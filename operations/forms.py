"""What working on a ticket asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from operations.enums import Waiting
from records.forms.parts import PartForm, ReasonForm

#: What somebody can wait for; the time after a resolution is no choice.
WAITS = [(waiting.value, waiting.label) for waiting in Waiting if waiting is not Waiting.RESOLVED]


class HoldForm(ReasonForm):
    """What it waits for, and why."""

    waits_for = forms.ChoiceField(label=_("Waits for"), choices=WAITS)
    field_order = ("waits_for", "reason")


class ResolveForm(PartForm):
    """How it was resolved."""

    resolution = forms.CharField(
        label=_("Resolution"),
        help_text=_("What was done, so that somebody else can do it next time."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    resolution_code = forms.CharField(label=_("Resolution code"), max_length=120, required=False)
