"""What actions ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.calendar import today
from records.forms import PersonField, RecordForm
from records.forms.parts import PartForm, ReasonForm, day_field

#: After so many days the effect of an action is judged, where nobody says otherwise.
EFFECT_DAYS = 90


class ActionForm(RecordForm):
    """An action; its day is asked for once, and moved with a reason from then on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("due", None)
        else:
            self.fields["due"].required = True

    def applies(self, name: str) -> bool:
        """The day is no part of the form once there is one."""
        return name in self.fields and super().applies(name)


class MoveForm(ReasonForm):
    """Another day, and why."""

    due = day_field(_("New day"), required=True)
    field_order = ("due", "reason")
    proposes = ("due",)


class CompleteForm(PartForm):
    """What shows that it was done, and who judges whether it helped."""

    proof = forms.CharField(
        label=_("Proof"),
        help_text=_("What shows that it was done: where it stands, who saw it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(label=_("File that shows it"), required=False)
    judge = PersonField(label=_("Who judges its effect"), help_text=_("Somebody else than who did it."))
    judge_on = day_field(_("By when"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("judge_on", today() + timedelta(days=EFFECT_DAYS))
        self.fields["judge"].queryset = self.fields["judge"].queryset.exclude(pk=self.user.pk)  # type: ignore[attr-defined]


class EffectForm(PartForm):
    """Whether it helped, and by what one sees it."""

    effect = forms.CharField(
        label=_("Effect"),
        help_text=_("What is different now, in figures where you can; or what is still as it was."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReopenForm(ReasonForm):
    """Who does it now, by when, and why it is needed again."""

    owner = PersonField(label=_("Owner"))
    due = day_field(_("Due"), required=True)
    field_order = ("owner", "due", "reason")
    proposes = ("owner",)
