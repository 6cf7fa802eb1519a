"""What changes of the system ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conformity.domain.changes import APPROVED
from conformity.models import SmsChange
from people.calendar import today
from records.forms import RecordField, RecordForm
from records.forms.fields import RecordsField
from records.forms.parts import PartForm, day_field

#: After so many days somebody looks at the effects of a change, where nobody says otherwise.
REVIEW_DAYS = 60


class SmsChangeForm(RecordForm):
    """A change of the system, and the records that it touches."""

    touches = RecordsField(
        label=_("Touches"),
        required=False,
        help_text=_(
            "Documents, processes, roles, services and whatever else: their references with commas between, "
            "such as POL-001, PRC-2026-0003."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            keys = list(self.instance.touched.values_list("record_id", flat=True))
            self.fields["touches"].keep_all(keys)  # type: ignore[attr-defined]
            self.initial["touches"] = keys


def _words(label: Any, hint: Any = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=10_000, widget=forms.Textarea(attrs={"rows": rows})
    )


class DecideForm(PartForm):
    """What is decided, and under which conditions."""

    decision = forms.CharField(
        label=_("Decision"),
        help_text=_("Conditions, if there are any."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefuseForm(PartForm):
    """Why it is not carried out."""

    decision = forms.CharField(label=_("Why not"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class CompleteForm(PartForm):
    """What came of it, and by when somebody looks at its effects."""

    result = _words(_("Result"), _("What is different now, and whether it is what was wanted."))
    review_by = day_field(_("Effects are looked at by"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("review_by", today() + timedelta(days=REVIEW_DAYS))


class EffectsForm(PartForm):
    """What it brought about that nobody wanted, and what was done about that."""

    unintended = _words(
        _("Unintended effects"),
        _("What came of it that nobody wanted, and on whom it fell; or where you looked and found nothing."),
    )
    answer = _words(_("What was done about them"), required=False)
    proposes = ("unintended",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None:
            self.initial.setdefault("answer", self.record.unintended_answer)  # type: ignore[attr-defined]


class NameChangeForm(PartForm):
    """The change of the system that a version came of."""

    change = RecordField(
        model=SmsChange,
        limit={"state__in": APPROVED},
        label=_("Change of the system"),
        help_text=_("One that was approved: type its reference or some words."),
    )
