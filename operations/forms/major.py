"""What the major incident procedure asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import PersonField
from records.forms.parts import PartForm, ReasonForm

#: Minutes between words to those concerned.
INTERVALS = [(15, _("15 minutes")), (30, _("30 minutes")), (60, _("an hour")), (120, _("two hours"))]


class DeclareForm(ReasonForm):
    """Why it is major, who leads it, and how often those concerned hear of it."""

    leader = PersonField(label=_("Leads it"), empty_label=_("Choose who leads it"))
    every = forms.TypedChoiceField(
        label=_("A word to those concerned every"), choices=INTERVALS, coerce=int, initial=30
    )
    field_order = ("reason", "leader", "every")


class TellForm(PartForm):
    """What was said to whom."""

    audience = forms.CharField(
        label=_("Told to"), max_length=200, help_text=_("Users of the service, a customer, everybody in the building.")
    )
    text = forms.CharField(label=_("What was said"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    top_management = forms.BooleanField(label=_("Tell top management too"), required=False)


class ReviewForm(PartForm):
    """What happened, what came of it, and what is to be better."""

    review = forms.CharField(
        label=_("Review"),
        help_text=_("What happened and why, how it was handled, what is to be better and who sees to it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
