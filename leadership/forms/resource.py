"""What resources, requests and decisions on them ask for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.domain.resources import text_of
from leadership.models import Resource
from people.calendar import today
from records.forms import RecordField, RecordForm
from records.forms.parts import PartForm, ReasonForm


class ResourceForm(RecordForm):
    """A resource, with what people or technology must be able to do."""

    capabilities = forms.CharField(
        label=_("Capabilities"),
        required=False,
        max_length=20_000,
        help_text=_(
            "One a line, with levels from 0 to 5: Name | level needed | level there | what is done about the gap"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("capabilities", text_of(list(self.instance.capabilities.all())))
        else:
            self.initial["starts"] = self.initial.get("starts") or date(today().year, 1, 1)
            self.initial["ends"] = self.initial.get("ends") or date(today().year, 12, 31)


class GrantForm(PartForm):
    """The resource whose allocation grows, and why."""

    resource = RecordField(
        model=Resource,
        label=_("Adds to"),
        help_text=_("Its allocation grows by what you grant, in the same step."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    proposes = ("resource",)


class GrantPartForm(ReasonForm):
    """How much, to which resource, and why not all."""

    amount = forms.DecimalField(label=_("How much"), min_value=Decimal("0.01"), max_digits=14, decimal_places=2)
    resource = RecordField(model=Resource, label=_("Adds to"))
    field_order = ("amount", "resource", "reason")
    proposes = ("resource",)


class ResubmitForm(PartForm):
    """What is asked for, with more said."""

    why = forms.CharField(label=_("Why"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 8}))
    proposes = ("why",)
