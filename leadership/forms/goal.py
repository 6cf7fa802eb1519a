"""What goals ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.fields import OfKindField
from leadership.models import BusinessProcess
from leadership.models.business_process import TEXT_MAX
from records.forms import RecordForm
from records.forms.parts import PartForm


class GoalForm(RecordForm):
    """A goal, and the business processes that carry it."""

    carriers = OfKindField(
        model=BusinessProcess,
        label=_("Business processes that carry it"),
        required=False,
        help_text=_("Their references with commas between, such as BPR-2026-0001."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            keys = list(self.instance.carriers.values_list("business_process", flat=True))
            self.initial.setdefault("carriers", keys)
            carriers: Any = self.fields["carriers"]
            carriers.keep_all(keys)


class OutcomeForm(PartForm):
    """What came of a goal."""

    outcome = forms.CharField(
        label=_("What came of it"),
        help_text=_("By what one sees it, or why nobody goes for it any more."),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
