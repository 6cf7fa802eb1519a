"""What the steps of a document ask for, beside a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import Cause
from records.forms.parts import PartForm, ReasonForm, day_field


class PublishForm(ReasonForm):
    """From which day it is in force."""

    effective = day_field(_("In force from"))
    field_order = ("effective", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective"].help_text = _("Left empty: from today.")
        self.fields["reason"].required = False


class TriggerForm(ReasonForm):
    """Why it is to be reviewed before its turn, and by when."""

    cause = forms.ChoiceField(label=_("Because of"), choices=Cause)
    due = day_field(_("Review by"), required=True)
    field_order = ("cause", "reason", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What is to be looked at")


class SubmitForm(ReasonForm):
    """What approvers are to know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("A word to the approvers")
        self.fields["reason"].required = False


class SignForm(PartForm):
    """A signature: under which sentence, by whose password, for which content."""

    meaning = forms.ChoiceField(
        label=_("I sign as"),
        choices=[
            ("approved", _("I have read this version and approve it")),
            ("approved_for_use", _("I approve it for use in my area")),
        ],
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("It makes this your signature."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
