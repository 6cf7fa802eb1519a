"""Remarks on drafts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms.parts import PartForm


class RemarkForm(PartForm):
    """Something to be looked at, beside the passage it is about."""

    passage = forms.CharField(
        label=_("Passage"), help_text=_("Its heading or first words."), max_length=500, required=False
    )
    text = forms.CharField(label=_("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(PartForm):
    """What became of a remark."""

    answer = forms.CharField(label=_("What became of it"), max_length=500)
