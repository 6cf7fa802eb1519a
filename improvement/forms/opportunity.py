"""What decisions on opportunities ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import PersonField
from records.forms.parts import PartForm, ReasonForm, day_field


class AcceptForm(ReasonForm):
    """Who does it, by when, and why."""

    owner = PersonField(label=_("Owner"), empty_label=_("Choose who answers for it"))
    due = day_field(_("Due"), required=True)
    field_order = ("owner", "due", "reason")
    proposes = ("owner", "due")


class PostponeForm(ReasonForm):
    """When to look at it again, and why then."""

    due = day_field(_("Look at it again on"), required=True)
    field_order = ("due", "reason")


class RealiseForm(PartForm):
    """What it brought."""

    result = forms.CharField(
        label=_("Result"),
        help_text=_("Against the benefit that was expected."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
