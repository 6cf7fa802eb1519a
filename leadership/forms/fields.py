"""Fields that name records of one kind, by their references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from records.forms.fields import RecordsField

if TYPE_CHECKING:
    from records.models import Record


class OfKindField(RecordsField):
    """Records of one kind, by their references with commas between; the clean value are their children."""

    def __init__(self, *, model: type[Record], **options: Any) -> None:
        super().__init__(**options)
        self.model = model

    def clean(self, value: Any) -> list[Any]:
        """The records; raises ValidationError naming those of another kind."""
        found: list[Record] = super().clean(value)
        if other := [record.reference for record in found if record.kind != self.model.kind_key]:
            message = _("%(references)s cannot be chosen here: its reference begins with %(prefix)s.")
            about = {"references": ", ".join(other), "prefix": self.model.reference_prefix}
            raise forms.ValidationError(message, params=about)
        return [record.child() for record in found]
