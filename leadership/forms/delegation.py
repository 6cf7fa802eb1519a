"""What delegating asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.domain.delegations import only_role_of
from leadership.panels.delegation import matrix_choices
from people.calendar import today
from records.forms import RecordForm


class DelegationForm(RecordForm):
    """A delegation; the action of the authority matrix is chosen from those there are."""

    decides = forms.ChoiceField(label=_("In the authority matrix"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decides"]
        field.choices = [("", _("None of them")), *matrix_choices()]
        if self.instance.pk is None:
            self.initial["starts"] = self.initial.get("starts") or today()
            self.initial["role"] = self.initial.get("role") or only_role_of(self.user)
        field.help_text = _("Where what may be decided is an action that stands there. It gives no right by itself.")
