"""Entries of the catalogue in words: hours, days, what changed, and where one asks for an item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.enums import Criticality
from services.hours import HoursError, parse_week
from services.hours.words import week_in_words
from shell.registry import AskFor, registry

if TYPE_CHECKING:
    from services.domain.catalogue import Comparison, Entry
    from shell.registry import Text

#: What the fields of an entry are called.
FIELDS: dict[str, Text] = {
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "customer_value": gettext_lazy("What one gets from it"),
    "description": gettext_lazy("Description"),
    "criticality": gettext_lazy("Criticality"),
    "state": gettext_lazy("State"),
    "removal_on": gettext_lazy("To be removed on"),
    "service_hours": gettext_lazy("Service hours"),
    "support_hours": gettext_lazy("Support hours"),
    "rests_on": gettext_lazy("Rests on"),
    "items": gettext_lazy("What one can ask for"),
}
STATES: dict[str, Text] = {"live": gettext_lazy("Live"), "being_removed": gettext_lazy("Being removed")}


def shown(entry: Entry) -> dict[str, Any]:
    """An entry as pages and paper show it."""
    return {
        "entry": entry,
        "hours": hours_in_words(entry.service_hours),
        "support": "" if entry.support_hours == entry.service_hours else hours_in_words(entry.support_hours),
        "removal": date.fromisoformat(entry.removal_on) if entry.removal_on else None,
        "items": [(item, ask_url(item.reference)) for item in entry.items],
    }


def shown_comparison(found: Comparison) -> dict[str, Any]:
    """What changed, with each changed field before and after in words."""
    changed = [
        (after, [(FIELDS.get(name, name), in_words(before, name), in_words(after, name)) for name in names])
        for before, after, names in found.changed
    ]
    return {"is_none": found.is_none, "added": found.added, "removed": found.removed, "changed": changed}


def in_words(entry: Entry, name: str) -> str:
    """A field of an entry in words."""
    value = getattr(entry, name)
    if name.endswith("_hours"):
        return hours_in_words(value)
    if name == "items":
        return ", ".join(item.name for item in value)
    labels: dict[str, Any] = {"criticality": dict(Criticality.choices), "state": STATES}
    return ", ".join(value) if isinstance(value, list) else str(labels.get(name, {}).get(value, value))


def hours_in_words(said: dict[str, str]) -> str:
    """What a calendar said, in a line; the notation itself where it is not read any more."""
    if not said:
        return ""
    try:
        words = week_in_words(parse_week(said["hours"]))
    except HoursError:
        words = said["hours"]
    zone = said["zone"].replace("_", " ")
    if said["country"]:
        return _("%(hours)s (%(zone)s), except public holidays") % {"hours": words, "zone": zone}
    return f"{words} ({zone})"


def ask_url(reference: str) -> str:
    """Where one asks for an item; empty where no room takes requests."""
    found = registry.all(AskFor)
    return found[0].url(reference) if found else ""
