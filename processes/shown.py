"""A copy of a process ready to be drawn: rows of the RACI table, records as the reader may see them, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.beside import word_by_word
from standard.catalogue import role_label
from standard.roles import ROLES, SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.safestring import SafeString

    from processes.domain.copies import CopiedActivity, Copy
    from shell.registry import Text

#: Fields of a copy that are texts, with what they are called.
WORDS: dict[str, Text] = {
    "title": gettext_lazy("Name"),
    "owner": gettext_lazy("Owner"),
    "purpose": gettext_lazy("Purpose"),
    "covers": gettext_lazy("Scope"),
    "trigger": gettext_lazy("Trigger"),
    "inputs": gettext_lazy("Inputs"),
    "outputs": gettext_lazy("Outputs"),
}


@dataclass(frozen=True)
class RaciRow:
    """An activity with the letter of each role that has a column."""

    activity: CopiedActivity
    letters: Sequence[str]


@dataclass(frozen=True)
class RaciTable:
    """Who takes which part: the roles that take any, short and long, and a row for each activity."""

    roles: Sequence[tuple[str, str]]
    rows: Sequence[RaciRow]


@dataclass(frozen=True)
class Shown:
    """A copy with its table, its lines, and the labels of all records that it names."""

    copy: Copy
    raci: RaciTable
    labels: Mapping[int, Any]

    @property
    def documents(self) -> list[Any]:
        """The documents that apply, as the reader sees them."""
        return [self.labels.get(key, "") for key in self.copy.documents]

    @property
    def interfaces(self) -> list[tuple[Text, list[tuple[Any, str]]]]:
        """What it gives and to whom, what it gets and from whom."""
        sides = (("gets", _("Gets from")), ("gives", _("Gives to")))
        return [
            (
                words,
                [(self.labels.get(e.other, ""), e.flow) for e in self.copy.interfaces if e.way == way],
            )
            for way, words in sides
        ]

    @property
    def items(self) -> list[tuple[Any, Any]]:
        """Each requirement item with the record that shows how it is met."""
        return [(e, self.labels.get(e.evidence or 0, "")) for e in self.copy.items]


@dataclass(frozen=True)
class Change:
    """What differs between two copies: in words before and after, or lines that came and went."""

    label: Text
    before: SafeString | str
    after: SafeString | str


def shown(copy: Copy, labels: Mapping[int, Any]) -> Shown:
    """A copy ready to be drawn."""
    return Shown(copy, raci_table(copy.activities), labels)


def raci_table(activities: Iterable[CopiedActivity]) -> RaciTable:
    """Roles that take no part have no column."""
    found = list(activities)
    roles = [role for role in ROLES if any(role in each.raci for each in found)]
    rows = [RaciRow(each, [each.raci.get(role, "") for role in roles]) for each in found]
    return RaciTable([(SHORT[role], role_label(role)) for role in roles], rows)


def changes(before: Copy, after: Copy, labels: Mapping[int, Any]) -> list[Change]:
    """What changed from one copy to another; texts word by word, the rest line by line."""
    texts = [
        Change(label, *word_by_word(getattr(before, name), getattr(after, name)))
        for name, label in WORDS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    sides = [_lines(copy, labels) for copy in (before, after)]
    lines = [
        Change(label, *(_only(sides[here][label], sides[1 - here][label]) for here in (0, 1)))
        for label in sides[0]
        if sides[0][label] != sides[1][label]
    ]
    return texts + lines


def _lines(copy: Copy, labels: Mapping[int, Any]) -> dict[str, list[str]]:
    """The parts of a copy that are lists, each line as text."""
    ways = {"gives": _("gives to"), "gets": _("gets from")}
    return {
        _("Clauses"): copy.clauses,
        _("Activities"): [_activity(each) for each in copy.activities],
        _("Policies and documents"): [str(labels.get(key, "")) for key in copy.documents],
        _("Interfaces"): [f"{ways[each.way]} {labels.get(each.other, '')}: {each.flow}" for each in copy.interfaces],
        _("How items are met"): [f"{each.item}: {each.how or _('not said')}" for each in copy.items],
    }


def _activity(activity: CopiedActivity) -> str:
    parts = ", ".join(f"{SHORT[role]} {activity.raci[role]}" for role in ROLES if role in activity.raci)
    return f"{activity.title} ({parts}). {activity.what}"


def _only(lines: Sequence[str], others: Sequence[str]) -> str:
    """The lines that the other side does not have."""
    return "\n".join(line for line in lines if line not in others)
