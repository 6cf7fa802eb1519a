"""What articles ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms.parts import PartForm


class DoubtForm(PartForm):
    """What is no longer right in an article."""

    text = forms.CharField(label=_("What is no longer right"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
