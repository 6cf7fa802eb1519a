"""Asking for something of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operations.domain.steps import lined_steps
from records.forms.parts import PartForm

if TYPE_CHECKING:
    from services.models import CatalogueItem


class AskForm(PartForm):
    """What else there is to say; the questions of the item stand before it."""

    remark = forms.CharField(
        label=_("Anything else"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, item: CatalogueItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = lined_steps(item.questions)
        for place, question in enumerate(self.questions):
            self.fields[f"question-{place}"] = forms.CharField(label=question, max_length=500)
        self.order_fields([*(f"question-{place}" for place in range(len(self.questions))), "remark", "token"])

    @property
    def answers(self) -> dict[str, str]:
        """The answers, by question."""
        return {question: self.cleaned_data[f"question-{place}"] for place, question in enumerate(self.questions)}


def ask_form(item: CatalogueItem, *sent: Any, user: Any) -> AskForm:
    """The form for an item, empty or with what was sent."""
    return AskForm(*sent, item=item, user=user)


class ApproveForm(PartForm):
    """A word along with an approval, where there is one."""

    reason = forms.CharField(label=_("A word along"), max_length=300, required=False)
