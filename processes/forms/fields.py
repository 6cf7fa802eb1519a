"""Fields for clauses and documents, which are named by their numbers and references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from documents.models import Document
from records.forms.fields import RecordsField
from standard.models import Clause

if TYPE_CHECKING:
    from records.models import Record


class ClausesField(forms.CharField):
    """Clauses, by their numbers with commas between; the clean value is a list of them."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other clauses are named than at first."""
        return _numbers(initial) != _numbers(data)

    def clean(self, value: Any) -> list[Clause]:
        """The clauses; raises ValidationError naming the numbers there are not."""
        wanted = _numbers(super().clean(value))
        found = list(Clause.objects.filter(number__in=wanted, is_heading=False, is_current=True))
        if unknown := wanted - {clause.number for clause in found}:
            message = _("The catalogue has no clause %(numbers)s. Look the number up under “The standard”.")
            raise forms.ValidationError(message, params={"numbers": ", ".join(sorted(unknown))})
        return found


class DocumentsField(RecordsField):
    """Documents, by their references."""

    def clean(self, value: Any) -> list[Record]:
        """The documents; raises ValidationError naming what is none."""
        found: list[Record] = super().clean(value)
        if other := [record.reference for record in found if record.kind != Document.kind_key]:
            message = _("%(references)s is no document: name documents alone.")
            raise forms.ValidationError(message, params={"references": ", ".join(other)})
        return found


def _numbers(text: str | None) -> set[str]:
    return set((text or "").replace(",", " ").split())
