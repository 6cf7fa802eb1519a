"""Forms of chasing what is late: what was chosen, and what is to be done with it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms.parts import day_field
from records.forms.record import new_token

#: A task or a record as an address names it.
KEY = re.compile(r"(task|record)-([0-9]{1,17})")
#: Things chosen at once: a page of them.
CHOSEN_MAX = 50
DAYS_MAX = 365


class ChosenField(forms.Field):
    """Tasks and records by their keys: pairs of source and key."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Nothing is chosen. Go back and choose what is late."),
        "too_many": _("Choose at most %(most)d at once."),
    }

    def clean(self, value: Any) -> list[tuple[str, int]]:
        """The pairs; what is no key is left out. Raises ValidationError for none, and for too many."""
        found = [KEY.fullmatch(str(each)) for each in value or ()]
        pairs = list(dict.fromkeys((match[1], int(match[2])) for match in found if match))
        if len(pairs) > CHOSEN_MAX:
            raise forms.ValidationError(self.error_messages["too_many"], "too_many", {"most": CHOSEN_MAX})
        chosen: list[tuple[str, int]] = super().clean(pairs)
        return chosen


class ChaseForm(forms.Form):
    """What was chosen; acts once."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    chosen = ChosenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", new_token())


class NudgeForm(ChaseForm):
    """A sentence to whom it waits for."""

    text = forms.CharField(
        label=_("What you say"),
        help_text=_("One sentence; it goes to whom each waits for, and into the history."),
        max_length=300,
        widget=forms.TextInput,
    )
    is_again = forms.BooleanField(label=_("Nudge also what was nudged today already"), required=False)


class EscalateForm(ChaseForm):
    """A sentence to whom it is brought."""

    text = forms.CharField(
        label=_("What you say"),
        help_text=_("One sentence; it goes to whom each is brought, and into the history."),
        max_length=300,
        widget=forms.TextInput,
    )


class ReplanForm(ChaseForm):
    """Another day, or so many days later, and why."""

    to = day_field(_("New day"))
    by = forms.IntegerField(
        label=_("Or later by, in days"),
        required=False,
        min_value=1,
        max_value=DAYS_MAX,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-n"}),
    )
    reason = forms.CharField(label=_("Reason"), help_text=_("Goes into the history."), max_length=300)

    def clean(self) -> dict[str, Any]:
        """One of the two ways to say when."""
        answers = self.cleaned_data
        to, by = answers.get("to"), answers.get("by")
        if not {"to", "by"} & set(self.errors) and (to is None) == (by is None):
            self.add_error("to", _("Say either the new day, or by how many days it moves"))
        return answers
