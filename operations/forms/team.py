"""The form of a team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User
from records.forms import RecordForm


class TeamForm(RecordForm):
    """A team, and who works in it."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who works in it"),
        queryset=User.objects.filter(is_active=True).order_by("display_name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["people"] = list(self.instance.memberships.values_list("person", flat=True))
