"""What the roadmap asks for: its days, its phases, and where actions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conformity.domain.roadmaps import PHASES_MAX, PhaseLine
from conformity.models import Assessment, Placement
from people.calendar import today
from people.forms import BoxesField
from records.forms import PersonField, RecordField, RecordForm
from records.forms.parts import PartForm, day_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField

#: Empty rows for phases to come.
SPARE = 2


class RoadmapForm(RecordForm):
    """A roadmap: it always says when the certification audit is to be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "due" in self.fields:
            self.fields["due"].required = True


class PhasesForm(PartForm):
    """The phases of a roadmap, a row each, and some rows to spare; a row without a name goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(self.record.phases.all())  # type: ignore[union-attr]
        self.count = min(len(self.known) + SPARE, PHASES_MAX)
        for number in range(self.count):
            phase = self.known[number] if number < len(self.known) else None
            self._add(number, phase)

    def _add(self, number: int, phase: Any) -> None:
        self.fields[f"name_{number}"] = forms.CharField(label=_("Phase"), max_length=120, required=False)
        self.fields[f"first_{number}"] = day_field(_("From"))
        self.fields[f"last_{number}"] = day_field(_("Until"))
        if phase is not None:
            days = {f"first_{number}": phase.first, f"last_{number}": phase.last}
            self.initial.update({f"name_{number}": phase.name, **days})

    @property
    def rows(self) -> Iterator[tuple[BoundField, BoundField, BoundField]]:
        """The fields of each phase."""
        for number in range(self.count):
            yield self[f"name_{number}"], self[f"first_{number}"], self[f"last_{number}"]

    def clean(self) -> dict[str, Any]:
        """A phase with a name has both days; days without a name are of nothing."""
        cleaned = self.cleaned_data
        for number in range(self.count):
            name, first, last = (cleaned.get(f"{part}_{number}") for part in ("name", "first", "last"))
            for part, value in (("first", first), ("last", last)):
                if name and not value and f"{part}_{number}" not in self.errors:
                    self.add_error(f"{part}_{number}", _("Choose a day"))
            if not name and (first or last):
                self.add_error(f"name_{number}", _("Say what the phase is called, or take its days away"))
        return cleaned

    @property
    def lines(self) -> list[PhaseLine]:
        """The phases as they were typed."""
        found = []
        for number in range(self.count):
            cleaned = self.cleaned_data
            key = self.known[number].pk if number < len(self.known) else None
            if cleaned[f"name_{number}"]:
                days = cleaned[f"first_{number}"], cleaned[f"last_{number}"]
                found.append(PhaseLine(key, cleaned[f"name_{number}"], *days))
        return found


class PlacementsField(BoxesField):
    """Actions of the roadmap, by reference and title as far as the reader sees them."""

    labels: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """What the action is called."""
        return self.labels.get(obj.action_id, "")


class PlaceForm(PartForm):
    """Where an action stands on the roadmap, from when on, and what it waits for."""

    phase: Any = forms.ModelChoiceField(queryset=None, label=_("Phase"))
    begins = day_field(_("Begins"), required=True)
    waits_for = PlacementsField(
        queryset=None, required=False, label=_("Waits for"), help_text=_("What must be done before it can begin.")
    )

    def __init__(self, *args: Any, labels: dict[int, str] | None = None, placement: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["phase"].queryset = self.record.phases.all()  # type: ignore[union-attr]
        others = Placement.objects.filter(roadmap__pk=self.record.pk)  # type: ignore[union-attr]
        fields["waits_for"].labels = labels or {}
        fields["waits_for"].queryset = others.exclude(pk=placement.pk) if placement is not None else others
        if placement is not None:
            self.initial.update({"phase": placement.phase_id, "begins": placement.begins})
            self.initial["waits_for"] = list(placement.waits.values_list("earlier_id", flat=True))


class RaiseForm(PlaceForm):
    """A new action of the roadmap: what, who, by when, and where it stands."""

    title = forms.CharField(
        label=_("Action"), max_length=200, help_text=_("One sentence: what is done when it is done.")
    )
    what = forms.CharField(
        label=_("What is to be done"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = RecordField(
        model=Assessment,
        label=_("Comes from the assessment"),
        required=False,
        help_text=_("Its reference, or some words of the item. Left empty it comes from the roadmap."),
    )
    owner = PersonField(label=_("Owner"))
    due = day_field(_("To be done by"), required=True)
    field_order = ("title", "what", "source", "owner", "phase", "begins", "due", "waits_for")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("begins", today())
