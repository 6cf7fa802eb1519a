"""The form that defines an indicator by a saved filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.domain.shapes import Shape, dates_of, moments_of, numbers_of
from measures.enums import Aggregate
from records.forms.parts import PartForm
from records.kind import find_kind
from records.models import SavedFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from records.kind import Kind

#: What is counted without a field.
WITHOUT_FIELD = (Aggregate.COUNT, Aggregate.SHARE)
FILTER_HELP = _("Saved above a list: yours, and those shared with you.")


class DefineForm(PartForm):
    """Which records are counted, by which day, and what of them.

    ``saved`` are the filters offered; once the first is chosen the fields of its kind are.
    """

    among = forms.ChoiceField(label=_("Records that this saved filter finds"), help_text=FILTER_HELP)
    aggregate = forms.ChoiceField(label=_("What is counted"), choices=Aggregate)
    within = forms.ChoiceField(
        label=_("Second filter"), required=False, help_text=_("Of a share: which of them are counted.")
    )
    date = forms.ChoiceField(label=_("They belong to the period of their"))
    field = forms.ChoiceField(
        label=_("Field"), required=False, help_text=_("What is summed up; of a span the moment at which it ends.")
    )
    since = forms.ChoiceField(
        label=_("From the moment"),
        required=False,
        help_text=_("With it the hours from here to the moment above are taken."),
    )
    reason = forms.CharField(label=_("Reason for this change"), required=False, max_length=300)

    def offer(self, saved: Mapping[str, SavedFilter], chosen: SavedFilter | None) -> None:
        """Offer these filters, and the fields of the kind of the one that is chosen."""
        self.saved = saved
        self.choose("among", [(key, _named(each)) for key, each in saved.items()])
        if chosen is None:
            for name in ("aggregate", "within", "date", "field", "since", "reason"):
                del self.fields[name]
            return
        kind = find_kind(chosen.kind)
        same = [(key, each.name) for key, each in saved.items() if each.kind == chosen.kind]
        moments = _labels(kind, moments_of(kind))
        self.choose("within", [("", "-"), *same])
        self.choose("date", _labels(kind, dates_of(kind)))
        self.choose("field", [("", "-"), (_("Numbers"), _labels(kind, numbers_of(kind))), (_("Moments"), moments)])
        self.choose("since", [("", "-"), *moments])

    def choose(self, name: str, choices: Any) -> None:
        """Let one of these be chosen."""
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the second filter of a share, and for the field of a sum."""
        cleaned = super().clean() or {}
        aggregate = cleaned.get("aggregate")
        if aggregate == Aggregate.SHARE and not cleaned.get("within"):
            self.add_error("within", _("Choose which of them are counted"))
        if aggregate and aggregate not in WITHOUT_FIELD and not cleaned.get("field"):
            self.add_error("field", _("Choose what is summed up"))
        if cleaned.get("field") and self._is_moment(cleaned["field"]) and not cleaned.get("since"):
            self.add_error("since", _("Choose the moment from which hours are counted"))
        return cleaned

    @property
    def shape(self) -> Shape:
        """The definition that was answered."""
        said, among = self.cleaned_data, self.saved[self.cleaned_data["among"]]
        has_field = said["aggregate"] not in WITHOUT_FIELD
        is_span = has_field and self._is_moment(said["field"])
        return Shape(
            kind=among.kind,
            among=among.shape,
            date=said["date"],
            aggregate=said["aggregate"],
            within=self.saved[said["within"]].shape if said["aggregate"] == Aggregate.SHARE else {},
            field=said["field"] if has_field else "",
            since=said["since"] if is_span else "",
        )

    def _is_moment(self, name: str) -> bool:
        among = self.saved.get(self.cleaned_data.get("among", ""))
        return among is not None and name in moments_of(find_kind(among.kind))


def _named(saved: SavedFilter) -> str:
    return f"{find_kind(saved.kind).plural}: {saved.name}"


def _labels(kind: Kind, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, kind.label_of(field)) for name, field in fields.items()]
