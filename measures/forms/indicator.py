"""Forms of indicators themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.catalogue import starters
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordField
from records.forms.parts import PartForm, ReasonForm, day_field
from records.models import Record


class IndicatorForm(RecordForm):
    """An indicator, its numbers without zeros that say nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("baseline", "target", "target_upper", "tolerance"):
            if isinstance(value := self.initial.get(name), Decimal):
                self.initial[name] = f"{value.normalize():f}"


class CloseForm(ReasonForm):
    """Up to which day values stay as they are, and why."""

    until = day_field(_("Until the period that ends on"))
    field_order = ("until", "reason")


class AdoptForm(PartForm):
    """Which indicators of the library are taken into use, whose they are, and where they belong."""

    keys = forms.MultipleChoiceField(
        label=_("Indicators"), error_messages={"required": _("Tick the indicators to be adopted")}
    )
    owner = PersonField(label=_("Owner"), required=False, empty_label=_("Me"))
    about = RecordField(
        model=Record,
        label=_("They belong to"),
        required=False,
        help_text=_("The record whose holders answer for them, such as a process. Type its reference."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields["keys"]
        keys.choices = [(key, starter.name) for key, starter in starters().items()]
