"""What a disposal run asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import Disposal, DisposalLine, Document
from people.forms import BoxesField
from records.forms.parts import PartForm, ReasonForm
from records.labels import labels_for


class DisposalForm(ReasonForm):
    """Which documents are to be disposed of, and why."""

    documents = BoxesField(label=_("Documents"))
    field_order = ("documents", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["documents"]
        # Whether they are still due, the verb says: a form that is sent twice acts once.
        field.queryset = Document.objects.visible_to(self.user).filter(state="archived")
        self.fields["reason"].label = _("Why")


class StrikeForm(PartForm):
    """Which of the documents are kept after all, and why."""

    struck = forms.TypedMultipleChoiceField(
        label=_("Strike out"),
        help_text=_("What you tick is kept. All else is disposed of for good."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    note = forms.CharField(label=_("Why these are kept"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        run: Any = self.record
        lines = list(run.lines.filter(outcome=DisposalLine.Outcome.WAITS)) if isinstance(run, Disposal) else []
        labels = labels_for({line.document_id for line in lines}, self.user)
        field: Any = self.fields["struck"]
        field.choices = [(line.pk, labels.get(line.document_id) or line.identifier) for line in lines]
