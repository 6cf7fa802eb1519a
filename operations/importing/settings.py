"""How an export of tickets is to be read: by which profile, and where this file differs from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from operations.enums import Priority, Waiting
from operations.importing.profiles import PROFILES, Profile
from operations.importing.reading import MOMENTS, places_of, state_of
from records.forms.fields import RecordField
from records.importing.settings import SHOWN, Found, SettingsForm, sample_of

if TYPE_CHECKING:
    from records.importing.tables import Table

#: What our states are called in the map.
STATE_NAMES = {
    "new": "new",
    "in progress": "in_progress",
    "on hold": "on_hold",
    "resolved": "resolved",
    "closed": "closed",
    "cancelled": "cancelled",
}
LINES = forms.Textarea(attrs={"rows": 4, "class": "font-monospace"})


class MapField(forms.CharField):
    """Lines of “label = ours”; the clean value is a dict by the label in lower case. An empty right side says nothing."""

    def __init__(self, ours: dict[str, Any], **options: Any) -> None:
        super().__init__(required=False, widget=LINES, max_length=10_000, **options)
        self.ours = ours

    def clean(self, value: Any) -> dict[str, Any]:
        """The map; raises ValidationError that names the line."""
        found = {}
        for line in str(super().clean(value) or "").splitlines():
            label, sign, ours = (part.strip() for part in line.rpartition("="))
            if not line.strip() or (sign and not ours):
                continue
            if not label or ours.lower() not in self.ours:
                about = {"line": line.strip(), "ours": ", ".join(self.ours)}
                raise ValidationError(_("“%(line)s”: write “label = ours”, ours being one of %(ours)s") % about)
            found[label.lower()] = self.ours[ours.lower()]
        return found


class TicketSettingsForm(SettingsForm):
    """The tool it comes from, the agreement its tickets are under, and what its labels stand for here."""

    profile = forms.ChoiceField(label=_("Exported from"), choices=[(key, each.label) for key, each in PROFILES.items()])
    agreement = RecordField(
        model=Agreement,
        label=_("Agreement"),
        help_text=_("That the tickets are under: its customer, and its service where it has one. Type its reference."),
        required=False,
    )
    nulls = forms.CharField(
        label=_("Cells that say nothing"),
        help_text=_("Beside ?, -, null, none and n/a; with commas between."),
        max_length=200,
        required=False,
    )
    states = MapField(
        STATE_NAMES,
        label=_("States"),
        help_text=_("Lines of “label there = ours”: new, in progress, on hold, resolved, closed or cancelled."),
    )
    priorities = MapField(
        {str(priority.value): priority.value for priority in Priority},
        label=_("Priorities"),
        help_text=_("Lines of “label there = ours”, from 1, the highest, to 5."),
    )
    is_full = forms.BooleanField(
        label=_("This file holds all tickets: flag those that are here and not in it"),
        help_text=_("They are never deleted; the flag goes when they are in a file again."),
        required=False,
    )
    field_order = (
        "profile", "agreement", "date_format", "zone", "delimiter", "encoding", "nulls", "states", "priorities", "is_full",
    )  # fmt: skip

    def __init__(self, data: Any = None, **about: Any) -> None:
        self._guessed = ""
        super().__init__(data, **about)
        field: Any = self.fields["agreement"]
        field.for_person(self.user)

    def as_typed(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings as the form shows them: maps as lines."""
        names = {value: name for name, value in STATE_NAMES.items()}
        typed = dict(settings)
        for name, words in (("states", lambda ours: names[ours[0]]), ("priorities", str)):
            if name in typed:
                typed[name] = "\n".join(f"{label} = {words(ours)}" for label, ours in typed[name].items())
        if "nulls" in typed:
            typed["nulls"] = ", ".join(typed["nulls"])
        return typed

    def look_into(self, table: Table) -> None:
        """Show its days, and what its states stand for; labels that are not known are asked for."""
        self._guessed = self._guessed or guess_profile(table)
        self.initial.setdefault("profile", self._guessed)
        profile = PROFILES.get(self.value_of("profile") or self._guessed)
        if profile is None:
            return
        self.usual_form = profile.date_format
        missing = [
            profile.columns[name] for name in ("number", "opened_at") if not places_of(table, profile.columns[name])
        ]
        if missing:
            about = {"titles": "; ".join(", ".join(titles) for titles in missing)}
            why = (
                gettext("It has no column %(titles)s: choose another profile, or another sign between columns") % about
            )
            self.wrong.append(("profile", why))
            self.found.append(Found(gettext("Columns"), (why,), is_open=True))
            return
        days = [place for name in MOMENTS for place in places_of(table, profile.columns.get(name, ()))]
        self.show_days([cell for cell in sample_of(table, days) if str(cell).strip().lower() not in profile.nulls])
        self._show_states(table, profile)

    def _show_states(self, table: Table, profile: Profile) -> None:
        cells = sample_of(table, places_of(table, profile.columns.get("state", ())))
        labels = list(dict.fromkeys(str(cell).strip() for cell in cells))
        names = {value: name for name, value in STATE_NAMES.items()}
        known = profile.with_settings({"states": self._typed_states()})
        found = {label: state_of(known, label) for label in labels}
        shown = [f"{label} → {names[state[0]]}" for label, state in found.items() if state]
        unknown = [label for label, state in found.items() if state is None]
        if shown:
            self.found.append(Found(gettext("States"), tuple(shown[: SHOWN * 2])))
        if unknown:
            why = gettext("Not known, taken as in progress: %(labels)s") % {"labels": ", ".join(unknown[:20])}
            self.found.append(Found(gettext("States"), (why,), is_open=True))
            if not self.is_bound and not self.initial.get("states"):
                self.initial["states"] = "\n".join(f"{label} = " for label in unknown[:20])

    def _typed_states(self) -> dict[str, Any]:
        field: Any = self.fields["states"]
        try:
            return {label: as_state(ours) for label, ours in field.clean(self.value_of("states")).items()}
        except ValidationError:
            return {}

    @property
    def settings(self) -> dict[str, Any]:
        """What was said, as it is kept with the run."""
        said = super().settings
        said["states"] = {label: as_state(ours) for label, ours in said["states"].items()}
        agreement = said.pop("agreement")
        said["agreement"] = agreement.reference if agreement else ""
        said["nulls"] = [part.strip().lower() for part in said["nulls"].split(",") if part.strip()]
        return said


def as_state(ours: str) -> list[str]:
    """A state of ours as profiles have it: with what it waits for."""
    return [ours, Waiting.OTHER.value if ours == "on_hold" else ""]


def guess_profile(table: Table) -> str:
    """The profile of which the table has most columns; that of a log where a number comes several times."""
    fits = {
        key: sum(bool(places_of(table, titles)) for titles in profile.columns.values())
        for key, profile in PROFILES.items()
        if not profile.is_event_log
    }
    best = max(fits, key=lambda key: fits[key])
    log = PROFILES.get(f"{best}-events")
    if log is None:
        return best
    numbers = sample_of(table, places_of(table, log.columns["number"]))
    return log.key if len(set(numbers)) < len(numbers) else best
