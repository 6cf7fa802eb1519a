"""The page of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.permits import permits, refusal
from records.counts import part_counts, readers_of
from records.display import names_for, show_change, show_field
from records.domain.conditions import unmet_conditions
from records.history import named_in, timeline
from records.transitions import fits
from records.views.base import KindView
from shell.registry import EVERY_KIND, Panel, RecordOffer, registry
from standard.queries import expectations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from records.kind import Action, Kind
    from shell.registry import Text


#: The parts of a record beside its overview.
PARTS = (
    ("tasks", _("Tasks")),
    ("links", _("Links")),
    ("files", _("Files")),
    ("evidence", _("Evidence")),
    ("comments", _("Comments")),
    ("history", _("History")),
)


@dataclass(frozen=True)
class Offer:
    """An action as the page offers it: with the reason when this person cannot do it, or not now."""

    action: Action
    url: str
    why_not: Text | None


@dataclass(frozen=True)
class TabLink:
    """A part of the record's pages, and how much is in it."""

    key: str
    label: Text
    url: str
    count: int | None = None


class DetailView(KindView):
    """Facts, state, what can be done, panels, and the latest of what happened."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page."""
        record = self.find(reference)
        entries = [entry.without_contents() for entry in timeline(record, count=5)]
        pairs = [(field, getattr(record, field.attname)) for field in _fields(self.kind)]
        names = names_for([*pairs, *named_in(entries)], self.user)
        values = {field.name: show_field(self.kind, field, value, names) for field, value in pairs}
        if record.due and "due" in values:
            values["due"] = (values["due"][0], self.kind.due_of(record))
        framed = frame(self, record, "overview")
        return self.page(
            "record/overview.html",
            **framed,
            facts=[values[name] for name in self.kind.facts],
            panels=[
                (panel, [values[name] for name in panel.fields]) for panel in self.kind.panels if panel.shows(record)
            ],
            leading_panels=_other_panels(self, record, framed["counts"], leads=True),
            other_panels=_other_panels(self, record, framed["counts"], leads=False),
            entries=[(entry, [show_change(self.kind, c, names) for c in entry.changes]) for entry in entries],
            labels=names.records,
            expectations=expectations(self.kind.clauses),
            readers=readers_of(record, self.user) if self.kind.has_page("readers") else None,
            may_acknowledge=self.kind.has_page("acknowledge") and permits(self.user, "acknowledge", record),
        )


def frame(view: KindView, record: Any, current: str) -> dict[str, Any]:
    """What every page of a record shows around its part: heading, actions, tabs."""
    offers = offers_for(view.kind, record, view.user)
    counts = part_counts(record, view.user)
    return {
        "record": record,
        "badge": view.kind.badge(record),
        "due": view.kind.due_of(record),
        "tabs": tabs_of(view.kind, record, counts),
        "counts": counts,
        "is_pinned": bool(counts["pinned"]),
        "current": current,
        "steps": _steps(view.kind, record),
        "next_offers": [offer for offer in offers if offer.action.is_next and offer.why_not is None],
        "more_offers": [offer for offer in offers if not (offer.action.is_next and offer.why_not is None)],
        "room_offers": _room_offers(record, view.user),
        "may_edit": view.kind.has_page("edit") and permits(view.user, "edit", record),
        "may_share": view.kind.has_page("sharing") and permits(view.user, "share", record),
        "may_compare": view.kind.has_page("beside"),
    }


def offers_for(kind: Kind, record: Any, user: Any) -> list[Offer]:
    """The actions that the record's state fits; those held back just now say why, the kind's own also by whom."""
    offers = []
    for action in kind.all_actions.values():
        # Its state is known already; rules may ask the database.
        if not (fits(record, action.key) and action.shows(record)):
            continue
        why_not = refusal(user, action.key, record)
        if why_not and (record.withdrawn or action not in kind.actions):
            continue
        url = kind.record_url(record, "action", action=action.key)
        offers.append(Offer(action, url, why_not or next(iter(unmet_conditions(record, action.key)), None)))
    return offers


def _room_offers(record: Any, user: Any) -> list[tuple[Text, str]]:
    """What rooms offer to do about any record in use, with where."""
    if record.withdrawn:
        return []
    offered = [(offer.label, offer.url(record, user)) for offer in registry.all(RecordOffer)]
    return [(label, url) for label, url in offered if url is not None]


def tabs_of(kind: Kind, record: Any, counts: Mapping[str, int]) -> list[TabLink]:
    """The parts of a record's pages, with counts."""
    found = [TabLink("overview", _("Overview"), kind.record_url(record))]
    parts = [(key, label) for key, label in PARTS if kind.has_page(key)]
    return found + [TabLink(key, label, kind.record_url(record, key), counts[key] or 0) for key, label in parts]


def _fields(kind: Kind) -> list[Any]:
    names = dict.fromkeys([*kind.facts, *(name for panel in kind.panels for name in panel.fields)])
    return [kind.model._meta.get_field(name) for name in names]


def _steps(kind: Kind, record: Any) -> list[dict[str, Any]]:
    """The line of progress: states passed, the one at hand, those to come; empty off the line."""
    line = [state for state in kind.states if state.is_step]
    keys = [state.key for state in line]
    if record.withdrawn or record.state not in keys:
        return []
    here = keys.index(record.state)
    return [
        {"label": state.label, "css": "done" if place < here else "now" if place == here else ""}
        for place, state in enumerate(line)
    ]


def _other_panels(view: KindView, record: Any, counts: Mapping[str, int], *, leads: bool) -> list[dict[str, Any]]:
    """What rooms registered to show here, above or below the rest."""
    here = [panel for panel in registry.all(Panel) if panel.kind in {view.kind.key, EVERY_KIND}]
    panels = [panel for panel in here if panel.leads is leads and counts.get(panel.key, 1)]
    drawn = [{"panel": panel, "rows": panel.rows(record, view.user)} for panel in panels]
    return [each for each in drawn if each["rows"] is not None]
